"""What PDFium says of a page: letters, drawings, fields, what is seen. Its only importer."""

"""A PDF file in, its text out, as somebody reads it: by where its letters stand.

reading     the whole path: pages in, content out; sheets: one page
pdfium/     what PDFium says: letters, drawings, fields, what is seen
words       letters in, words out; segments: words in, pieces of lines out
layout/     columns, lines, tables, heads and feet
paragraphs  lines in, paragraphs and items out; notes: those at the foot of a page
assembly    the blocks of all pages in, text out
"""

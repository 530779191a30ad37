"""RTF files in, their text out."""

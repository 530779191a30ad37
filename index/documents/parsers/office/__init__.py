"""Office files in, their text out: Word, OpenDocument, slides, sheets; archive.py opens what holds them."""

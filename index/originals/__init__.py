"""The files that documents were read from: their bytes, and a page as a picture, a quote marked in it."""

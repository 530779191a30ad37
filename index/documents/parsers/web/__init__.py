"""Saved web pages in, their text out: what is seen, what of it is the page's own, and how it is written."""

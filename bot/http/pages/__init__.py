"""Pages with a form of their own: what a browser sends in, one page out."""

"""Documents, chunks, vectors and words come in and are found again: the built index on disk."""

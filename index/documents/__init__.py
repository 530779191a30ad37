"""A file comes in, a document goes out: its text in canonical form and what is known about it."""

"""Documents in, passages out: reading, splitting, embedding and searching. Knows no HTTP."""

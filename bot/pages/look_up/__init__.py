"""The look-up page: passages on a topic side by side in their languages, each with a reference."""

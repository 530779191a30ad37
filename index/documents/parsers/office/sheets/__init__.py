"""Spreadsheets in, the rows of each sheet out, as the program shows them: a page for each sheet."""

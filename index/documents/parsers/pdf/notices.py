"""The text of a PDF file in, whether it only says that another program would show more out. Pure."""

import re

LONGEST = 2_000  # characters: with more, there is a text

# What Adobe's programs write on the only page that all others show, in the languages that we have.
_OF_A_FORM = re.compile(
    r"(?:please wait|bitte warten|подождите)(?:\.{3}|…).{0,200}?\bPDF\b|requires Adobe Reader \d+ or higher",
    re.IGNORECASE | re.DOTALL,
)
_OF_A_PORTFOLIO = re.compile(r"PDF[ -]portfolio|портфолио PDF|PDF-портфолио", re.IGNORECASE)


def is_form_notice(text: str, pages: int) -> bool:
    """Return whether a form stands behind `text` that only Adobe Reader shows (XFA)."""
    return pages == 1 and len(text) <= LONGEST and _OF_A_FORM.search(text) is not None


def is_portfolio_notice(text: str, pages: int) -> bool:
    """Return whether `text` is the cover of the files that are attached to it."""
    return pages == 1 and len(text) <= LONGEST and _OF_A_PORTFOLIO.search(text) is not None

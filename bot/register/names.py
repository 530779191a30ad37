"""What kinds of documents are called."""

from collections.abc import Sequence

from index.documents.metadata import Kind
from index.languages import Language
from index.languages.messages import key, say
from index.languages.names import join_names

KINDS = {
    Kind.TREATY: key("kind_treaty"),
    Kind.COMMUNIQUE: key("kind_communique"),
    Kind.PROGRAMME: key("kind_programme"),
    Kind.MEMORANDUM: key("kind_memorandum"),
    Kind.PRESS_RELEASE: key("kind_press_release"),
    Kind.REPORT: key("kind_report"),
    Kind.COUNCIL_PAPER: key("kind_council_paper"),
}
_SEVERAL = {
    Kind.TREATY: key("kinds_treaty"),
    Kind.COMMUNIQUE: key("kinds_communique"),
    Kind.PROGRAMME: key("kinds_programme"),
    Kind.MEMORANDUM: key("kinds_memorandum"),
}


def name_kind(kind: Kind, language: Language) -> str:
    """Return what a document of `kind` is called."""
    return say(KINDS[kind], language)


def name_agreements(kinds: Sequence[Kind], language: Language) -> str:
    """Return what agreements of these `kinds` are called, of any where there are none."""
    names = [say(_SEVERAL[kind], language) for kind in kinds if kind in _SEVERAL]
    return join_names(names, language) if names else say("kinds_agreement", language)

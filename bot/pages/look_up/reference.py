"""A quote in, the reference to it out, as an office writes it into a letter. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from index.languages import Language
from index.languages.dates import write_date, write_long_date
from index.languages.messages import say
from index.languages.traits import describe

# A quotation inside of another one, whatever marks its own language has for it.
_INSIDE = re.compile(r"„([^„“”]*)[“”]|«([^«»]*)»|“([^“”]*)”|\"([^\"]*)\"")
# Headings that name their place by themselves: "Artikel 5", "§ 2", "Статья 3", "Section 4".
_NUMBERED = re.compile(
    r"(?:art(?:ikel|icle)?\.?|§+|abschnitt|ziffer|nr\.|section|paragraph|clause|статья|ст\.|пункт|п\.|раздел)\s*"
    r"(?:\d|[IVX]+\b)",
    re.IGNORECASE,
)
_PRECISION = ("year", "month")  # of a date, by its hyphens; a day has two


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a reference says of a quote; empty or None is what is not known, and is left out.

    `section` is the heading above it. `parties` and `signed` (YYYY, YYYY-MM or YYYY-MM-DD) are those of the
    agreement; `about` is its title where the document only speaks of it. `origin` says where its facts come
    from. `published` is the day of a summary's wording. `page` counts from 1; without one, `start` and `end`
    are the position in the text.
    """

    wording: str
    title: str
    start: int
    end: int
    address: str
    section: str = ""
    page: int | None = None
    parties: tuple[str, ...] = ()
    signed: str | None = None
    about: str = ""
    origin: str = ""
    publisher: str = ""
    published: str | None = None
    summary: bool = False


def write_reference(quoted: Quoted, language: Language, today: date) -> str:
    """Return the reference to `quoted` for a letter in `language` that is written `today`."""
    place = ", ".join([quoted.title, *_name_place(quoted, language)])
    facts = "; ".join([place, *_list_facts(quoted, language)])
    sentences = [f"{put_in_quotes(quoted.wording, language)} ({facts})."]
    if quoted.origin:
        sentences.append(say("reference_origin", language, origin=quoted.origin))
    day = write_date(today, language)
    sentences.append(say("reference_address", language, address=quoted.address, date=day))
    return " ".join(sentences)


def put_in_quotes(text: str, language: Language) -> str:
    """Return `text` on one line in the quotation marks of `language`, those inside as its inner ones."""
    traits = describe(language)
    before, behind = traits.inner_quotes
    inside = _INSIDE.sub(
        lambda match: f"{before}{match[match.lastindex or 0]}{behind}", " ".join(text.split())
    )
    return f"{traits.quotes[0]}{inside}{traits.quotes[1]}"


def _name_place(quoted: Quoted, language: Language) -> list[str]:
    """Return where in the document the quote stands: article or section, page or position."""
    place = []
    if _NUMBERED.match(quoted.section):
        place.append(quoted.section)
    elif quoted.section:
        place.append(say("reference_section", language, section=put_in_quotes(quoted.section, language)))
    if quoted.page is not None:
        place.append(say("reference_page", language, page=quoted.page))
    else:
        place.append(say("characters", language, start=quoted.start, end=quoted.end))
    return place


def _list_facts(quoted: Quoted, language: Language) -> list[str]:
    """Return who published it, or that it sums up, which agreement it is about, between whom, signed when."""
    facts = []
    published = write_date(quoted.published, language) if quoted.published else ""
    if quoted.summary:
        facts.append(say("reference_summary", language))
        facts += [say("reference_version", language, date=published)] if published else []
    elif quoted.publisher or published:
        facts.append(", ".join(filter(None, (quoted.publisher, published))))
    if quoted.about:
        facts.append(say("reference_about", language, title=put_in_quotes(quoted.about, language)))
    if quoted.parties:
        facts.append(say("reference_parties", language, parties=_join(quoted.parties, language)))
    if quoted.signed:
        precision = dict(enumerate(_PRECISION)).get(quoted.signed.count("-"))
        signed = write_long_date(quoted.signed, language)
        facts.append(say("reference_signed", language, precision, date=signed))
    return facts


def _join(names: tuple[str, ...], language: Language) -> str:
    from babel.lists import format_list  # noqa: PLC0415 - not every page refers to anything

    return str(format_list(names, locale=str(language)))

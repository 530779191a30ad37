"""The lead of an answer in the pieces that are shown: the words that answer, those before, those behind."""

from bot.answer import Answer, Part, join_lines


def split_part(part: Part, answer: Answer) -> tuple[str, str, str]:
    """Return the text of `part` before, in and behind the short answer; a part without it is all before.

    The short answer has its place in the document's text. The part holds the quote from there on one line, in
    quotation marks where it is in another language.
    """
    short, text = answer.short, part.text
    if short is None or part.citation != short.citation:
        return text, "", ""
    citation = next(citation for citation in answer.citations if citation.number == short.citation)
    # With a letter behind it, so that a blank at its end counts.
    before = join_lines(citation.quote[: short.start - citation.start] + "|")
    start = text.index(join_lines(citation.quote)) + len(before) - 1
    end = start + len(join_lines(short.text))
    return text[:start], text[start:end], text[end:]

import random
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.chunks import CHUNK_SIZE, LONGEST_HEADING, Chunk, find_headings, find_sources, split
from index.documents.document import Document
from tests.languages.codes import DE


def make_document(text: str, path: str = "a.md", *, body: int = 0, pages: tuple[int, ...] = ()) -> Document:
    return Document(path, text, body, pages, "Die Partnerschaft", DE, sha256="")


def list_texts(text: str, size: int = CHUNK_SIZE, path: str = "a.md") -> list[str]:
    return [chunk.text for chunk in split(make_document(text, path), size)]


def list_sentences(document: Document, chunk: Chunk) -> list[str]:
    return [document.text[start:end] for start, end in chunk.sentences]


def test_headings_are_a_trail_and_no_content() -> None:
    text = "# Die Partnerschaft\nA.\n\n## Ziele\n\nB.\n\n### Jugend ###\nC.\n\n## **Orte**\nD.\n# Anhang\nE."
    chunks = split(make_document(text))
    assert [(chunk.text, chunk.headings) for chunk in chunks] == [
        ("A.", ()),
        ("B.", ("Ziele",)),
        ("C.", ("Ziele", "Jugend")),
        ("D.", ("Orte",)),
        ("E.", ("Anhang",)),
    ]


def test_underlined_lines_are_headings() -> None:
    text = (
        "Die Partnerschaft\n===\n\nLaufzeit\n--------\n\nBis 2031.\n\nKündigung\n---\n\nIn sechs Monaten.\n"
    )
    chunks = split(make_document(text))
    assert [(chunk.headings, chunk.text) for chunk in chunks] == [
        (("Laufzeit",), "Bis 2031."),
        (("Kündigung",), "In sechs Monaten."),
    ]
    for no_heading in ("Zwei Zeilen\nText.\n---\n", "- Punkt\n---\n", "| a | b |\n---\n", "Text.\n\n---\n"):
        assert [chunk.headings for chunk in split(make_document(no_heading))] == [()]


def test_underlined_lines_of_plain_text_are_headings() -> None:
    text = "Die Partnerschaft\n=================\n\nLaufzeit\n------\n\nBis 2031.\n\nСрок\n---\nВечно.\n"
    chunks = split(make_document(text, path="a.txt"))
    assert [(chunk.headings, chunk.text) for chunk in chunks] == [
        (("Laufzeit",), "Bis 2031."),
        (("Срок",), "Вечно."),
    ]
    for no_heading in (
        "Jahr    Euro\n------------\n2031    40\n",
        "Text.\n\n-----\n",
        "Ein langer Satz.\n---\nA.\n",
    ):
        assert [chunk.headings for chunk in split(make_document(no_heading, path="a.txt"))] == [()]


def test_a_heading_that_is_not_the_title_is_kept() -> None:
    assert split(make_document("# Kommuniqué 2020\n\nA."))[0].headings == ("Kommuniqué 2020",)


def test_sections_without_text_produce_nothing() -> None:
    assert list_texts("# Titel\n\n## Leer\n\n---\n\n## Auch leer\n<!-- später -->\n") == []
    assert list_texts("") == []


def test_plain_text_has_no_headings_and_no_comments() -> None:
    assert list_texts("# 1 zählt.\n\n<!-- auch -->", path="a.TXT") == ["1 zählt.\n\n<!-- auch -->"]


def test_front_matter_is_never_in_a_chunk() -> None:
    text = "---\ntitle: Geheim\n---\nOffen."
    (chunk,) = split(make_document(text, body=22))
    assert (chunk.text, chunk.start, chunk.end, chunk.sentences) == ("Offen.", 22, 28, ((22, 28),))


def test_comments_are_no_content() -> None:
    text = "Vorher. <!-- # Nein -->\nDanach.\n\n<!--\n# Auch nicht\n-->\n\nEnde."
    assert list_texts(text) == ["Vorher.", "Danach.", "Ende."]


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_a_number_sign_in_code_is_no_heading(fence: str) -> None:
    text = f"Davor.\n\n{fence}sh\n# Bauen\nmake\n{fence}\n\n# Wirklich\nDanach."
    chunks = split(make_document(text))
    assert [chunk.headings for chunk in chunks] == [(), ("Wirklich",)]
    assert "# Bauen\nmake" in chunks[0].text


@pytest.mark.parametrize("line", ["Quellen: Stadt, 1. Juni 1992.", "**Источник:** город, 1992", "Sources: x"])
def test_a_line_that_names_sources_is_no_sentence(line: str) -> None:
    document = make_document(f"Der Vertrag gilt.\n\n{line}\n\nQuellen gibt es viele.")
    (chunk,) = split(document)
    assert chunk.text == document.text
    assert list_sentences(document, chunk) == ["Der Vertrag gilt.", "Quellen gibt es viele."]
    assert split(make_document(line)) == []


@pytest.mark.parametrize(
    ("after", "sources"),
    [
        ("Quellen: Stadt, 2019.", "Stadt, 2019"),
        ("Mehr.\n\n**Источники:** город\nМосква, 2019 г.\n\nNoch mehr.", "город Москва, 2019 г"),
        ("Mehr.\nQuelle: *Stadt*", "Stadt"),
        ("Quellen gibt es viele.", ""),
        ("## Ziele\n\nQuellen: Stadt.", ""),
        ("Ziele\n---\n\nQuellen: Stadt.", ""),
        ("Quellen:\n\nStadt", ""),
    ],
)
def test_the_sources_of_a_section_are_found_behind_what_they_are_for(after: str, sources: str) -> None:
    text = f"Quellen: keine.\n\n# Vertrag\n\nDer Vertrag gilt.\n\n{after}"
    assert find_sources(make_document(text), text.index("Der")) == sources


def test_a_page_is_never_crossed() -> None:
    text = "Erste Seite.\n\nZweite Seite, die\n\nauf der vierten weitergeht."
    pages = (0, 14, 33, 33)
    chunks = split(make_document(text, "a.pdf", pages=pages))
    assert [(chunk.text, chunk.page) for chunk in chunks] == [
        ("Erste Seite.", 1),
        ("Zweite Seite, die", 2),
        ("auf der vierten weitergeht.", 4),
    ]


def test_a_sentence_that_goes_on_over_a_page_is_whole_and_of_the_page_where_it_begins() -> None:
    text = "Der Zuschuss ist hoch. Er beträgt vierzig Euro. Der Antrag ist zu stellen.\n\nEnde."
    pages = (0, text.index("vierzig"), text.index("Ende"))
    chunks = split(make_document(text, "a.pdf", pages=pages))
    assert [(chunk.text, chunk.page) for chunk in chunks] == [
        ("Der Zuschuss ist hoch. Er beträgt vierzig Euro.", 1),
        ("Der Antrag ist zu stellen.", 2),
        ("Ende.", 3),
    ]


def test_only_a_pdf_has_pages() -> None:
    assert split(make_document("Text."))[0].page is None


def test_paragraphs_of_a_section_stand_together_up_to_the_size() -> None:
    assert list_texts("Aaaa.\n\nBbbb.\n\nCccc.", size=12) == ["Aaaa.\n\nBbbb.", "Cccc."]
    assert list_texts("Aaaa.\n\nBbbb.\n\nCccc.", size=11) == ["Aaaa.", "Bbbb.", "Cccc."]


def test_a_long_paragraph_is_split_into_pieces_of_about_equal_length() -> None:
    paragraph = " ".join(f"Satz Nummer {number:02} ist kurz." for number in range(10))
    assert [len(text) for text in list_texts(paragraph, size=len(paragraph) - 1)] == [124, 124]
    assert [len(text) for text in list_texts(paragraph, size=110)] == [99, 99, 49]


def test_a_short_paragraph_joins_the_last_piece_of_a_long_one() -> None:
    assert list_texts("Eins. Zwei. Drei.\n\nVier.", size=12) == ["Eins. Zwei.", "Drei.\n\nVier."]


def test_a_sentence_beyond_the_size_is_a_chunk_of_its_own() -> None:
    assert list_texts("Kurz. Dieser Satz ist lang. Kurz.", size=10) == [
        "Kurz.",
        "Dieser Satz ist lang.",
        "Kurz.",
    ]


def test_a_paragraph_on_one_line_ends_with_the_line() -> None:
    lines = [f"{'Die Stadt und ' * 10}Nummer {number}." for number in range(3)]
    assert list_texts("\n".join(lines), size=300) == ["\n".join(lines[:2]), lines[2]]


def test_a_heading_line_without_a_mark_stays_with_its_paragraph() -> None:
    lines = ["Die Stadt. " * 15, "Neuheiten:", "Die Kultur. " * 15]
    assert list_texts("\n".join(lines), size=200)[1].startswith("Neuheiten:\nDie Kultur.")


def test_list_items_are_sentences_of_one_chunk() -> None:
    document = make_document("## Ziele\n\nEs gibt zwei:\n\n- Kultur\n- Sport\n")
    (chunk,) = split(document)
    assert list_sentences(document, chunk) == ["Es gibt zwei:", "Kultur", "Sport"]


@dataclass
class Draft:
    """A random document that remembers where each of its words belongs: (headings, page), or nowhere."""

    chance: random.Random
    path: str
    text: str = ""
    pages: tuple[int, ...] = ()
    trail: list[tuple[int, str]] = field(default_factory=list)
    homes: dict[str, tuple[tuple[str, ...], int | None] | None] = field(default_factory=dict)

    def word(self, *, is_content: bool) -> str:
        word = f"Wort{len(self.homes)}x"
        headings = tuple(heading for _, heading in self.trail)
        self.homes[word] = (headings, len(self.pages) or None) if is_content else None
        return word

    def sentence(self) -> str:
        words = [
            self.word(is_content=True),
            *self.chance.choices(["und", "z. B.", "am 3. Mai", "с", "г."], k=3),
        ]
        return " ".join([*words, self.word(is_content=True)]) + self.chance.choice([".", "!", "?", " …", ""])

    def paragraph(self) -> str:
        joint = self.chance.choice([" ", "\n", "\n- ", "\n1. ", "; "])
        return joint.join(self.sentence() for _ in range(self.chance.randint(1, 6)))

    def heading(self) -> str:
        level, word = self.chance.randint(1, 4), self.word(is_content=self.path == "a.txt")
        if self.path != "a.txt":
            self.trail = [heading for heading in self.trail if heading[0] < level] + [(level, word)]
        return f"{'#' * level} {word}"

    def comment(self) -> str:
        return f"<!-- {self.word(is_content=self.path == 'a.txt')} -->"

    def write(self) -> Document:
        body = 0
        if self.path != "a.pdf":
            self.text = f"---\ntitle: {self.word(is_content=False)}\n---\n"
            body = len(self.text)
        for _ in range(self.chance.randint(0, 12)):
            if self.path == "a.pdf" and (not self.pages or self.chance.random() < 0.3):
                self.pages += (len(self.text),)
            parts = [self.paragraph, self.paragraph, self.heading]
            if self.path != "a.pdf":
                parts.append(self.comment)
            self.text += self.chance.choice(parts)() + "\n\n"
        return make_document(self.text, self.path, body=body, pages=self.pages)


SEEDS = st.integers(0, 2**32)


@given(SEEDS, st.sampled_from(["a.md", "a.txt", "a.pdf"]), st.sampled_from([1, 60, 200, CHUNK_SIZE]))
@settings(max_examples=200)
def test_chunks_of_any_document_keep_their_promises(seed: int, path: str, size: int) -> None:
    draft = Draft(random.Random(seed), path)
    document = draft.write()
    chunks = split(document, size)
    position = document.body
    for chunk in chunks:
        assert position <= chunk.start < chunk.end <= len(document.text)
        assert chunk.text == document.text[chunk.start : chunk.end]
        assert chunk.start == chunk.sentences[0][0]
        assert chunk.end == chunk.sentences[-1][1]
        assert find_headings(document, chunk.start) == chunk.headings
        assert list(chunk.sentences) == sorted(chunk.sentences)
        assert all(one[1] <= two[0] for one, two in zip(chunk.sentences, chunk.sentences[1:], strict=False))
        assert len(chunk.text) <= size or len(chunk.sentences) == 1
        position = chunk.end
    for word, home in draft.homes.items():
        found = [
            (chunk.headings, chunk.page)
            for chunk in chunks
            if word in " ".join(list_sentences(document, chunk))
        ]
        assert found == ([] if home is None else [home])


@given(SEEDS, st.sampled_from(["a.md", "a.txt", "a.pdf"]))
def test_a_chunk_split_again_is_itself(seed: int, path: str) -> None:
    document = Draft(random.Random(seed), path).write()
    for chunk in split(document):
        again = split(make_document(chunk.text, document.path))
        assert [one.text for one in again] == [chunk.text]


def test_a_comment_that_never_ends_is_text() -> None:
    text = "Vorher. <!-- Ziele -->\n\nDanach <!-- und\n\n# Ende\n\nNoch <!-- etwas."
    assert [(chunk.text, chunk.headings) for chunk in split(make_document(text))] == [
        ("Vorher.", ()),
        ("Danach <!-- und", ()),
        ("Noch <!-- etwas.", ("Ende",)),
    ]


def test_a_long_heading_is_cut_and_the_long_title_is_none() -> None:
    heading = "Ziel " * 1_000
    text = f"# {heading}\nA.\n\n## B\nB."
    assert [chunk.headings for chunk in split(make_document(text))] == [
        (heading[:LONGEST_HEADING],),
        (heading[:LONGEST_HEADING], "B"),
    ]
    titled = replace(make_document(text), title=heading.strip())
    assert [chunk.headings for chunk in split(titled)] == [(), ("B",)]


def test_the_marks_that_close_a_heading_are_no_part_of_it() -> None:
    chunks = split(make_document("## Ziele ##  \nA.\n### C#\nB.\n#### ##\nC."))
    assert [chunk.headings for chunk in chunks] == [("Ziele",), ("Ziele", "C#"), ("Ziele", "C#")]

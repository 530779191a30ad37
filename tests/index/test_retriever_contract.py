"""What every retriever promises: the index with its vectors and words, and the double of the tests."""

from datetime import date
from pathlib import Path

import pytest

from index.build import build_index
from index.chunks import split
from index.documents.document import read_documents
from index.encoding.encoder import Encoder
from index.languages import Language
from index.search import Filters, Retriever, Searcher, Translated
from tests.doubles.retriever import WordRetriever, admits
from tests.languages.codes import DE, EN, RU

QUESTIONS = [
    ("Wann wurde der Vertrag über die Städtepartnerschaft unterzeichnet?", DE),
    ("Что подписали города в 1992 году?", RU),
    ("Who trained together in Moscow?", EN),
    ("", DE),
]


@pytest.fixture(params=["index", "words"])
def retriever(request: pytest.FixtureRequest, documents: Path, encoder: Encoder, tmp_path: Path) -> Retriever:
    """Return each retriever in turn, over the same documents."""
    if request.param == "words":
        return WordRetriever(*read_documents(documents)[0])
    return Searcher(build_index(documents, tmp_path / "index", encoder).index, encoder)


def test_it_knows_its_documents_and_is_whole(retriever: Retriever) -> None:
    assert sorted(retriever.documents) == ["programme.de.md", "sport.en.md", "treaty.de.md", "treaty.ru.md"]
    assert all(document.path == path for path, document in retriever.documents.items())
    assert retriever.size >= len(retriever.documents)
    assert retriever.is_whole()
    assert retriever.topics == {}


@pytest.mark.parametrize(("question", "language"), QUESTIONS)
def test_what_is_found_is_of_its_documents_the_nearest_first(
    retriever: Retriever, question: str, language: Language
) -> None:
    found = retriever.search(question, language, 50)
    assert found == retriever.search(question, language, 50)
    assert found[:2] == retriever.search(question, language, 2)
    similarities = [passage.similarity for passage in found]
    assert similarities == sorted(similarities, reverse=True)
    for passage in found:
        assert passage.document == retriever.documents[passage.document.path]
        start, end = passage.chunk.start, passage.chunk.end
        assert passage.chunk.text == passage.document.text[start:end]
        assert len(passage.nearness) in {0, len(passage.chunk.sentences)}
    assert len({"treaty.de.md", "treaty.ru.md"} & {each.document.path for each in found}) <= 1


def test_the_passage_that_holds_the_words_comes_first(retriever: Retriever) -> None:
    for question, language in QUESTIONS[:1] + QUESTIONS[2:3]:
        assert retriever.search(question, language, 1)[0].document.language is language


@pytest.mark.parametrize(
    "filters",
    [Filters(document="sport.en.md"), Filters(language=RU), Filters(as_of=date(2019, 1, 1)), Filters()],
)
def test_filters_admit_all_that_is_found(retriever: Retriever, filters: Filters) -> None:
    found = retriever.search("Vertrag, Programm, Moscow, города", DE, 50, filters)
    assert found
    assert all(admits(filters, passage.document) for passage in found)
    assert retriever.search("Vertrag", DE, 50, Filters(document="none.md")) == []


def test_the_vectors_of_a_document_are_a_row_for_each_of_its_chunks(retriever: Retriever) -> None:
    for path, document in retriever.documents.items():
        chunks, vectors = retriever.read_vectors(path)
        assert chunks == split(document)
        assert len(vectors) == len(chunks)
        assert (vectors**2).sum(axis=1).all()


def test_it_knows_how_its_documents_spell_a_word(retriever: Retriever) -> None:
    assert retriever.find_spelling("städtepartnershaft", DE) == "städtepartnerschaft"
    for word in ("städtepartnerschaft", "fernsehturm", ""):
        assert retriever.find_spelling(word, DE) is None


def test_it_knows_the_translation_of_a_document_and_what_a_passage_is_in_it(retriever: Retriever) -> None:
    german, russian = (retriever.documents[path] for path in ("treaty.de.md", "treaty.ru.md"))
    found = [
        retriever.find_translation(one.path, *split(one)[0].sentences[0], other.language)
        for one, other in ((german, russian), (russian, german))
    ]
    assert [each and each.document for each in found] == [russian, german]
    assert all(isinstance(each, Translated) for each in found)
    for each in found:
        if each and each.start is not None:
            assert (each.start, each.end) in split(each.document)[0].sentences
    # Neither is there an English one, nor anything at a place without a sentence.
    assert retriever.find_translation("treaty.de.md", *split(german)[0].sentences[0], EN) is None
    assert retriever.find_translation("sport.en.md", 0, 9, DE) is None
    assert retriever.find_translation("treaty.de.md", 0, 1, RU) == Translated(russian)

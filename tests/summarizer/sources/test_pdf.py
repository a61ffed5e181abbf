"""PDF documents: read with the extra, told about without it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from summarizer.domain import Article, Dropped
from summarizer.errors import NoArticle, Unreadable
from summarizer.sources.files import read_paths
from summarizer.sources.pdf import read_document, read_pdf, unwrap

LINES = (
    "Harbour council votes to raise the quay",
    "",
    "The harbour council of Varnholm voted on Tuesday to raise the old quay",
    "by half a metre before the winter storms, ending a dispute of nine years.",
    "Engineers had warned that the wall would not with-",
    "stand another season of high water in the inner basin of the town.",
    "Mayor Ingrid Solheim said that the work would cost 14 million crowns.",
)


def document(lines: tuple[str, ...] = LINES, title: str = "") -> bytes:
    """Return a PDF of one page, written by hand."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 50 780 Td {shown}ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Title(%s)/Author(Ana Berg)/CreationDate(D:20240828063000Z)>>" % title.encode(),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + (
        b"xref\n0 7\n0000000000 65535 f \n%strailer<</Size 7/Root 1 0 R/Info 6 0 R>>\n"
        b"startxref\n%d\n%%%%EOF" % (table, len(body))
    )


def test_a_document_gives_its_text_and_facts(tmp_path: Path) -> None:
    pytest.importorskip("pypdf", reason="the extra 'pdf' is not installed")
    path = tmp_path / "council.pdf"
    path.write_bytes(document(title="Quay to be raised"))
    [article] = read_paths([tmp_path], max_bytes=1_000_000)
    assert isinstance(article, Article)
    assert "withstand another season" in article.text
    assert "old quay by half a metre" in article.text
    assert (article.title, article.author) == ("Quay to be raised", "Ana Berg")
    assert article.published is not None
    assert f"{article.published:%Y-%m-%d}" == "2024-08-28"


def test_a_title_that_a_program_gave_is_none() -> None:
    pytest.importorskip("pypdf", reason="the extra 'pdf' is not installed")
    article = read_document(document(title="Microsoft Word - minutes.docx"))
    assert "Word" not in article.title


@pytest.mark.parametrize(
    "body", [b"%PDF-1.4 and then nothing", document()[:300], b"%PDF-" + b"\xff" * 4_000]
)
def test_a_damaged_document_is_told(body: bytes, caplog: pytest.LogCaptureFixture) -> None:
    pytest.importorskip("pypdf", reason="the extra 'pdf' is not installed")
    with pytest.raises((Unreadable, NoArticle)) as caught:
        read_pdf(body, origin="council.pdf")
    assert str(caught.value).startswith("council.pdf: ")
    assert not caplog.records, "the reader hears of it once, in our words"


def test_without_the_extra_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    (tmp_path / "council.pdf").write_bytes(document())
    [dropped] = read_paths([tmp_path], max_bytes=1_000_000)
    assert isinstance(dropped, Dropped)
    assert "pip install 'readout[pdf]'" in dropped.reason


def test_lines_are_joined_to_paragraphs_and_words_at_hyphens() -> None:
    text = unwrap("\n".join(LINES))
    assert text.splitlines()[0] == LINES[0]
    assert "withstand" in text
    assert len(text.splitlines()) == 2

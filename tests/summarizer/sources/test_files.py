import io
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.domain import Article, Dropped
from summarizer.sources.decode import guess
from summarizer.sources.files import read_bytes, read_paths
from summarizer.text.sentences import split_sentences

STORY = (
    "The ferry between Norwick and Saltmarsh will sail again from Monday after a break of six "
    "weeks, the harbour board said on Friday.\nEngineers replaced both engines and tested them "
    "for ten days on the Grey Sea. The board spent 2.4 million crowns on the work.\n"
)
LIMIT = 1_000_000


def read(*paths: object, **more: object) -> list[Article | Dropped]:
    return list(read_paths([str(path) for path in paths], max_bytes=LIMIT, **more))  # type: ignore[arg-type]


def only(found: list[Article | Dropped]) -> Article:
    assert len(found) == 1
    assert isinstance(found[0], Article), found
    return found[0]


def reason(found: list[Article | Dropped]) -> str:
    assert len(found) == 1
    assert isinstance(found[0], Dropped), found
    return found[0].reason


def file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_folder_is_read_sorted_and_deep_and_of_any_mixture(tmp_path: Path) -> None:
    file(tmp_path, "b.md", "# Ferry sails\n\n" + STORY)
    file(tmp_path, "a.txt", STORY)
    file(tmp_path, "deep/er/c.html", f"<html><body><article><p>{STORY}</p></article>")
    file(tmp_path, "d.jsonl", json.dumps({"text": STORY}) + "\n")
    file(tmp_path, "picture.png", b"\x89PNG")
    file(tmp_path, ".hidden.txt", STORY)
    found = read(tmp_path)
    assert [Path(one.origin or "").name for one in found if isinstance(one, Article)] == [
        "a.txt",
        "b.md",
        "d.jsonl, row 1",
        "c.html",
    ]


def test_the_origin_is_the_path_as_given(tmp_path: Path) -> None:
    path = file(tmp_path, "a.txt", STORY)
    article = only(read(path))
    assert article.origin == str(path)
    assert article.source is None
    assert article.language == "en"


def test_front_matter_tells_what_the_text_does_not(tmp_path: Path) -> None:
    front = (
        "---\ntitle: 'Ferry sails again'\nurl: https://www.harbour.example/ferry\n"
        "published: 2025-03-07T21:10:00Z\nauthor: [Ada Quill, Bo Tate]\nmood: calm\n---\n"
    )
    article = only(read(file(tmp_path, "a.txt", front + STORY)))
    assert article.title == "Ferry sails again"
    assert not article.title_made
    assert article.url == "https://www.harbour.example/ferry"
    assert article.source == "harbour.example"
    assert article.author == "Ada Quill, Bo Tate"
    assert article.published == datetime(2025, 3, 7, 21, 10, tzinfo=UTC)
    assert "mood" not in article.text


@pytest.mark.parametrize("kind", ["a.txt", "a.jsonl"])
def test_no_file_has_names_that_fill_a_screen(tmp_path: Path, kind: str) -> None:
    facts = {"title": "Ferry " * 300, "source": "Post " * 300, "author": "Ada " * 300}
    front = "".join(f"{key}: {value}\n" for key, value in facts.items())
    text = f"---\n{front}---\n{STORY}" if kind == "a.txt" else json.dumps(facts | {"text": STORY})
    article = only(read(file(tmp_path, kind, text)))
    assert len(article.title) <= 500
    assert max(len(article.source or ""), len(article.author or "")) <= 200


def test_an_address_that_is_none_is_left_out(tmp_path: Path) -> None:
    article = only(read(file(tmp_path, "a.txt", "---\nurl: javascript:alert(1)\n---\n" + STORY)))
    assert article.url is None


def test_markdown_loses_its_marks_and_keeps_its_words(tmp_path: Path) -> None:
    text = "# Ferry **sails** again\n\n## Engines\n\n" + STORY.replace(
        "harbour board", "[harbour board](https://harbour.example)"
    )
    article = only(read(file(tmp_path, "a.md", text)))
    assert article.title == "Ferry sails again"
    assert "the harbour board said" in article.text
    assert "Engines" not in article.text.split("\n")[0]


def test_standard_input_is_a_text_a_page_or_rows() -> None:
    article = only(read("-", stdin=io.BytesIO(STORY.encode())))
    assert article.origin == "standard input"
    page = f"<!DOCTYPE html><html><body><article><p>{STORY}</p></article></body></html>"
    assert "ferry" in only(read("-", stdin=io.BytesIO(page.encode()))).text
    rows = "\n".join(json.dumps({"text": STORY, "id": f"r{i}"}) for i in range(3))
    found = read("-", stdin=io.BytesIO(rows.encode()))
    assert [one.id for one in found if isinstance(one, Article)] == ["r0", "r1", "r2"]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.txt", b"\x00\x01\x02\x03\x04" * 400, "binary"),
        ("a.txt", b"%PDF-1.7 ...", "a PDF document"),
        ("a.txt", "Hello", "too short to brief (1 word)"),
        (
            "a.txt",
            "Leave a Comment\nShare this\nSubscribe to our newsletter",
            "only menus and links",
        ),
        ("a.html", "<html><body></body></html>", "no article text"),
        ("a.html", "", "empty"),
        ("a.jsonl", "", "empty"),
        ("a.csv", "a,b", ".csv files are not read"),
    ],
)
def test_what_cannot_be_used_is_told_in_words(
    tmp_path: Path, name: str, content: str | bytes, why: str
) -> None:
    path = file(tmp_path, name, content)
    found = read(path)
    assert why in reason(found)
    assert found[0].name == str(path)  # type: ignore[union-attr]


def test_a_missing_path_an_empty_folder_and_no_input(tmp_path: Path) -> None:
    assert reason(read(tmp_path / "none.txt")) == "not found"
    assert "without .txt" in reason(read(tmp_path))
    assert reason(read("-")) == "nothing to read"
    assert reason(read("a\x00b")) == "not a path that can be read"


def test_one_bad_file_does_not_cost_the_others(tmp_path: Path) -> None:
    file(tmp_path, "a.txt", b"")
    file(tmp_path, "b.txt", STORY)
    found = read(tmp_path, tmp_path / "gone.txt")
    assert [type(one) for one in found] == [Dropped, Article, Dropped]


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    assert reason(read(path)) == "200 MB, over the limit of 1 MB"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    path = file(tmp_path, "a.txt", STORY)
    path.chmod(0)
    assert "no permission" in reason(read(path))


def test_links_do_not_lead_out_of_a_folder_nor_in_circles(tmp_path: Path) -> None:
    secret = file(tmp_path, "outside/secret.txt", STORY)
    inside = tmp_path / "inside"
    file(inside, "a.txt", STORY)
    (inside / "b.txt").symlink_to(secret)
    (inside / "loop").symlink_to(inside)
    (inside / "self.txt").symlink_to(inside / "self.txt")
    found = read(inside)
    assert [type(one) for one in found] == [Article, Dropped, Dropped]
    assert "leads out" in found[1].reason  # type: ignore[union-attr]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings_are_told_by_their_bytes(tmp_path: Path, encoding: str) -> None:
    text = STORY.replace("Norwick", "Nörwick")
    article = only(read(file(tmp_path, "a.txt", text.encode(encoding))))
    assert article.text.startswith("The ferry between Nörwick")


OLD = (
    (
        ("cp1254",),
        "Belediye meclisi salı günü yapılan oylamada eski köprünün yıkılmasına karar verdi. "
        "Başkan, yeni köprünün iki yıl içinde açılacağını söyledi.",
    ),
    (
        ("cp1250", "iso-8859-2"),
        "Rada miasta zdecydowała we wtorek, że stary most zostanie rozebrany. Burmistrz "
        "powiedział, że nowa przeprawa będzie gotowa za dwa lata.",
    ),
    (
        ("cp1250", "iso-8859-2"),
        "Zastupitelé města v úterý rozhodli, že starý most bude zbořen. Starosta řekl, že "
        "nový přechod bude hotový za dva roky.",
    ),
    (
        ("cp1250",),
        "A városi tanács kedden úgy döntött, hogy lebontják a régi hidat. A polgármester "
        "szerint az új átkelő két év múlva készül el.",
    ),
    (
        ("iso-8859-2",),
        "Consiliul local a hotărât marţi că podul vechi va fi demolat. Primarul a spus că "
        "noua trecere va fi gata în doi ani.",
    ),
    (
        ("cp1253", "iso-8859-7"),
        "Το δημοτικό συμβούλιο αποφάσισε την Τρίτη να κατεδαφιστεί η παλιά γέφυρα. Ο δήμαρχος"
        " είπε ότι το νέο πέρασμα θα είναι έτοιμο σε δύο χρόνια.",
    ),
    (
        ("cp1251", "koi8-r", "cp866", "iso-8859-5"),
        "Городской совет во вторник решил снести старый мост. Мэр сказал, что новая переправа"
        " будет готова через два года.",
    ),
    (
        ("koi8-u",),
        "Міська рада у вівторок вирішила знести старий міст. Мер сказав, що нова переправа "
        "буде готова за два роки.",
    ),
    (
        ("cp1252", "mac_roman", "cp850"),
        "Les professeurs ont commencé une grève et réclament de meilleurs salaires. La "
        "plupart des écoles sont restées fermées et les négociations reprendront demain.",
    ),
    (
        ("mac_roman",),
        "Der Stadtrat hat am Dienstag beschlossen, die alte Brücke abzureißen. Der "
        "Bürgermeister sagte, der neue Übergang werde in zwei Jahren fertig sein.",
    ),
    (
        ("cp1257",),
        "Miesto taryba antradienį nusprendė, kad senasis tiltas bus nugriautas. Meras sakė, "
        "kad naujas perėjimas bus baigtas po dvejų metų.",
    ),
    (
        ("cp1255",),
        "מועצת העיר החליטה ביום שלישי להרוס את הגשר הישן. ראש העיר אמר כי המעבר החדש יהיה "
        "מוכן בעוד שנתיים.",
    ),
)
"""Encodings from before Unicode, and a paragraph as they were used for it."""


@pytest.mark.parametrize(
    ("encoding", "text"), [(name, text) for names, text in OLD for name in names]
)
def test_a_paragraph_in_an_old_encoding_is_read_and_the_guess_is_told(
    tmp_path: Path, encoding: str, text: str
) -> None:
    article = only(read(file(tmp_path, "a.txt", text.encode(encoding))))
    assert article.text == text
    assert "read as" in article.notes[0]


@pytest.mark.parametrize(
    "line", ["Read more » in the paper", "He earns $5 – $6 an hour…", "Never, he said, “not once”."]
)
def test_a_line_with_a_sign_or_two_is_from_windows(line: str) -> None:
    assert guess(line.encode("cp1252"))[0] == line


def test_a_guessed_encoding_is_noted(tmp_path: Path) -> None:
    article = only(read(file(tmp_path, "a.txt", STORY.replace("Grey", "Größe").encode("cp1252"))))
    assert "Größe Sea" in article.text
    assert article.notes == ("its bytes were not valid UTF-8; read as windows-1252",)


def test_a_few_broken_bytes_cost_no_more_than_themselves(tmp_path: Path) -> None:
    data = STORY.replace("Norwick", "Nörwick “Bay”").encode() * 3
    article = only(read(file(tmp_path, "a.txt", data[:200] + b"\xff" + data[200:])))
    assert "Nörwick “Bay”" in article.text
    assert "1 could not be read" in article.notes[0]


def test_control_and_invisible_characters_leave_a_bare_text(tmp_path: Path) -> None:
    text = STORY.replace("ferry", "fe\u200brry\u202e").replace("board", "\x1b[31mboard\x07\ufeff")
    article = only(read(file(tmp_path, "a.txt", text)))
    assert "The ferry between" in article.text
    assert "the harbour board said" in article.text
    family = only(
        read(file(tmp_path, "b.txt", STORY + "They cheered 👩\u200d👩\u200d👧 all day long."))
    )
    assert "👩\u200d👩\u200d👧" in family.text


@pytest.mark.parametrize(
    "text",
    [
        "x" * 300_000 + " and four more words here",
        "word " * 60_000,
        "قالت اللجنة إن العبارة ستبحر مجددا يوم الاثنين بعد توقف دام ستة أسابيع. شكرا لكم.",
        "👍 The board 🎉 met on Friday and agreed 👏 to sail again. 🚢🚢🚢",
        "The board met on Friday. Der Vorstand traf sich am Freitag. 委员会星期五开会。",
        "no full stop in this short text of ten words here",
    ],
)
def test_odd_texts_are_read_and_their_sentences_stand_where_they_say(
    tmp_path: Path, text: str
) -> None:
    article = only(read(file(tmp_path, "a.txt", text)))
    sentences = split_sentences(article)
    assert sentences
    assert all(one.of(article).strip() == one.of(article) != "" for one in sentences)


@pytest.mark.parametrize(
    ("misread", "read_as"),
    [
        ("The boardâ€™s chair â€“ Ida Holm â€“ agreed.", "The board’s chair – Ida Holm – agreed."),
        ("â€œThe Northern Lightâ€\x9d sails for 9Â£.", "“The Northern Light” sails for 9£."),
        ("â€œYes,â€ the captain of the cafÃ© said.", "“Yes,” the captain of the café said."),
        ("Ãœber Ã–l zur Ã‰cole fÃ¼r 5 â‚¬, SÃO – oder.", "Über Öl zur École für 5 €, SÃO – oder."),
        ("He left.Â\xa0 She saidÂ yes to “MANHÃ” and Â.", "She said yes to “MANHÃ” and Â."),
        ("Un âge d'or, l'ÂGE DE LA PIERRE, SÃO PAULO, 5 €.", "l'ÂGE DE LA PIERRE, SÃO PAULO, 5 €."),
    ],
)
def test_what_was_read_in_the_wrong_encoding_once_is_read_again(
    tmp_path: Path, misread: str, read_as: str
) -> None:
    article = only(read(file(tmp_path, "a.txt", STORY + misread)))
    assert read_as in article.text
    for one in split_sentences(article):
        assert one.of(article).strip() == one.of(article) != ""


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("The painting \"Late Harvest'' was sold in Harwick.", '"Late Harvest" was'),
        ("The painting ``Late Harvest'' was sold in Harwick.", '"Late Harvest" was'),
        ("\"We are open again,'' Mira Tolk said on\nFriday.", '"We are open again," Mira'),
        ("A pipe of \"6'' or more\" burst below the quay.", "\"6'' or more\""),
        ("The clerk had typed O''Brien in the register.", "O''Brien"),
        ("\"He saw ''Hamlet'' on Friday,\" she said.", "\"He saw ''Hamlet'' on Friday,\""),
    ],
)
def test_two_apostrophes_that_end_a_quotation_are_its_mark(
    tmp_path: Path, typed: str, read_as: str
) -> None:
    article = only(read(file(tmp_path, "a.txt", f"{typed} {STORY}")))
    assert read_as in article.text


def test_rows_keep_their_text_and_facts(tmp_path: Path) -> None:
    text = f"  {STORY}\n\nSign up for our newsletter to get our stories in your inbox.\r\n\u200b"
    row = {
        "text": text,
        "id": 7,
        "title": " Ferry  sails ",
        "url": "https://www.harbour.example/x",
        "published": "Fri, 07 Mar 2025 21:10:00 GMT",
        "author": ["Ada Quill", "Bo Tate"],
    }
    article = only(read(file(tmp_path, "a.jsonl", json.dumps(row))))
    assert article.text == text
    assert article.id == "7"
    assert article.title == "Ferry sails"
    assert article.source == "harbour.example"
    assert article.author == "Ada Quill, Bo Tate"
    assert article.published == datetime(2025, 3, 7, 21, 10, tzinfo=UTC)
    assert article.body is not None
    assert "newsletter" not in "".join(text[start:end] for start, end in article.body)


def test_a_broken_row_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    rows = [
        json.dumps({"text": STORY}).encode(),
        b'{"text": "cut',
        b"",
        b"[1, 2]",
        b'{"title": "no text"}',
        b'{"text": 5}',
        b'{"text": "\xff"}',
        b'{"text": ""}',
        b"[" * 100_000,
        json.dumps({"text": STORY, "published": "soon", "url": "file:///etc"}).encode(),
    ]
    path = file(tmp_path, "a.jsonl", b"\n".join(rows))
    found = read(path)
    assert isinstance(found[0], Article)
    last = found[-1]
    assert isinstance(last, Article)
    assert last.url is None
    assert len(last.notes) == 2
    reasons = {
        one.name.rpartition(", ")[2]: one.reason for one in found if isinstance(one, Dropped)
    }
    assert reasons["row 2"].startswith("not valid JSON")
    assert reasons["row 4"] == "not a JSON object with a text"
    assert reasons["row 5"] == "has no text"
    assert reasons["row 6"] == "its text is not a string"
    assert reasons["row 7"] == "not valid UTF-8"
    assert reasons["row 8"] == "empty"
    assert reasons["row 9"].startswith("not valid JSON")


def test_a_row_over_the_limit_is_passed_over(tmp_path: Path) -> None:
    long = json.dumps({"text": "word " * LIMIT})
    path = file(tmp_path, "a.jsonl", f"{long}\n{json.dumps({'text': STORY})}\n")
    found = read(path)
    assert isinstance(found[0], Dropped)
    assert "longer than the limit" in found[0].reason
    assert isinstance(found[1], Article)


def test_rows_are_read_one_at_a_time(tmp_path: Path) -> None:
    path = file(tmp_path, "a.jsonl", (json.dumps({"text": STORY}) + "\n") * 3)
    rows = read_paths([str(path)], max_bytes=LIMIT)
    assert isinstance(next(iter(rows)), Article)


def test_halves_of_characters_are_replaced_in_place(tmp_path: Path) -> None:
    path = file(tmp_path, "a.jsonl", b'{"text": "The ferry \\ud83d sails again from Norwick."}')
    article = only(read(path))
    assert article.text == "The ferry \ufffd sails again from Norwick."
    article.text.encode()


def test_lines_that_three_articles_share_come_off(tmp_path: Path) -> None:
    shared = "The Harbour Post is printed in Norwick on Tuesdays"
    for number, place in enumerate(("Norwick", "Tarn", "Velmar")):
        own = STORY.replace("Saltmarsh", place * (number + 1))
        file(tmp_path, f"{number}.txt", f"{own}{shared}\nThe end of it came early in {place}.\n")
    articles = read(tmp_path)
    assert len(articles) == 3
    assert all(isinstance(one, Article) and shared not in one.text for one in articles)


def test_a_thousand_copies_are_a_thousand_articles(tmp_path: Path) -> None:
    for number in range(60):
        file(tmp_path, f"{number}.txt", STORY)
    articles = read(tmp_path)
    assert {one.text for one in articles if isinstance(one, Article)} == {STORY.strip()}


def test_names_are_fit_for_print(tmp_path: Path) -> None:
    path = file(tmp_path, "a\n\x1b[31m.txt", STORY)
    article = only(read(path))
    assert (article.origin or "").isprintable()


def test_progress_counts_files(tmp_path: Path) -> None:
    file(tmp_path, "a.txt", STORY)
    file(tmp_path, "b.txt", STORY)
    steps: list[tuple[int, int]] = []
    read(tmp_path, progress=lambda done, total: steps.append((done, total)))
    assert steps == [(0, 2), (1, 2), (2, 2)]


@settings(max_examples=80, deadline=None)
@given(
    st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "ignore"))
)
def test_any_bytes_give_an_article_or_a_reason(data: bytes) -> None:
    found = list(read_paths(["-"], max_bytes=LIMIT, stdin=io.BytesIO(data)))
    assert found
    for one in found:
        if isinstance(one, Article):
            assert all(0 <= start < end <= len(one.text) for start, end in one.body or ())
        else:
            assert one.reason


def test_bytes_can_be_read_without_a_file() -> None:
    article = read_bytes(STORY.encode(), origin="upload.txt", suffix=".txt")
    assert isinstance(article, Article)
    assert article.origin == "upload.txt"


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    file(tmp_path, "a.txt", STORY)
    os.mkfifo(tmp_path / "b.txt")
    kept, left = read(tmp_path)
    assert isinstance(kept, Article)
    assert isinstance(left, Dropped)
    assert left.reason == "not a file"


@pytest.mark.parametrize("junk", ["x" * 1_000_000, "0123456789abcdef" * 5_000, "-" * 90_000])
def test_a_run_of_letters_is_no_article(tmp_path: Path, junk: str) -> None:
    assert reason(read(file(tmp_path, "a.txt", junk)))


def test_long_texts_of_scripts_without_spaces_and_of_one_line_are_articles(tmp_path: Path) -> None:
    only(read(file(tmp_path, "a.txt", "港湾委員会は火曜日に新しい岸壁について決定した。" * 200)))
    only(read(file(tmp_path, "b.txt", STORY.replace("\n", " ") * 2_000)))
    only(read(file(tmp_path, "c.txt", "x" * 3_000 + "\n\n" + STORY)))


def test_an_exported_preview_is_still_one_when_it_is_read_again(tmp_path: Path) -> None:
    row = json.dumps({"text": STORY, "complete": False})
    assert not only(read(file(tmp_path, "a.jsonl", row))).complete


def test_notices_of_one_mould_are_articles_and_no_furniture(tmp_path: Path) -> None:
    for day in range(4, 8):
        (tmp_path / f"day{day}.txt").write_text(
            f"Ferry report\n\nOn {day} May the ferry to Sande ran {day} times and took "
            f"{day}31 people across.\n\nThe harbour office counted {day + 9} boats at the quay."
        )
    read = list(read_paths([tmp_path], max_bytes=10_000))
    texts = [item.text for item in read if isinstance(item, Article)]
    assert len(texts) == 4 and all("people across" in text for text in texts)


ROW = json.dumps({"text": STORY, "id": "whole"}).encode()


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (b"\n\n \r\n", []),
        (b'{"title": "no text"}\n', ["row 1: has no text"]),
        (b'{"text": "cut\n', ["row 1: not valid JSON"]),
        (b"{broken\n", ["row 1: not valid JSON"]),
        (b'{"text": "\xff"}\n', ["row 1: not valid UTF-8"]),
        (b'\xef\xbb\xbf{"text": ""}\r\n', ["row 1: empty"]),
    ],
)
def test_rows_on_standard_input_are_rows_whatever_the_first_one_is(
    before: bytes, told: list[str]
) -> None:
    found = read("-", stdin=io.BytesIO(before + ROW + b"\n"))
    assert [one.id for one in found if isinstance(one, Article)] == ["whole"]
    dropped = [f"{one.name}: {one.reason}" for one in found if isinstance(one, Dropped)]
    assert len(dropped) == len(told)
    assert all(words in line for words, line in zip(told, dropped, strict=True))


def test_rows_of_other_fields_on_standard_input_are_no_text() -> None:
    row = json.dumps({"content": STORY}).encode()
    assert reason(read("-", stdin=io.BytesIO(row))) == "has no text"


@pytest.mark.parametrize("text", [f"{{{{note}}}} {STORY}", f"{{a}}\n{STORY}", f"[1] {STORY}"])
def test_a_text_that_begins_with_a_bracket_is_a_text(text: str) -> None:
    assert "harbour board" in only(read("-", stdin=io.BytesIO(text.encode()))).text


@pytest.mark.parametrize(
    "content",
    [
        json.dumps([{"text": STORY}]).encode(),
        json.dumps({"text": STORY}, indent=2).encode(),
        (ROW + b"\n" + ROW).decode().encode("utf-16"),
    ],
    ids=["list", "indented", "utf-16"],
)
def test_json_that_is_no_rows_is_said_to_be_json(tmp_path: Path, content: bytes) -> None:
    for found in (
        read("-", stdin=io.BytesIO(content)),
        read(file(tmp_path, "a.txt", content)),
    ):
        assert "JSON" in reason(found)
        assert ".jsonl" in reason(found)


def test_rows_in_utf_16_are_told_at_once(tmp_path: Path) -> None:
    path = file(tmp_path, "a.jsonl", (ROW + b"\n" + ROW).decode().encode("utf-16"))
    assert "UTF-16" in reason(read(path))


MAIL = f"""Return-Path: <news@harbour.example>
Received: from a by b; Mon, 3 Mar 2025 10:00:00 +0000
From: Harbour Post <news@harbour.example>
Subject: =?utf-8?q?Ferry_sails?=
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

{STORY}"""
SAVED = f"""From: <Saved by Blink>
Snapshot-Content-Location: https://harbour.example/ferry
Subject: Ferry
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--x"

----x
{STORY}"""
RSS = f"<rss version='2.0'><channel><item><description>{STORY}</description></item></channel></rss>"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (MAIL, "an e-mail"),
        (SAVED, "an e-mail"),
        (RSS, "readout sources add"),
        (f"<?xml version='1.0'?>\n{RSS}", "readout sources add"),
        (f"<?xml version='1.0'?><text>{STORY}</text>", "XML"),
    ],
)
def test_a_text_that_is_another_kind_of_file_is_not_quoted(
    tmp_path: Path, content: str, why: str
) -> None:
    assert why in reason(read(file(tmp_path, "a.txt", content)))
    assert why in reason(read("-", stdin=io.BytesIO(content.encode())))


def test_what_to_do_with_another_kind_of_file_is_told(tmp_path: Path) -> None:
    assert "plain text or HTML" in reason(read(file(tmp_path, "a.docx", b"PK\x03\x04" + b"x" * 99)))
    opml = "<?xml version='1.0'?><opml version='2.0'><body/></opml>"
    assert "readout sources import" in reason(read("-", stdin=io.BytesIO(opml.encode())))
    assert "readout sources import" in reason(read(file(tmp_path, "a.opml", opml)))
    for ending in ("rss", "atom", "xml"):
        assert "readout sources add" in reason(read(file(tmp_path, f"a.{ending}", RSS)))


RUSSIAN = (
    "Паром между Норвиком и Сольтмаршем снова пойдёт в понедельник, сообщил порт. Ремонт завершён."
)
JAPANESE = "国会は月曜日、川を渡る橋の建設を可決した。\n費用は九百万クローネとなる見込みだ。\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "utf-16-le"),
        (RUSSIAN, "utf-16-be"),
        (JAPANESE, "utf-16-le"),
        (JAPANESE, "utf-16-be"),
        (STORY, "utf-32-le"),
        (STORY, "utf-32-be"),
        (RUSSIAN, "utf-32-le"),
        (JAPANESE, "iso-2022-jp"),
    ],
)
def test_wide_and_shifting_encodings_are_told_without_a_mark(
    tmp_path: Path, text: str, encoding: str
) -> None:
    article = only(read(file(tmp_path, "a.txt", text.encode(encoding))))
    assert article.text.split() == text.split()
    assert "read as" in article.notes[0]


def test_a_linked_folder_that_is_not_followed_is_told(tmp_path: Path) -> None:
    file(tmp_path, "outside/a.txt", STORY)
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "more").symlink_to(tmp_path / "outside")
    assert "leads out" in reason(read(inside))


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html><title>Ferry</title><p>{0}</p>",
        "<!-- saved -->\n<!DOCTYPE html>\n<html><p>{0}</p>",
        "<body><p>{0}</p></body>",
        "<article><p>{0}</p></article>",
        "<p>{0}</p>",
        "<div class='x'><p>{0}</p></div>",
        "<head><title>Ferry</title></head><p>{0}</p>",
    ],
)
def test_a_page_or_a_part_of_one_is_read_without_its_tags(tmp_path: Path, page: str) -> None:
    html = page.format(" ".join(STORY.split())).encode()
    for found in (read("-", stdin=io.BytesIO(html)), read(file(tmp_path, "a.html", html))):
        assert only(found).text.startswith("The ferry between Norwick")
        assert "<" not in only(found).text


def test_a_text_with_zero_bytes_in_it_is_not_taken_for_utf_16(tmp_path: Path) -> None:
    data = STORY.replace(". ", ".\0").encode() + b"\0" * (len(STORY.encode()) // 60 + 1)
    for odd in (data, data + b"."):
        for found in read(file(tmp_path, "a.txt", odd)):
            assert not isinstance(found, Article) or found.text.startswith("The ferry")

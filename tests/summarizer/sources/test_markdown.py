"""What a reader of a project's blog, release notes or a newsletter in Markdown must not meet."""

from datetime import UTC, datetime
from time import process_time

import pytest

from summarizer.domain import Article
from summarizer.sources.files import read_bytes
from summarizer.sources.markdown import plain_markdown
from summarizer.text.sentences import split_sentences

PROSE = (
    "The harbour board has replaced both engines of the ferry and tested them for ten days, it "
    "said on Friday.\n"
)


def read(text: str, name: str = "post.md") -> Article:
    article = read_bytes(text.encode(), origin=name, suffix=".md")
    assert isinstance(article, Article)
    return article


def sentences(text: str) -> list[str]:
    article = read(text)
    return [article.text[s.start : s.end] for s in split_sentences(article)]


def test_lines_wrapped_at_any_width_are_one_paragraph() -> None:
    text = """The ferry runs again after eleven weeks, because
the pier of Sande was rebuilt by [a crew from
Norwick](https://harbour.example/a/very/long/address/that/no/wrapped/line/has/room/for).

- The town paid nine million crowns,
  a third of what it
  had put aside.
- Buses wait for every boat.
"""
    assert sentences(text) == [
        "The ferry runs again after eleven weeks, because the pier of Sande was rebuilt by a crew "
        "from Norwick.",
        "The town paid nine million crowns, a third of what it had put aside.",
        "Buses wait for every boat.",
    ]


def test_lines_that_were_not_wrapped_stay_apart() -> None:
    _, text = plain_markdown(f"Harbour notices\nBy Ada Quill\n{PROSE * 2}")
    assert text.split("\n\n")[:2] == ["Harbour notices", "By Ada Quill"]


def test_what_a_browser_does_not_show_as_prose_is_left_out() -> None:
    text = f"""[![build](https://ci.example/badge.svg)](https://ci.example) ![ship](ship.png)

{{% highlight sh %}}
sail --now
{{% endhighlight %}}

<!-- a note
to writers -->
{PROSE}
```sh
# comment
npm install ferry
```

    make install

| port | boats |
|------|------:|
| Sande | 4 |

<div class="box">The <b>old pier</b> was [closed][1] in March.[^why]</div>

* [Engines](#engines)
* **Timetable:** *unchanged* &amp; free \\[for now\\] `x_*y*`

:::note
[1]: https://harbour.example
[^why]: A storm had torn it away.
    For good.
"""
    assert sentences(text) == [
        PROSE.strip(),
        "The old pier was closed in March.",
        "Timetable: unchanged & free [for now] `x_*y*`",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "[`read_boats`] counts them.\n\n[`read_boats`]: https://x.example",
            "`read_boats` counts them.",
        ),
        ("*By Ada Quill,\nNorwick, and {{ friends }}.*", "By Ada Quill,\n\nNorwick, and ."),
        (
            "[Ferries]({% post_url ferry %}) sail\nto [Sande][sande] and [sic] back.",
            "Ferries sail to Sande and [sic] back.",
        ),
        (
            "{% include links.md %}\n[sande]: https://x.example\n\nTo [Sande] and back.",
            "To Sande and back.",
        ),
        ("[Call](javascript:go()) them.![](data:image/svg+xml;base64,AAAA)", "Call them."),
        ("これは**「渡し船」**です。**再開した。**町は", "これは「渡し船」です。再開した。町は"),
        ("The pier\n\u3000\nof Sande.\x0b", "The pier of Sande."),
        (
            "<!-- more --> The pier\n<!-- of -->\n\n<!-- a\n\nb -->\nof Sande.",
            "The pier\n\nof Sande.",
        ),
        ("The pier\n========\nof Sande.\n---\nMore.", "of Sande.\n\nMore."),
        ("It is 2*3*4 metres and *very* old.", "It is 2*3*4 metres and very old."),
    ],
)
def test_marks_are_read_as_they_are_meant(text: str, shown: str) -> None:
    assert plain_markdown(text)[1] == shown


def test_an_unclosed_code_block_costs_no_article() -> None:
    assert PROSE.strip() in read(f"```\n{PROSE}\nMore is to come in the spring, it said.").text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Ferry sails\n\nBody here.", "Ferry sails"),
        ("Ferry sails\n===========\n\nBody here.", "Ferry sails"),
        ("## Ferry 1.2\n\nBody here.\n\n### Engines\n\nMore.", "Ferry 1.2"),
        ("Body first.\n\n# News\n\nOne.\n\n# Quote of the week\n\nTwo.", ""),
        ("![ship](ship.png)\n\n## Ferry 1.2\n\nBody here.", "Ferry 1.2"),
        ("Body first.\n\n## Engines\n\nMore.", ""),
    ],
)
def test_the_title_is_the_heading_of_all_not_of_a_part(text: str, title: str) -> None:
    found, body = plain_markdown(text)
    assert found == title
    assert "Engines" not in body
    assert "Quote" not in body


@pytest.mark.parametrize(
    "front",
    [
        '+++\ntitle = "Ferry 1.17"\ndate = 2025-03-07\nauthors = ["Ada Quill"]\n+++\n',
        "---\ntitle: >-\n  Ferry\n  1.17\npubDate: 2025-03-07\nauthors:\n  - name: Ada Quill\n"
        "---\n",
        '+++\ntitle = """\nFerry 1.17"""\ndate = 2025-03-07\nauthors = [\n  "Ada Quill",\n]\n+++\n',
        "Title: Ferry 1.17\nDate: 2025-03-07\nAuthor: Ada Quill\n\n",
        '```toml\n[post]\ntitle = "Ferry 1.17"\ndate = "2025-03-07"\nauthor = "Ada Quill"\n```\n',
    ],
)
def test_the_facts_above_a_post_are_read_in_each_usual_form(front: str) -> None:
    article = read(front + PROSE)
    assert article.title == "Ferry 1.17"
    assert article.published == datetime(2025, 3, 7, tzinfo=UTC)
    assert article.author == "Ada Quill"
    assert article.text == PROSE.strip()


def test_a_text_that_begins_like_facts_keeps_its_words() -> None:
    text = f"Title: a word of many senses.\n{PROSE}It was said again later.\n\nMore.\n"
    assert "a word of many senses" in read(text).text


def test_the_day_in_a_post_s_file_name_dates_it() -> None:
    assert read(PROSE, "blog/2024-09-11-ferry.md").published == datetime(2024, 9, 11, tzinfo=UTC)
    dated = f"---\ndate: 2024-09-12\n---\n{PROSE}"
    assert read(dated, "2024-09-11-ferry.md").published == datetime(2024, 9, 12, tzinfo=UTC)
    assert read(PROSE, "2024-99-11-ferry.md").published is None


def test_a_change_is_told_without_the_hash_of_its_commit() -> None:
    text = f"{PROSE}\n- [`ea5eb0e98b`](https://x.example/1) - engines: start in cold (Ada Quill)\n"
    assert sentences(text)[-1] == "engines: start in cold (Ada Quill)"


def test_a_number_before_an_item_is_no_hash() -> None:
    text = f"{PROSE}\n- 1000000 – what the pier cost\n- 20261126: the board meets\n"
    assert "1000000 – what" in read(text).text
    assert "20261126: the" in read(text).text


def test_a_private_character_written_by_its_number_holds_nothing() -> None:
    assert "ferry" in read(f"{PROSE}\nThe ferry &#xe000;5&#xe001; sank off Harwick.\n").text


def test_a_file_indented_throughout_is_no_code() -> None:
    text = "    The ferry sank on Monday off Harwick.\n\n    The port is closed, the board said.\n"
    assert "The ferry sank" in read(text).text


def test_no_sentence_ends_before_a_sign_of_one_letter_and_a_number() -> None:
    assert sentences("They used approx. a3 paper for the map of the pier.") == [
        "They used approx. a3 paper for the map of the pier."
    ]


def test_a_sentence_may_begin_with_a_name_of_code() -> None:
    text = (
        "The size wraps around and stays small. `read_boats` then returns too much of it. msys2 is"
    )
    assert sentences(f"{text} odd.") == [
        "The size wraps around and stays small.",
        "`read_boats` then returns too much of it.",
        "msys2 is odd.",
    ]


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "![",
        "[a](",
        "`" * 7 + "a",
        "<a ",
        "**a ",
        "> ",
        "<!--",
        "```\n~~~\n",
        "# a #",
        "- ",
        "[[a] ",
    ],
)
def test_hostile_marks_cost_what_their_length_costs(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    begun = process_time()
    plain_markdown(text)
    assert process_time() - begun < 3


def test_no_item_of_a_list_is_the_title() -> None:
    article = read(
        "We are today releasing the third test of it with several fixes:\n\n"
        "* Fixed a crash caused by old piers\n* Fixed several issues related to depots\n\n"
        "Norwick has paid for the work of three engineers since March.\n"
    )
    assert article.title == "Norwick has paid for the work of three engineers since March"

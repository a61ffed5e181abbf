"""Datelines as papers of other languages set them."""

from __future__ import annotations

import pytest

from summarizer.domain import Article
from summarizer.summary.heads import dateline_end
from summarizer.text.datelines import find_dateline, without_dateline
from summarizer.text.sentences import split_sentences


@pytest.mark.parametrize(
    ("line", "place", "rest"),
    [
        ("WITTENAU (dpa) – Ein Deich ist am Dienstag gebrochen.", "WITTENAU", "Ein Deich"),
        ("Karlsruhe (epd). Der Gerichtshof hat das Urteil aufgehoben.", "Karlsruhe", "Der Ger"),
        ("MÜNCHEN, 4. März (AFP) - Der Konzern will Stellen abbauen.", "MÜNCHEN", "Der Konzern"),
        ("PARIS, 2 mai (Reuters) - Le constructeur va supprimer des postes.", "PARIS", "Le const"),
        ("MADRID, 3 may. (EFE).- Al menos 17 personas resultaron heridas.", "MADRID", "Al menos"),
        ("Salta.- El exgobernador fue hallado culpable de desviar fondos.", "Salta", "El exgob"),
        ("LISBOA, 4 mai (Lusa) — Uma greve nacional adiou cirurgias.", "LISBOA", "Uma greve"),
        ("KIRUNA (TT) Två personer omkom i en lavin på lördagen.", "KIRUNA", "Två personer"),
        ("İZMİR (AA) - İzmir'de çıkan yangında dört işçi öldü.", "İZMİR", "İzmir'de"),
        ("КЕМЕРОВО, 3 мая — РИА Новости. Пять горняков погибли на шахте.", "КЕМЕРОВО", "Пять"),
        ("ROMA, 07 NOV - Il governo ha approvato la manovra.", "ROMA", "Il governo"),
        ("(ANSA) - ROMA, 07 NOV - Il governo ha approvato la manovra.", "ROMA", "Il governo"),
        ("الساحل 3 مايو (رويترز) - ارتفع عدد القتلى.", "الساحل", "ارتفع"),
        ("新华社北京7月9日电 央行宣布降准。", None, "央行"),
        ("中新社青溪7月9日电（记者 李明）搜救工作结束。", None, "搜救"),
        ("【北京共同】外務省は方針を示した。", None, "外務省"),
        ("【ソウル＝田村良】外務省は方針を示した。", None, "外務省"),
        (
            "МОСКВА, 24 апреля. /ТАСС/. Совет директоров Банка России снизил ставку.",
            "МОСКВА",
            "Совет",
        ),
    ],
)
def test_a_dateline_is_found_and_not_shown(line: str, place: str | None, rest: str) -> None:
    assert find_dateline(line) == place
    assert without_dateline(line).startswith(rest)


@pytest.mark.parametrize(
    "line",
    [
        "In Berlin, 3 men (two of them Poles) - The police said so.",
        "Anna Meier (parteilos) – Die Bürgermeisterin trat zurück.",
        "LONDON, May 3 was a day of rain - The rest was dry and warm.",
        "记者7月9日电话采访了县长。",
        "本报电子版今日上线。",
        "【女子100メートル決勝】北浜の田村が優勝した。",
    ],
)
def test_what_only_looks_like_one_stays(line: str) -> None:
    assert without_dateline(line) == line


def test_no_sentence_ends_within_a_dateline() -> None:
    text = "МОСКВА, 24 апреля. /ТАСС/. Совет директоров снизил ставку. Рубль не изменился."
    found = [s.of(Article(text=text)) for s in split_sentences(Article(text=text, language="ru"))]
    assert found == [text[:58], "Рубль не изменился."]


@pytest.mark.parametrize(
    "speech",
    [
        "– Jeg så båten gå ned, og så var det helt stille, sier hun.",
        "– Jag såg båten sjunka och sedan var det alldeles tyst.",
        "— C'est une honte pour notre port, a déclaré la maire de Velmont.",
        "— Мы не знаем, что делать с этим мостом, — сказала мэр.",
    ],
)
def test_the_dash_that_opens_what_somebody_says_stays(speech: str) -> None:
    assert dateline_end(speech) == 0


def test_a_dash_that_is_left_of_an_english_dateline_goes() -> None:
    line = "— The last ferry of the line left the harbour at noon."
    assert line[dateline_end(line) :].startswith("The last")

"""Pasted pages and sentences of other languages: abbreviations, headlines, bylines, labels."""

from __future__ import annotations

import pytest

from summarizer.domain import Article
from summarizer.text.clean import clean_text
from summarizer.text.dates import find_dates
from summarizer.text.header import find_author
from summarizer.text.labels_abroad import is_crumbs, is_label_abroad
from summarizer.text.sentences import split_sentences


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("de", ["Der Fall wird neu verhandelt (Az. 4 StR 112/25).", "Die ehem. Ministerin kam."]),
        ("it", ["L’ing. Paolo D’Amico non è indagato.", "Lo dice il dott. Raffaele Cantoni."]),
        ("it", ["La perturbazione si sposterà verso est.", "Nelle prossime ore non pioverà."]),
        ("pl", ["Do katastrofy doszło ok. godz. 19.15.", "Hala przy ul. Zakładowej runęła."]),
        ("pl", ["Oddano ją w 2004 r.", "Ostatni przegląd był w 2025 r. i nic nie wykazał."]),
        ("pl", ["Dwie osoby zginęły – mówi st. kpt. Marcin Bajur.", "Trwa akcja."]),
        ("sv", ["Larmet kom kl. 13.45 från en grupp skidåkare.", "Två var från Norge."]),
        ("ru", ["По мнению А. В. Исакова, ставка снизится.", "На ул. Горняков тихо."]),
        ("uk", ["Вибух стався на вул. Миколайчука.", "На місці працюють рятувальники."]),
        ("es", ["Firmaron CC. OO. y UGT.", "Lo pidió CC. OO.", "Nada más."]),
        ("de", ["Dem widersprach Prof. em. Hans Kühn.", "Ab dem 3. Mai wird gebaut."]),
        ("fr", ["L’art. 49 al. 3 a été utilisé.", "La gauche proteste."]),
        ("it", ["Resta l'art. 18 dello statuto.", "I sindacati esultano."]),
        ("ru", ["Работы идут с 2019 г.", "Их закончат в мае."]),
        ("ar", ["«هل نبقى هنا؟» سأل العمدة.", "لم يجب أحد."]),
        ("pl", ["Ceny wzrosły o 2,4 proc. r/r.", "Rata kredytu spadnie."]),
        ("de", ["Böen von 30 m/s.", "Feuerwehr und Polizei halfen."]),
    ],
)
def test_an_abbreviation_ends_no_sentence(language: str, sentences: list[str]) -> None:
    article = Article(text=" ".join(sentences), language=language)
    assert [s.of(article) for s in split_sentences(article)] == sentences


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("sv", ["”Vi hann inte ut”, säger hon.", "Polisen utreder branden."]),
        ("da", ["Politiet ved ikke, hvem der gjorde det.", "Lars Holm er sigtet."]),
        ("fr", ["Il a attaqué au pied du col.", "Vingt coureurs ont abandonné."]),
        ("fr", ["M. Costes a vu MM. Roux et Bel.", "Ils ont ri."]),
        ("es", ["El pozo baja a 320 m.", "Bomberos de Oviedo buscan al minero."]),
        ("es", ["La tensión sigue alta.", "Juan Ruiz pide calma."]),
        ("it", ["Lo sciopero dura 24 ore.", "Trenitalia garantisce le fasce."]),
        ("da", ["Tyven gik ind.", "Politiet kom ti minutter efter."]),
        ("pl", ["Mówi o tym pos. Anna Lis.", "To już piąty maj.", "Pogoda dopisała."]),
        ("pt", ["O dep. João Lima votou contra.", "O texto passou."]),
        ("en", ["The hon. Ann Lowe met Col. Tarn.", "They talked."]),
        ("en", ["The shaft is flooded to 320 m.", "Miners wait below."]),
        ("en", ["The road is closed for 12 km.", "Marrowby is cut off."]),
    ],
)
def test_a_word_that_is_short_for_another_in_english_ends_sentences_elsewhere(
    language: str, sentences: list[str]
) -> None:
    article = Article(text=" ".join(sentences), language=language)
    assert [s.of(article) for s in split_sentences(article)] == sentences


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("de", ["Spanien gewann die EM.", "Danach feierte Madrid."]),
        ("es", ["Vendió sus acciones de ING.", "Luego calló."]),
        ("nl", ["Hij vertrekt bij ING.", "Dat zei de bank."]),
        ("en", ["The plant makes 500 MW.", "Villagers had asked for less."]),
        ("en", ["She is head of HR.", "She will stay."]),
        ("it", ["IL DOTT. ROSSI È IN SALA.", "TUTTI TACCIONO."]),
        ("en", ["MR. SHE-WHO-KNOWS CAME TO ST. LOUIS.", "HE LEFT."]),
    ],
)
def test_an_acronym_is_no_abbreviation_of_the_same_letters(
    language: str, sentences: list[str]
) -> None:
    article = Article(text=" ".join(sentences), language=language)
    assert [s.of(article) for s in split_sentences(article)] == sentences


def test_two_initials_of_one_name_stay_together_in_english_too() -> None:
    article = Article(text="J. A. Smith met T. I. Jones at noon. A man came.", language="en")
    assert len(split_sentences(article)) == 2


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Door Sanne van den Berg", "Sanne van den Berg"),
        ("di Giulia De Santis", "Giulia De Santis"),
        ("Par Élodie Garnier avec AFP", "Élodie Garnier"),
        ("Por João Guilherme Araújo — Belo Horizonte", "João Guilherme Araújo"),
        ("Автор: Елена Соколова", "Елена Соколова"),
        ("di Redazione Firenze – 11 maggio 2026", None),
    ],
)
def test_bylines_are_read(line: str, author: str | None) -> None:
    assert find_author([line]) == author


@pytest.mark.parametrize(
    "line",
    [
        "Zur Startseite", "Lesen Sie hier, welche Busse fahren", "Vos réactions (12)",
        "Leer más: Los accidentes más graves", "Da Redação", "Tekst loopt door onder de foto",
        "Czytaj także: Katastrofa sprzed lat", "Подпишитесь на наш канал.", "Foto: dpa",
        "Підписуйтесь на наш канал", "Wir verwenden Cookies. Alle akzeptieren",
        "関連記事", "延伸阅读：港口关闭", "관련 기사 3건",
    ],
)  # fmt: skip
def test_labels_of_the_page_are_none_of_the_article(line: str) -> None:
    assert is_label_abroad(line)


@pytest.mark.parametrize(
    "line",
    [
        "Teilen will sie ihr Haus mit niemandem.",
        "Dela Cruz wins a second title",
        "Publicidad y propaganda se confunden en la campaña.",
        "Комментарии министра вызвали спор в парламенте.",
        "Foto: die Ausstellung zeigt 120 Bilder aus acht Jahrzehnten.",
        "相关新闻发布会将于周一在港口举行。",
        "関連記事を書いた記者が港で取材を断られた。",
    ],
)
def test_sentences_are_no_labels(line: str) -> None:
    assert not is_label_abroad(line)


def test_crumbs_and_bylines_are_no_headlines() -> None:
    assert is_crumbs("Inicio | España | Última hora")
    lead = (
        "Uma barragem de rejeitos se rompeu na noite de sábado em Itabirito, na Região "
        "Metropolitana de Belo Horizonte, e deixou nove pessoas desaparecidas, disse o governo."
    )
    page = (
        "Página inicial > Brasil\nBarragem se rompe em Minas Gerais e deixa 9 desaparecidos\n"
        f"Por João Guilherme Araújo — Belo Horizonte\n03/05/2026 07h12\n{lead}\n{lead}"
    )
    cleaned = clean_text(page)
    assert cleaned.title == "Barragem se rompe em Minas Gerais e deixa 9 desaparecidos"
    assert cleaned.author == "João Guilherme Araújo"


def test_a_russian_headline_is_known_by_words_with_other_endings() -> None:
    lead = (
        "Взрыв метана на шахте «Северная» в Прокопьевске унес жизни пятерых горняков, сообщили "
        "в министерстве. По данным ведомства, под землей было 87 человек."
    )
    headline = "На шахте «Северная» в Кузбассе взорвался метан, есть погибшие"
    cleaned = clean_text(f"Мы используем файлы cookie.\n{headline}\n{lead}\n{lead}")
    assert (cleaned.title, cleaned.title_made) == (headline, False)


@pytest.mark.parametrize("text", ["3 mag 2026", "4 ott. 2025", "12 avr. 2026", "7 mrt 2026"])
def test_short_months_are_dates(text: str) -> None:
    assert find_dates(text)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            [
                "静電気が原因か、樹脂工場の爆発 北浜市",
                "北浜市の樹脂工場で2人が死亡した爆発で、静電気が溶剤に引火した可能性が高いことが"
                "22日、分かった。県警は工場を捜索した。",
                "死亡した2人はタンクの点検を担当していた。この工場では2年前にも小さな火災が起きて"
                "いて、市が改善を求めていた。会社は「対策は終えていた」と説明している。周辺の住民"
                "およそ八百人が一時避難したが、有害な物質は検出されなかった。",
            ],
            "静電気が原因か、樹脂工場の爆発 北浜市",
        ),
        (
            [
                "Bergrettung",
                "Drei Wanderer nach Nacht am Hohen Grat gerettet",
                "Drei Wanderer aus Ulm sind am Samstag nach einer Nacht im Schnee am Hohen Grat "
                "gerettet worden, wie die Bergwacht berichtete.",
            ],
            "Drei Wanderer nach Nacht am Hohen Grat gerettet",
        ),
    ],
)
def test_the_headline_of_a_pasted_page_is_its_title(lines: list[str], title: str) -> None:
    found = clean_text("\n".join(lines))
    assert (found.title, found.title_made) == (title, False)

"""The checker on other languages: denials, turns, numbers written out, names with endings."""

from __future__ import annotations

import pytest
from support.verdicts import verdict_on

from summarizer.check import check_text
from summarizer.check.sources import read_sources
from summarizer.check.tokens import tokenize
from summarizer.domain import Article

SOURCES = {
    "de": (
        "Die Bundeswehr schickt 450 Soldaten nach Wittenau, und das Land stellt 12,5 Mio. Euro "
        "bereit. Betriebsbedingte Kündigungen schließt der Konzern nicht aus. Verletzt wurde nach "
        "bisherigen Erkenntnissen niemand."
    ),
    "fr": (
        "Le propriétaire, lui, n’a pas souhaité s’exprimer devant la presse. Le chiffre "
        "d’affaires du groupe a reculé de 6,3 % en 2025."
    ),
    "es": "Los cuatro heridos más graves están en el hospital. El alcalde no irá al entierro.",
    "it": "L’ingegner Paolo D’Amico, che aveva diretto i lavori del ponte, non è indagato.",
    "pt": "Não está prevista nova paralisação antes da reunião de 11 de maio com o Governo.",
    "nl": "De politie sluit een gaslek in de flat niet uit. Zes mensen zijn gewond geraakt.",
    "sv": "Polisen misstänker inget brott efter olyckan. Två personer omkom i lavinen.",
    "pl": "Właściciel hali nie chciał rozmawiać z dziennikarzami. W hali zginęły dwie osoby.",
    "ru": (
        "Банк России в пятницу снизил ключевую ставку до 13,5% годовых. По словам губернатора "
        "Ильи Середина, на шахте погибли пять горняков, и проверка нарушений не нашла."
    ),
    "uk": "Поліція не підтверджує цієї версії вибуху. Загинули троє людей, серед них діти.",
}


def _report(language: str, text: str) -> tuple[bool, str]:
    verdict = check_text(text, [Article(text=SOURCES[language], language=language)]).sentences[0]
    return verdict.borne_out, " ".join(verdict.reasons)


@pytest.mark.parametrize(
    ("language", "false", "reason"),
    [
        ("de", "Die Bundeswehr schickt keine Soldaten nach Wittenau.", "keine"),
        ("de", "Betriebsbedingte Kündigungen schließt der Konzern aus.", "nicht"),
        ("de", "Verletzt wurden nach bisherigen Erkenntnissen mehrere Menschen.", "niemand"),
        ("fr", "Le propriétaire a souhaité s’exprimer devant la presse.", "pas"),
        ("fr", "Le chiffre d’affaires du groupe a progressé de 6,3 % en 2025.", "reculé"),
        ("es", "Los siete heridos más graves están en el hospital.", "siete"),
        ("es", "El alcalde irá al entierro.", "no"),
        ("it", "L’ingegner Paolo D’Amico è indagato.", "non"),
        ("pt", "Está prevista nova paralisação antes da reunião de 11 de maio.", "Não"),
        ("nl", "De politie sluit een gaslek in de flat uit.", "niet"),
        ("nl", "Zestien mensen zijn gewond geraakt.", "Zestien"),
        ("sv", "Polisen misstänker brott efter olyckan.", "inget"),
        ("pl", "Właściciel hali chciał rozmawiać z dziennikarzami.", "nie"),
        ("ru", "Банк России в пятницу повысил ключевую ставку до 13,5% годовых.", "снизил"),
        ("uk", "Поліція підтверджує цю версію вибуху.", "не"),
    ],
)
def test_what_the_source_denies_or_counts_otherwise_is_refused(
    language: str, false: str, reason: str
) -> None:
    borne_out, reasons = _report(language, false)
    assert not borne_out
    assert reason in reasons


@pytest.mark.parametrize(
    ("language", "true"),
    [
        ("de", "Das Land stellt 12,5 Millionen Euro bereit."),
        ("es", "Los cuatro heridos más graves están en el hospital."),
        ("pl", "W hali zginęły dwie osoby."),
        ("ru", "На шахте погибли пять горняков."),
        ("uk", "Загинули троє людей."),
    ],
)
def test_what_the_source_says_passes(language: str, true: str) -> None:
    assert _report(language, true)[0]


def test_a_name_is_known_whatever_its_ending() -> None:
    assert "Илья" not in _report("ru", "Илья Середин сказал, что погибли пять горняков.")[1]
    assert "Андрей" in _report("ru", "Андрей Середин сказал, что погибли пять горняков.")[1]


def test_million_is_one_word_however_it_is_shortened() -> None:
    keys = {tokenize(word)[0].key for word in ("million", "Millionen", "Mio", "млн", "miljoen")}
    assert len(keys) == 1


def test_english_sources_are_asked_nothing_new() -> None:
    assert read_sources([Article(text="The mayor did not go.", language="en")]).language is None


def test_a_spanish_no_is_not_read_as_an_english_one() -> None:
    ferry = Article(
        text="El transbordador a Pellna volvió a navegar el domingo después de dos semanas. La "
        "alcaldesa dijo que la reparación había costado nueve millones de euros.",
        language="es",
    )
    reasons = verdict_on("El transbordador a Pellna no volvió a navegar el domingo.", ferry).reasons
    assert reasons == ("says “no”; the source does not deny it",)

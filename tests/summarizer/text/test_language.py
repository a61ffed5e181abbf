import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.language import detect_language

SAMPLES = {
    "en": "The board said that the ferry will sail again from Monday after a break of six weeks.",
    "de": "Die Fähre fährt nach sechs Wochen Pause ab Montag wieder, sagte der Vorstand.",
    "fr": "Le bac reprendra son service dès lundi, après six semaines d'arrêt, a dit le conseil.",
    "es": "El transbordador volverá a navegar desde el lunes tras una pausa de seis semanas.",
    "it": "Il traghetto tornerà a navigare da lunedì dopo una pausa di sei settimane, ha detto.",
    "pt": "A balsa voltará a navegar na segunda-feira após uma pausa de seis semanas, disse ele.",
    "nl": "De veerboot vaart vanaf maandag weer na een onderbreking van zes weken, zei hij.",
    "sv": "Färjan går igen från måndag efter ett uppehåll på sex veckor, och det är bra för alla.",
    "pl": "Prom będzie znowu pływał od poniedziałku po przerwie, która trwała sześć tygodni.",
    "ru": "Паром снова начнёт ходить с понедельника после перерыва, который длился шесть недель.",
    "uk": "Пором знову почне ходити з понеділка після перерви, що тривала шість тижнів.",
    "tr": "Feribot altı haftalık bir aradan sonra pazartesi günü yeniden sefere başlayacak.",
    "zh": "渡轮在停航六周之后将于星期一恢复航行。",
    "ja": "フェリーは6週間の休止の後、月曜日に運航を再開する。",
    "ko": "여객선은 6주간의 중단 끝에 월요일부터 다시 운항한다.",
    "ar": "تعود العبارة إلى الإبحار يوم الاثنين بعد توقف دام ستة أسابيع.",
    "he": "המעבורת תחזור להפליג ביום שני לאחר הפסקה של שישה שבועות.",
    "hi": "छह सप्ताह के अंतराल के बाद नौका सोमवार से फिर चलेगी।",
    "el": "Το πορθμείο θα ξαναρχίσει τα δρομολόγια από τη Δευτέρα.",
}


@pytest.mark.parametrize("code", SAMPLES)
def test_a_sentence_of_news_tells_its_language(code: str) -> None:
    assert detect_language(SAMPLES[code]) == code


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "Le maire a refusé la demande."),
        ("fr", "Le pont rouvre demain matin."),
        ("fr", "La mairie annonce trois nouvelles lignes."),
        ("it", "Il sindaco ha respinto la richiesta."),
        ("pt", "Um incêndio destruiu dez casas."),
        ("es", "El alcalde rechazó la petición."),
        ("en", "Residents fled as flames neared homes."),
        ("en", "Mayor resigns over café licence."),
    ],
)
def test_so_does_a_short_one(code: str, text: str) -> None:
    assert detect_language(text) == code


@pytest.mark.parametrize("text", ["", "12345 67", "👍👍", "Norwick"])
def test_too_little_tells_nothing(text: str) -> None:
    assert detect_language(text) is None


@given(st.text(max_size=300))
def test_any_text_can_be_asked(text: str) -> None:
    code = detect_language(text)
    assert code is None or len(code) == 2


def test_a_long_text_is_not_kept_after_it_was_asked() -> None:
    text = "The council met on Monday and voted for the bridge. " * 1_000
    before = sys.getrefcount(text)
    assert detect_language(text) == "en"
    assert sys.getrefcount(text) == before

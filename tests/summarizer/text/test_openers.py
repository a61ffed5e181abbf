"""Sentences of other languages that open with what was told before them, or only join."""

from __future__ import annotations

import pytest

from summarizer.salience.openings import connective_end, opens_dangling
from summarizer.summary.trim import trim_sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Er räumte ein, dass die Entscheidung vielen wehtue.",
        "Danach wird entschieden, wann die Bewohner zurückkehren können.",
        "Man habe ein faires Angebot vorgelegt, sagte er dem Sender.",
        "Elle a été confiée à la police judiciaire.",
        "Celle-ci estime que la mesure coûtera 340 millions d’euros par an.",
        "Des répliques restent possibles, a-t-il averti.",
        "Ninguno de ellos se encuentra en la UCI, según la Junta.",
        "Además, revisó a la baja su proyección de crecimiento.",
        "Lo ha ricordato in aula la relatrice Francesca Lodi.",
        "Sete delas são funcionárias da mineradora, dona da estrutura.",
        "Hij sprak van „een nachtmerrie” en van een ramp.",
        "De var svenska medborgare i 30-årsåldern.",
        "Dodaje, że dach sprawdzono jesienią.",
        "Он добавил, что людей вывели за 40 минут.",
        "Кредиты для бизнеса, по её словам, подешевеют не сразу.",
        "Вона врятувалася разом із двома дітьми.",
        "Det oplyser Østfyns Politi i en meddelelse torsdag.",
        "Hun opplyser at saken er henlagt av politiet i Drammen.",
        "Podle něj je most bezpečný pro všechny obyvatele.",
        "Aceasta a declarat că podul este sigur pentru toți.",
        "Hal itu disampaikan oleh wali kota pada hari Senin.",
        "Điều này khiến người dân lo lắng về an toàn của cây cầu.",
        "他说，桥上的裂缝早在三月就被发现。",
        "その後、市議会は改修案を可決した。",
        "그는 다리가 안전하다고 말했다.",
        "وأضاف أن الجسر آمن بعد إصلاحه.",
        "उन्होंने कहा कि पुल सुरक्षित है।",
        "Es la tercera en la lista del partido, detrás de su hermana Clara.",
        "Se trata de una docena de faros que nadie vigila desde hace años.",
        "Prometeu baixar a tarifa da balsa e reabrir o cais ainda neste verão.",
        "È il terzo incidente sulla stessa strada dall'inizio dell'anno.",
        "La ministra de Trabajo asegura que sí.",
        "Le maire de Brénac pense que non.",
    ],
)
def test_a_sentence_that_points_back_does_not_stand_alone(sentence: str) -> None:
    assert opens_dangling(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Diese Woche wird in Berlin über den Haushalt gestritten.",
        "Das Werk in Fürth, in dem Schaltschränke gebaut werden, bleibt erhalten.",
        "Il y a eu un mort dans la rue de la République.",
        "Un homme a été placé en garde à vue, a-t-on appris auprès du parquet.",
        "Este martes el Consejo del Banco resolvió mantener la tasa de interés.",
        "O dólar fechou em queda de 0,84% nesta quarta-feira.",
        "«Мы не исключаем паузы», — сказала председатель банка Эльмира Наибулова.",
        "Этим летом в городе не будет воды в домах.",
        "Die Hard is a film that everyone of that age has seen.",
        "Han Solo is the hero of the film that they made.",
        "To the south of the city there is a lake.",
        "Statsministeren sier at broen er trygg for alle.",
        "Denne uken stemmer Stortinget over budsjettet for neste år.",
        "هذا الأسبوع تبدأ أعمال إصلاح الجسر.",
        "इस साल पुल की मरम्मत पूरी हो जाएगी।",
        "Es la primera vez que el gobierno sube los impuestos este año.",
        "Murió en Madrid el escritor Juan Marsé a los 87 años.",
        "È la prima volta che il governo alza le tasse quest'anno.",
        "Caribou near the town were counted from the air in May.",
        "El alcalde dijo que el puente es seguro para todos.",
        "Wali kota mengatakan jembatan itu aman bagi warga.",
        "市长说，桥上的裂缝早在三月就被发现。",
        "市議会は改修案を可決した。",
        "वहाँ के लोगों ने कहा कि पुल सुरक्षित है।",
    ],
)
def test_a_day_an_article_and_an_english_name_point_at_nothing(sentence: str) -> None:
    assert not opens_dangling(sentence)


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        (
            "Par ailleurs, une enquête a été ouverte par le parquet de Marseille.",
            "Une enquête a été ouverte par le parquet de Marseille.",
        ),
        (
            "Sin embargo, el sindicato insiste en que la vía no estaba en condiciones.",
            "El sindicato insiste en que la vía no estaba en condiciones.",
        ),
        (
            "Однако жители старого города жалуются, что их никто не предупредил.",
            "Жители старого города жалуются, что их никто не предупредил.",
        ),
        (
            "Ponadto prokuratura wszczęła śledztwo w sprawie katastrofy budowlanej.",
            "Prokuratura wszczęła śledztwo w sprawie katastrofy budowlanej.",
        ),
        (
            "E, ao contrário do que alguns dizem, as obras da ponte começam em maio.",
            "Ao contrário do que alguns dizem, as obras da ponte começam em maio.",
        ),
        (
            "しかし、市議会は月曜日に橋の改修案を可決した。",
            "市議会は月曜日に橋の改修案を可決した。",
        ),
        ("不过，市议会周一通过了修桥的决议。", "市议会周一通过了修桥的决议。"),
    ],
)
def test_an_opener_that_only_joins_is_left_out(sentence: str, shown: str) -> None:
    assert trim_sentence(sentence)[0].text == shown


def test_no_opener_goes_where_the_verb_follows_it() -> None:
    assert connective_end("Außerdem fiel in zwei Ortsteilen der Strom aus.") == 0


@pytest.mark.parametrize(
    ("sentence", "back"),
    [
        ("この夏、港の魚の値段は三割上がった。", False),
        ("このほど、港で新しい船が公開された。", False),
        ("ここ数年、港の船は減っている。", False),
        ("那覇市は月曜日に橋の改修案を可決した。", False),
        ("他国の船も港に集まった。", False),
        ("这一年，港口的船只增加了三成。", False),
        ("那不勒斯港周一重新开放。", False),
        ("この案は月曜日に可決された。", True),
        ("这一决议周一通过。", True),
        ("他说，港口将重新开放。", True),
    ],
)
def test_the_day_of_reading_points_to_nothing_told_before(sentence: str, back: bool) -> None:
    assert opens_dangling(sentence) is back

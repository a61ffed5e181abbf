from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.domain import Article, squeeze
from summarizer.text.sentences import LONGEST, split_sentences


def split(text: str, **more: object) -> list[str]:
    article = Article(text=text, id="a", **more)  # type: ignore[arg-type]
    return [sentence.of(article) for sentence in split_sentences(article)]


WHOLE = [
    ["Mr. Orvik met Dr. Lena Haug in St. Alban.", "They spoke for an hour."],
    ["They named Cpl. Orvik of Brenna and Pfc. Lena Haug of Velm.", "Both were 20."],
    ["The vote is on Nov. 5 in the U.S. Senate.", "Nobody knows the outcome."],
    ["He flew back to the U.S.", "He gave no reason."],
    ["The U.S. raised tariffs.", "Norland answered."],
    ["J.R. Whitlow and Mary T. Okoye signed it.", "So did Carl Brandt Jr. on Friday."],
    ["The train left at 9 a.m. Thursday.", "It came at 10:49 p.m. ET."],
    ["Prices rose 3.5 percent to $229.87.", "Wages fell 1.2%."],
    ["Velmar Inc. bought Tarn & Co. for $2 million.", "Both shares fell."],
    ["“We will talk,” Ms. Haug said.", "“It was candid.”", "Mr. Orvik agreed."],
    ["They call it a “near future.”", "Both sides agreed."],
    ["It must not aid ‘unlawful acts.’”", "Norland and Velmar have a treaty."],
    ["“Is this a threat?” she asked.", "He said it was not."],
    ["“Is this a threat?” Ms. Haug asked.", "Nobody answered."],
    ["“Stop!” he shouted.", "The crowd ran."],
    ['The offer was "very reasonable".', "A second one followed."],
    ["Inflation will fall… or so they say.", "Few believe it."],
    ["The talks ended [...] in silence.", "A note followed."],
    ["(The talks ended on Thursday.)", "No statement followed."],
    ["He was born in 1961.", "45 years later he ran for office."],
    ["What now?", "Nobody knows!", "Really?!", "Yes."],
    ["Visit harbour.example/a.html for more.", "It opens at 8 a.m. on Monday."],
    ["The firm, based in Washington, D.C., declined to comment.", "Its rival did too."],
    ["Rep. Ann Lowe, D-N.Y., and Sen. Bo Tate, R-La., met.", "They disagreed."],
    ["Am 28. August traf Dr. Weber den Minister.", "Das Gespräch dauerte z. B. zwei Stunden."],
    ["M. Durand a rencontré Mme Petit.", "« Nous avançons. »", "Elle a quitté Paris."],
    ["El Sr. Ruiz llegó a EE. UU. el lunes.", "¿Qué dijo?", "Nada."],
    ["В 2024 г. министр посетил Норланд.", "Он встретился с г-ном Ли."],
    ["هل ستستمر المحادثات؟", "قال الوزير نعم."],
    ["बैठक बुधवार को हुई।", "दोनों पक्ष सहमत हुए।"],
]


@pytest.mark.parametrize("sentences", WHOLE)
def test_sentences_part_where_a_reader_would_part_them(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["王毅说：“关系很重要。”", "双方同意继续对话。"],
        ["「話し合いを続ける」と述べた。", "会談は11時間続いた。"],
        ["“石头滚下来，我只来得及抱起孩子。”村民王秀兰说。", "县长来了。"],
        ["“我们不会放弃！”救援队长李刚告诉记者。", "他说还有希望。"],
    ],
)
def test_scripts_without_spaces_are_parted_too(sentences: list[str]) -> None:
    assert split("".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        [
            "น้ำท่วมฉับพลันในอำเภอแม่สาย จังหวัดเชียงราย ทำให้มีผู้เสียชีวิต 5 ราย และสูญหายอีก 2 ราย",
            "เจ้าหน้าที่อพยพประชาชนกว่า 3,000 คนไปยังศูนย์พักพิงชั่วคราว",
            "นายสมชาย ใจดี ผู้ว่าราชการจังหวัดเชียงราย กล่าวว่า สถานการณ์ยังน่าเป็นห่วงเพราะฝนยังตก",
            "ขณะที่ทางหลวงหมายเลข 1 ถูกตัดขาดหลายจุด",
            "นอกจากนี้ โรงเรียนทุกแห่งในพื้นที่ประกาศหยุดเรียนจนถึงวันศุกร์",
        ],
        [
            "คณะกรรมการเห็นว่าเศรษฐกิจไทยยังขยายตัวได้ โดยได้รับแรงหนุนจากการท่องเที่ยว",
            '"เราจะติดตามสถานการณ์อย่างใกล้ชิด ทุกวัน" ผู้ว่าการกล่าว',
            "นักวิเคราะห์จากบริษัทหลักทรัพย์หลายแห่งคาดว่าดอกเบี้ยจะลดลง",
        ],
        [
            "ນ້ຳຖ້ວມຢູ່ເມືອງວັງວຽງ ເຮັດໃຫ້ມີຜູ້ເສຍຊີວິດ 3 ຄົນ ແລະ ສູນຫາຍອີກ 2 ຄົນ",
            "ເຈົ້າໜ້າທີ່ໄດ້ຍົກຍ້າຍປະຊາຊົນໄປຢູ່ບ່ອນປອດໄພ.",
            "ລັດຖະບານໄດ້ອະນຸມັດງົບປະມານເພື່ອຊ່ວຍເຫຼືອ.",
        ],
    ],
)
def test_thai_and_lao_end_a_sentence_with_a_space_between_statements(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["ទឹកជំនន់បានធ្វើឱ្យមនុស្សស្លាប់ប្រាំនាក់។", "ពួកគេត្រូវការទឹក អង្ករ ភួយ។ល។", "រដ្ឋាភិបាលជួយ៕"],
        ["ရေကြီးမှုကြောင့် လူငါးဦး သေဆုံးခဲ့သည်။", "မိုးဆက်လက်ရွာသွန်းမည်ဟု ခန့်မှန်းထားသည်။"],
        [
            "བོད་ལྗོངས་སུ་ཆུ་ལོག་བྱུང་ནས་མི་ལྔ་ཤི་བ་རེད།",
            "གཞུང་གིས་མི་གྲངས་ཉིས་སྟོང་གནས་སྤོ་བྱས་པ་རེད།",
        ],
        ["Ποιος θα πληρώσει για τις ζημιές;", "Η κυβέρνηση υποσχέθηκε βοήθεια."],
        ["سیلاب سے پانچ افراد ہلاک ہو گئے۔", "حکومت نے امداد کا اعلان کیا۔"],
    ],
)
def test_sentences_end_with_the_marks_of_their_script(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["市长发表讲话。", "“我们将重建家园。", "没有人会被遗忘。”", "市议会通过了决议。"],
        ["Holm trat vor die Presse.", "»Wir bauen neu«, sagte sie.", "Die Stadt stimmte zu."],
        ["Le pont est sûr.", "« Il tient. »", "La ville a voté."],
    ],
)
def test_a_mark_that_opens_belongs_to_the_quotation_behind_it(sentences: list[str]) -> None:
    joined = "" if sentences[0].endswith("。") else " "
    assert split(joined.join(sentences)) == sentences


def test_several_sentences_inside_one_quotation_are_parted() -> None:
    text = "“We came early. We left late. Nobody saw us,” said Ms. Haug."
    assert split(text) == ["“We came early.", "We left late.", "Nobody saw us,” said Ms. Haug."]


def test_a_space_lost_in_the_scrape_still_ends_a_sentence() -> None:
    assert split("The board agreed on Friday.The ferry sails again.") == [
        "The board agreed on Friday.",
        "The ferry sails again.",
    ]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The pier opened in 2019.", "It holds forty boats.", "A third of them are empty."],
        ['The mayor called it "a small miracle".', "As the tide rose, the band played on."],
        ["Fares rise by 12%.", "The council will lose £3m.", "Drivers said no."],
        ["Fares rose 1.2%.", "The dues fell to $3.5m.", "Nobody said why."],
        ["The pilots left the UK.", "They all stayed for it.", "Mira (a friend) did not."],
        ["Nobody spoke for us.", "The harbour's pilots left for the county's.", "Both stayed."],
    ],
)
def test_a_space_lost_behind_a_number_or_a_quotation_ends_one_too(sentences: list[str]) -> None:
    assert split("".join(sentences)) == sentences


@pytest.mark.parametrize(
    "text",
    [
        "Das Schiff lief am 13.Mai in Harwick ein und wurde am 10.Juni wieder flott gemacht.",
        "The judge read out 12.Section of the law on ferries.",
        "The site Harwick.Com and the tool Tide.Js are made in Velm.",
    ],
)
def test_a_stop_inside_a_date_a_number_or_a_site_s_name_ends_nothing(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    "sentences",
    [
        ["„Wir fahren morgen wieder ab.“", "Sie hat es am Montag in Harwick gesagt."],
        ["»Wir fahren morgen wieder ab.«", "Sie hat es am Montag in Harwick gesagt."],
        ["Mira Tolk died on Monday.", '"We had good years together," her brother wrote.'],
        ['Sana said: "It was hard for us."', '"But it was new," she added.', "Others agreed."],
        ["They waited.", "“We stay,” she said.", "Nobody came."],
    ],
)
def test_a_quotation_whose_space_the_scrape_lost_keeps_its_mark(sentences: list[str]) -> None:
    assert split("".join(sentences)) == sentences


def test_paragraphs_are_never_joined_and_are_numbered() -> None:
    article = Article(text="A headline without a stop\n\nThe first line. The second.\nA third.")
    found = split_sentences(article)
    assert [sentence.of(article) for sentence in found] == [
        "A headline without a stop",
        "The first line.",
        "The second.",
        "A third.",
    ]
    assert [sentence.paragraph for sentence in found] == [0, 1, 1, 2]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The harbour board said on Monday that the ferry between Norwick and\n"
        "Saltmarsh would sail again from next week, after six weeks in which\n"
        "both engines were replaced. Passengers will pay the same fares until\n"
        "the second vessel is built.\n"
        "\n"
        "Lena Orvik, who chairs the board, told reporters that the work had\n"
        "cost 2.4 million crowns and that no further repairs were planned in\n"
        "this decade.\n"
    )
    sentences = split(text)
    assert len(sentences) == 3
    assert sentences[0].endswith("both engines were replaced.")
    assert sentences[1].startswith("Passengers")


def test_hard_wrapped_lines_of_chinese_are_one_paragraph_without_spaces() -> None:
    told = (
        "受持续强降雨影响，南河县周一凌晨发生山洪，已造成五人死亡。县应急管理局表示，全县已有三万名"
        "居民被转移到安全地带。洪水冲毁了青石大桥，通往省城的国道因此中断。"
    )
    wrapped = "\n".join(told[k : k + 24] for k in range(0, len(told), 24))
    sentences = [f"{one}。" for one in told.split("。")[:-1]]
    assert [squeeze(one) for one in split(wrapped)] == sentences
    headlines = "洪水冲毁青石大桥\n南河县三万居民转移\n省政府拨款八千万元"
    assert len(split(headlines)) == 3


def test_short_lines_of_a_list_stay_apart() -> None:
    lines = ["Norwick 3, Saltmarsh 1", "Tarn 0, Velmar 0", "Alban 2, Brandt 5"]
    assert split("\n".join(lines)) == lines


def test_only_the_body_is_read() -> None:
    text = "Menu\nThe ferry sails again. It is blue.\nShare this\nNobody was hurt."
    start, end = text.index("The ferry"), text.index("\nShare")
    last = text.index("Nobody")
    sentences = split(text, body=((start, end), (last, len(text))))
    assert sentences == ["The ferry sails again.", "It is blue.", "Nobody was hurt."]


def test_a_text_without_a_full_stop_is_one_sentence() -> None:
    assert split("  no stop at all here \n") == ["no stop at all here"]


def test_an_endless_sentence_is_cut_at_words() -> None:
    text = "and then another word " * 400
    pieces = split(text)
    assert all(len(piece) <= LONGEST for piece in pieces)
    assert " ".join(pieces).split() == text.split()


@pytest.mark.parametrize(
    "unit", ["a", "a. ", "Mr. ", '." ', "?!", "(“", "é. É", "word ", "A.", "x\n", "。", "👩‍👩‍👧 "]
)
def test_time_grows_with_the_length_of_a_line_and_no_faster(unit: str) -> None:
    text = (unit * (250_000 // len(unit) + 1))[:250_000]
    begin = process_time()
    split_sentences(Article(text=text, id="a", language="en"))
    assert process_time() - begin < 10


def test_a_line_of_a_million_characters_is_read() -> None:
    text = "The board met and agreed. " * 40_000
    assert len(split_sentences(Article(text=text, id="a", language="en"))) == 40_000


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b\ufeff", "* * *", "—\n…\n😀"])
def test_nothing_to_say_gives_no_sentence(text: str) -> None:
    assert split(text) == []


PIECES = st.sampled_from(
    ["Mr.", "U.S.", "ended.", "“", "”", "?", "!", "...", "…", "\n", "\n\n", " ", " ", "The", "3.5",
     "a.m.", "said", "。", "中文", "؟", "مرحبا", "\u200d", "e\u0301", "👍🏽", "(",
     ")", "\r\n", "\u2028"]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=200))
def test_every_letter_stands_in_exactly_one_sentence(text: str) -> None:
    article = Article(text=text, id="a")
    found = split_sentences(article)
    last = 0
    covered: list[int] = []
    for index, sentence in enumerate(found):
        assert sentence.index == index
        assert last <= sentence.start < sentence.end <= len(text)
        assert sentence.of(article) == sentence.of(article).strip()
        covered.extend(range(sentence.start, sentence.end))
        last = sentence.end
    letters = [place for place, character in enumerate(text) if character.isalnum()]
    assert set(letters) <= set(covered)


def test_a_stop_that_stands_by_itself_ends_a_caption() -> None:
    text = "The father of two was killed in East Harwick . Tributes have been paid to him."
    found = [
        one.of(article) for article in [Article(text=text)] for one in split_sentences(article)
    ]
    assert found == [
        "The father of two was killed in East Harwick .",
        "Tributes have been paid to him.",
    ]


def test_a_file_number_stays_with_its_no() -> None:
    article = Article(text="She is charged in case No. VA1187 at Harwick. He said no. VA is shut.")
    told = [sentence.of(article) for sentence in split_sentences(article)]
    assert told == ["She is charged in case No. VA1187 at Harwick.", "He said no.", "VA is shut."]


def test_initials_with_a_space_between_them_stay_in_one_sentence() -> None:
    text = "The L. A. County board met. It chose plan B. A ferry of J. A. Holm will sail."
    article = Article(text=text)
    told = [sentence.of(article) for sentence in split_sentences(article)]
    assert told == [
        "The L. A. County board met.",
        "It chose plan B.",
        "A ferry of J. A. Holm will sail.",
    ]

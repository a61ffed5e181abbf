"""A sentence shortened to a given room: grammatical, and true to its source."""

from __future__ import annotations

import re
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.domain import Article
from summarizer.lengths import count_words
from summarizer.salience.openings import quotes_balance
from summarizer.sources.files import read_paths
from summarizer.summary.cut import cut_open, cut_sentence
from summarizer.summary.stumps import is_stump
from summarizer.summary.trim import is_shown_whole, shorten_to, trim_sentence
from summarizer.text.sentences import split_sentences

SEEDS = Path(__file__).parents[3] / "seeds"

HEADS = [
    (
        "Velmora, Harland – In a significant development, the council closed the old bridge.",
        "The council closed the old bridge.",
    ),
    ("VELMORA (AP) — The council closed the old bridge.", "The council closed the old bridge."),
    (
        "LONDON, March 3 (Reuters) - The council closed the old bridge.",
        "The council closed the old bridge.",
    ),
    ("New Velmora CNN —The council closed the old bridge.", "The council closed the old bridge."),
    ("NOVO PÔR—The council closed the old bridge.", "The council closed the old bridge."),
    (
        "Looking ahead, plans are underway for a second bridge.",
        "Plans are underway for a second bridge.",
    ),
    ("Notably, the council closed the old bridge.", "The council closed the old bridge."),
    ("In the end, the council closed the old bridge.", "The council closed the old bridge."),
    ("Meanwhile, the council closed the old bridge.", "The council closed the old bridge."),
    ("•The council closed the old bridge.", "The council closed the old bridge."),
]


@pytest.mark.parametrize(("text", "expected"), HEADS)
def test_datelines_and_idle_openings_are_not_shown(text: str, expected: str) -> None:
    first = trim_sentence(text)[0]
    assert (first.text, first.preferred) == (expected, True)


@pytest.mark.parametrize(
    "text",
    [
        "Mira Sands, the mayor – a lawyer – closed the bridge on Friday.",
        "Now that the storm is over, the bridge can open again.",
        "The council closed the old bridge.",
    ],
)
def test_a_sentence_without_a_head_is_shown_as_it_is(text: str) -> None:
    assert is_shown_whole(text)


SHORTER = [
    (
        "The council closed the bridge over the Harl on Friday after divers found a tear in it.",
        12,
        "The council closed the bridge over the Harl on Friday.",
    ),
    (
        "Mira Sands, the mayor of Velmora, has opened a bridge amid protests over its cost.",
        10,
        "Mira Sands, the mayor of Velmora, has opened a bridge.",
    ),
    (
        "Mira Sands, the mayor of Velmora, has opened a bridge amid protests over its cost.",
        8,
        "Mira Sands has opened a bridge.",
    ),
    (
        "The ferry ran aground off Harwick during a storm, police said.",
        9,
        "The ferry ran aground off Harwick, police said.",
    ),
    (
        "The two councils will hold talks about the bridge in Harwick next week.",
        11,
        "The two councils will hold talks about the bridge in Harwick.",
    ),
    (
        "The ferry line cancelled every crossing to Harwick, prompting complaints from traders.",
        8,
        "The ferry line cancelled every crossing to Harwick.",
    ),
    (
        "The two mayors spoke of a new line to Harwick, a step that could revive the port.",
        10,
        "The two mayors spoke of a new line to Harwick.",
    ),
    (
        "The talks in Harwick will last until May and are expected to cover the port.",
        9,
        "The talks in Harwick will last until May.",
    ),
    (
        "Holm, a clerk of the port, who led the talks, says the mayor has signed the treaty.",
        13,
        "Holm, a clerk of the port, says the mayor has signed the treaty.",
    ),
    (
        "Sands closed the old bridge in May, and the council has paid for repairs since.",
        8,
        "Sands closed the old bridge in May.",
    ),
]


@pytest.mark.parametrize(("text", "words", "expected"), SHORTER)
def test_the_longest_sound_form_within_the_room_is_given(
    text: str, words: int, expected: str
) -> None:
    trim = shorten_to(text, words)
    assert trim is not None
    assert trim.text == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mayor did not resign because of the damage to the old bridge.", 6),
        ("It was the first meeting of the two mayors since the war ended.", 8),
        ("The bridge will reopen when the steel for its piers arrives.", 6),
        ("The mayor took bribes for years, according to two former clerks.", 7),
        ("The council said it would close the bridge unless the steel comes.", 9),
        ("The paper described the talks as the worst that it had seen.", 6),
        ("“The bridge is safe, and the council has paid for it,” Sands said.", 8),
        ("Sands met Holm and the two mayors who closed the bridge.", 6),
        ("Sands was sixteen years of age when the old bridge was opened.", 7),
        ("It was the fourth time since May that the bridge was closed.", 7),
        ("Most traders have left the town, a new survey of the port shows.", 8),
        ("The office said in a statement on Friday that the mayor was ill.", 9),
        ("At the reception in Harwick, Mira Sands, Velmora's mayor for life, met Holm.", 8),
        ("He said “no and left the hall after the vote on the bridge.", 8),
        (
            "The guard accused of opening the old bridge of Velm to lorries, hurting two of the "
            "clerks, was charged by the court on Tuesday with nine counts of neglect.",
            17,
        ),
    ],
)
def test_nothing_is_given_where_a_cut_would_change_the_claim(text: str, words: int) -> None:
    assert shorten_to(text, words) is None


@pytest.mark.parametrize(
    "text",
    [
        "VELMORA (AP) — The council “closed the old bridge.",
        "The council closed [the old bridge, which pleased the town, on Friday after a storm.",
    ],
)
def test_of_a_quotation_or_remark_that_never_ends_there_is_no_form(text: str) -> None:
    assert not [words for words in range(5, 30) if shorten_to(text, words)]


WHO_SAYS_IT = [
    ("Prices in Nordby will be back at two percent within ten months", "the bank expects"),
    ("The ferry dragged a net over the harbour after it left", "a fishing union has claimed"),
    ("The mill will close at a faster pace in the spring", "she signalled at a meeting in Velm"),
    ("The flood has ruined the barley on a dozen farms near Velm", "say several growers"),
    ("Two clerks were held in the house of a friend near Harwick", "local papers report"),
    ("The port will reopen on Monday before the fair", "two officials tell the Harwick Post"),
    ("The port will close its gate in the spring", "a clerk of its office confirmed to reporters"),
    (
        "A barge sank in the harbour with six tons of salt",
        "the harbour office was quoted as saying",
    ),
    ("The port will close its gate in the spring", "as the mayor of Velm put it"),
    ("The ferry had left the harbour before the storm", "by her own account"),
    ("Prices in Nordby will fall to two percent within ten months", "in the bank’s view"),
    ("The flood has ruined the barley on a dozen farms near Velm", "say growers"),
]


@pytest.mark.parametrize(("claim", "who"), WHO_SAYS_IT)
def test_no_cut_takes_who_says_or_expects_it(claim: str, who: str) -> None:
    text = f"{claim}, {who}."
    for room in range(6, count_words(text)):
        for form in (shorten_to(text, room), cut_sentence(text, room), cut_open(text, room)):
            shown = getattr(form, "text", form)
            assert shown is None or shown.endswith(f", {who}."), shown


@pytest.mark.parametrize(
    "text",
    [
        "The mill burned down in June after a storm, and Holm, a clerk of it, said the same.",
        "The bank bought the mill in June after a vote, and its owner, a clerk, wrote a letter.",
    ],
)
def test_what_one_said_or_wrote_is_not_left_to_another(text: str) -> None:
    rooms = range(6, count_words(text))
    shown = {cut_sentence(text, room) or "" for room in rooms}
    shown |= {form.text for room in rooms if (form := shorten_to(text, room))}
    assert not [form for form in shown if re.search("said|wrote", form) and " and " not in form]


@pytest.mark.parametrize("who", ["according to the mayor", "by most accounts"])
def test_who_says_an_aside_says_no_more(who: str) -> None:
    text = f"The port shut its oldest quay on Monday – a wreck, {who} – and sold the barge in June."
    for room in range(6, count_words(text)):
        form = shorten_to(text, room)
        shown = cut_sentence(text, room) or (form.text if form else "")
        assert who not in shown or shown.count(" – ") == 2, shown


@pytest.mark.parametrize(
    ("text", "false"),
    [
        ("The clerks must now take their chances with another office if they stay.", "chances."),
        ("The pool in Velm would stay closed at least until the new pump comes.", "closed."),
        ("The port office would issue a notice when a request for a permit fails.", "notice."),
        ("Holm will play in the final if his wife is well before his first game.", "well."),
        ("The clerks lost, and they could not appeal rulings beyond the first court.", "rulings."),
        ("Mira Sands has denied secret talks in Harwick could stop the deal.", "talks."),
        ("The carpets were put away and the profits from the sale were given away.", "profits."),
        ("The clerk, who has met the union in the hall, used the day to warn it.", "union."),
        ("The court fined anyone in the town who dares to fish at night.", "town."),
        ("The study found there could be more pressure on the pensions than before.", "pressure."),
        (
            "Few had wanted the old quay – the last of its kind, and the pride of the town – to be"
            " closed at all.",
            "town.",
        ),
        ("Few had wanted the old quay – the last of its kind – to be closed at all.", "quay."),
        ("Traders say the number of boats sold fell almost 12% in the second half.", "12%."),
    ],
)
def test_no_cut_takes_a_condition_a_verb_or_which_one_is_meant(text: str, false: str) -> None:
    for room in range(6, count_words(text)):
        cut = cut_sentence(text, room)
        assert cut is None or not cut.endswith(false)


@pytest.mark.parametrize(
    "text",
    [
        "De bond had de staking afgeblazen in de haven als de werkgever met een bod komt.",
        "Die Partei will die Steuern für kleine Betriebe in drei Jahren senken, sagt sie.",
        "O prefeito de Velm fechou o porto (segundo a polícia, sem aviso) antes de junho.",
    ],
)
def test_by_the_rules_of_english_nothing_is_cut_in_other_languages(text: str) -> None:
    room = range(6, count_words(text))
    assert not any(shorten_to(text, words) or cut_sentence(text, words) for words in room)
    assert trim_sentence(text) == []


def test_what_is_yet_to_come_keeps_its_condition() -> None:
    text = "In June, the traders will hear the whole board of the port when it meets in the hall."
    assert not [words for words in range(8, 17) if shorten_to(text, words)]


def test_a_space_before_the_full_stop_is_shown_in_no_form() -> None:
    [only] = trim_sentence("The ferry line opens again in May .")
    assert (only.text, only.preferred) == ("The ferry line opens again in May.", True)


def test_what_a_page_says_of_its_links_is_shown_in_no_form() -> None:
    text = "The board has opened the archive(opens in a new tab) of the old harbour to all."
    trim = shorten_to(text, 40)
    assert trim is not None
    assert trim.text == "The board has opened the archive of the old harbour to all."


def test_no_cut_falls_within_a_name() -> None:
    text = "The old ferry line was bought last year by the Bank for Reconstruction of Velmora."
    assert not [words for words in range(6, 14) if cut_sentence(text, words)]


def test_a_sentence_that_fits_stays_whole() -> None:
    trim = shorten_to("The council closed the bridge.", 5)
    assert trim is not None
    assert trim.text == "The council closed the bridge."


_SUBJECTS = ["The council", "Mira Sands, the mayor,", "Holm (a lawyer)", "Police in Harwick"]
_VERBS = ["closed the old bridge", "did not open the ferry line", "has never met the two owners"]
_ENDS = [
    "amid a dispute over 12 million crowns",
    "after “a long, hard night” at sea",
    "on Friday",
    "next week",
    ", which pleased the traders of the town",
    ", prompting anger (and two strikes)",
    ", and the traders have called it “a day, and a night, of shame”",
    "while the owners were away",
    ", according to two clerks",
    ", police said",
    "without a vote",
]
_sentences = st.builds(
    lambda head, subject, verb, ends: (
        re.sub(r" ,", ",", f"{head}{subject} {verb} {' '.join(ends)}".rstrip()) + "."
    ),
    st.sampled_from(["", "VELMORA (AP) — ", "However, ", "On Monday, ", "Notably, "]),
    st.sampled_from(_SUBJECTS),
    st.sampled_from(_VERBS),
    st.lists(st.sampled_from(_ENDS), max_size=4, unique=True),
)
_NEGATION = re.compile(r"\b(?:not|never|no|without|denied)\b|n't\b")


def _bare(text: str) -> list[str]:
    return [w for w in re.findall(r"[\w'’-]+", text.lower()) if w]


@given(_sentences, st.integers(1, 40))
def test_words_are_only_left_out_and_never_a_negation_a_speaker_or_half_a_quotation(
    text: str, words: int
) -> None:
    trim = shorten_to(text, words)
    if trim is None:
        return
    assert count_words(trim.text) <= words
    source = iter(_bare(text))
    assert all(word in source for word in _bare(trim.text))
    assert quotes_balance(trim.text)
    assert _NEGATION.findall(trim.text) == _NEGATION.findall(text)
    for speaker in ("according to two clerks", "police said"):
        assert (speaker in text) == (speaker in trim.text)
    for quote in re.findall("“[^”]*”", trim.text):
        assert quote in text


@given(st.text(max_size=200), st.integers(1, 60))
def test_any_text_is_shortened_within_its_room_or_not_at_all(text: str, words: int) -> None:
    trim = shorten_to(text, words)
    if trim is not None:
        assert count_words(trim.text) <= words
        assert all(0 <= s < e <= len(text) for s, e in trim.kept)


def test_every_shorter_form_of_real_sentences_has_their_words_in_their_order() -> None:
    made = 0
    for article in read_paths([SEEDS], max_bytes=1_000_000):
        assert isinstance(article, Article)
        for text in (one.of(article) for one in split_sentences(article)):
            forms = [(trim.text, count_words(text)) for trim in trim_sentence(text)]
            for words in range(6, count_words(text), 2):
                trim = shorten_to(text, words)
                forms += [(cut_sentence(text, words), words), (cut_open(text, words), words)]
                if trim is not None:
                    kept = [end for span in trim.kept for end in span]
                    assert kept == sorted(kept)
                    forms.append((trim.text, words))
            for form, words in forms:
                if form is not None:
                    source = iter(_bare(text))
                    assert all(word in source for word in _bare(form)), form
                    assert count_words(form) <= words
                    made += 1
    assert made > 500


def test_the_remark_at_the_end_and_a_joining_also_can_go() -> None:
    text = "Both mayors also signed the treaty, signalling a new start for the two towns."
    assert "Both mayors signed the treaty." not in [t.text for t in trim_sentence(text)]
    longer = "Both mayors also signed the harbour treaty, signalling a new start for the towns."
    assert "Both mayors signed the harbour treaty." in [t.text for t in trim_sentence(longer)]


@pytest.mark.parametrize(
    ("text", "false"),
    [
        (
            "Born in 1934 to a lock keeper, she was the only woman in her year at the academy.",
            "the only woman.",
        ),
        ("He was the first man to cross the strait in a rowing boat without a sail.", "strait."),
        ("The city was the only place where the drug was sold without a licence.", "place."),
        (
            "The storm was the worst that the coast had seen since 1953, when 300 people drowned.",
            "had seen.",
        ),
    ],
)
def test_one_of_its_kind_keeps_its_kind(text: str, false: str) -> None:
    for words in range(6, len(text.split())):
        for made in (cut_sentence(text, words), getattr(shorten_to(text, words), "text", None)):
            assert made is None or not made.endswith(false), made


def test_no_cut_falls_between_two_dashes() -> None:
    text = (
        "Ly was parted from two of her sisters who, along with most of the people of the city "
        "-- about two million people -- were driven into the countryside by the soldiers."
    )
    for words in range(6, len(text.split())):
        made = cut_sentence(text, words)
        assert made is None or made.count("--") != 1, made
        assert made is None or "who," not in made or "driven" in made, made


def test_a_cut_leaves_no_whether_without_its_verb() -> None:
    text = (
        "All eyes are on the ferry, with particular interest on whether a meeting with the harbour "
        "board in Velmora is in the cards this week."
    )
    for words in range(6, len(text.split())):
        made = cut_sentence(text, words)
        assert made is None or "whether" not in made or "is in the cards" in made, made


@pytest.mark.parametrize("date", ["on December 23", "in December", "on December 23,", "at Easter"])
def test_no_year_is_cut_from_a_date(date: str) -> None:
    """Without "last year" it would be taken for this year's."""
    text = f"The raid on the bank of Velmora took place {date} last year, officials said on Monday."
    for form in _forms(text):
        assert date not in form or f"{date} last year" in form


def _forms(text: str) -> set[str]:
    shorter = (shorten_to(text, words) for words in range(5, count_words(text)))
    return {trim.text for trim in (*trim_sentence(text), *shorter) if trim is not None}


def test_a_cut_behind_an_abbreviation_leaves_one_full_stop() -> None:
    text = "The mayor opened the bridge in Harwick, Mass., where the old one fell in the flood."
    forms = _forms(text)
    assert "The mayor opened the bridge in Harwick, Mass." in forms
    assert not [form for form in forms if form.endswith("..")]


def test_a_name_that_begins_with_its_point_keeps_its_space() -> None:
    text = "The bid for .harwick was paid for by the council, which owns the port."
    assert "The bid for .harwick was paid for by the council." in _forms(text)


def test_a_part_of_a_day_goes_with_its_day() -> None:
    text = "The play, which opened on Monday night in a small hall, will move to Velm in May."
    assert not [form for form in _forms(text) if "opened night" in form]


def test_no_earlier_is_left_of_earlier_this_year() -> None:
    text = "Earlier this year, the mayor said that the bridge was sound and would stand."
    assert not [form for form in _forms(text) if form.startswith("Earlier,")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Holm, however, says that the bridge is sound.", "Holm says that the bridge is sound."),
        ("The club, though, has won seven games.", "The club has won seven games."),
        (
            "According to Holm, however, while the bridge stood it was sound.",
            "According to Holm, however, while the bridge stood it was sound.",
        ),
        (
            "“The bridge, however, is safe,” Holm said on Monday.",
            "“The bridge, however, is safe,” Holm said on Monday.",
        ),
    ],
)
def test_a_however_within_goes_where_the_sentence_is_whole_without_it(
    text: str, expected: str
) -> None:
    whole = shorten_to(text, 60)
    assert whole is not None
    assert whole.text == expected


MAIMED = [
    ("The flute was an important instrument in early ferry songs of the north.", "instrument."),
    ("The wreck was found on Wednesday about 10 miles from the old pier of Harwick.", "miles."),
    ("The captain of the ferry was not happy in Harwick with the new harbour board.", "happy."),
    (
        "The ferry company cancelled a trip after one of its pilots was arrested "
        "after trying to board with two knives.",
        "arrested.",
    ),
    (
        "The board said nothing of it, but clearly this ship is not the one which sank there.",
        "one.",
    ),
    ("The harbour board of Brenna has added a new box that lets riders pay by card.", "box."),
    (
        "She spoke more in hope than in belief, for judging by this year's figures, ferries pay.",
        "figures.",
    ),
    ("The board of the harbour has been in talks with two ferry lines of the north.", "talks."),
    ("The studio has turned the old novel into a slow thriller driven by comic fury.", "driven."),
    ("Mira Tolk spent some quiet days with former Dancing With Owls winner Ida Holm.", "Dancing."),
    (
        "The envoy was told in Velm that the north will reunify the island with the coast, "
        "according to three officials.",
        "reunify the island, according to three officials.",
    ),
    ("The harbour board has offered the two lines deals worth at least nine million.", "worth."),
    ("A gift of the harbour board has fitted the old ferry up for winter traffic.", "up."),
    (
        "The archive of Velm has lost the version from before the great flood of the north.",
        "version.",
    ),
    (
        "The minister told the envoy during their talks in Velm that the ferry would be sold, "
        "according to three officials.",
        "talks, according to three officials.",
    ),
]


@pytest.mark.parametrize(("text", "stump"), MAIMED)
def test_no_cut_leaves_what_asks_for_the_rest(text: str, stump: str) -> None:
    for words in range(6, count_words(text)):
        assert not (cut_sentence(text, words) or "").endswith(stump)
        trim = shorten_to(text, words)
        assert trim is None or not trim.text.endswith(stump)


def test_a_word_without_an_end_takes_no_time() -> None:
    begun = process_time()
    assert not is_stump("a" * 20_000, "by", paused=False)
    assert process_time() - begun < 1


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("Just last week, Ida Holm was found guilty of thirty thefts on the ferry.", "Just,"),
        ("Those are just a few of the boats that sank this week.", "sank."),
    ],
)
def test_no_time_goes_that_a_word_beside_it_needs(text: str, never: str) -> None:
    for words in range(6, count_words(text)):
        trim = shorten_to(text, words)
        assert trim is None or never not in trim.text


def test_the_space_that_french_sets_before_a_mark_stays() -> None:
    text = "Notamment, le chef du service n'y croit guère : « Qui paiera la note ? »"
    whole = shorten_to(text, 40)
    assert whole is not None
    assert whole.text.endswith("guère : « Qui paiera la note ? »")

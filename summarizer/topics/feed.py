"""What all the articles have in common, and which themes are worth a heading among them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from summarizer.stories.graph import alike_in_words
from summarizer.topics.candidates import NEAR_THE_TOP, Candidate
from summarizer.topics.corpus import Corpus
from summarizer.topics.lexicon import is_lonely, is_telling, shape_of
from summarizer.topics.points import SAME_STATEMENT
from summarizer.topics.themes import WIDE_PLACES, Theme
from summarizer.topics.vocabulary import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MANY_STORIES = 6
"""From so many stories on, a theme of one story alone repeats that story's brief."""
FEW_VOICES = 3
"""Articles of one story that make a theme of it where all stories are of one field."""
ONE_FIELD = 0.22
"""Mean cosine of any two sentences from which all is of one field: .28 for five articles on
one visit, .25 for 24 on immigration, .14 to .17 for mixed feeds."""
UNITY, UNITY_OF_RARE = 0.15, 0.05
"""Least likeness of sentences of different stories beyond chance. On mixed feeds: "Israel" .36,
"racism" .26, "COVID-19" .08, "payments" .05, "threat" -.01, "extra time" -.16."""
UNITY_IN_FIELD = 0.08
"""The same where all articles are of one field, and therefore alike to begin with."""
RARE = 0.8
"""Rarity of a word that alone makes sentences be about one thing."""
UNRELATED = 0.3
"""Mean cosine of articles of different stories below which a theme must be what its articles are
about: .74 for two visits to one capital, .37 for one field, .13 to .15 for mixed feeds."""
ABOUT = 0.15
"""Least aboutness there: "Israel" .32, "COVID-19" .27, "racism" .21; of a bank, a probe and an
election that all mention them, "euros" .05, "union" .14, "mourning" .11."""
SHARED = 0.6
"""Share of the weaker theme's articles from which in a mixed feed two are one heading: "vaccine"
beside "COVID-19", "hand axes" and "sediment" beside "Middle Stone Age"."""
PLAINLY_ABOUT, AKIN = 0.35, 0.35
"""Aboutness from which that settles it; below it, two articles of different stories must be so
much more alike than any. "China" over a snooker final, a drug trial and two economies has .18 and
.19, "Iran" .21 and .23, "Malibu" .19 and .30; "COVID-19" .19 and .44, "Labour" .20 and .54."""
KIN = 0.05
"""Least kinship there: "infrastructure" .42, "Arizona" .28, "racism" .14, "COVID-19" .11;
"contract" -.12, "jury" -.05, "grandsons" 0."""
KIN_ABROAD, WORDS_FOR_MEANING = 0.14, 3.5
"""Least kinship of a theme that only other languages speak of, told by words, which say as much as
so many times their cosine in meaning: any two articles share .05 in words, as a meaning of .16.
Another country's debts in six articles .16, a party in four .29, a health fund .53; the country
itself .11, a continent .02, "products" none."""
KIN_OF_WORDS = 0.15
"""The same for a theme that no name leads: "death penalty" .16, "personal email" .18, "vaccine"
.27; "bus" .13, "catching fire" .11 (a film and a blaze), "privacy" .05."""
NEAREST_OF_WORDS = 0.32
"""The same however plainly, for a theme that no name leads: "infrastructure", "sexual misconduct"
.4 and more; "shooting" over a massacre and a photographer .30, "journalism" over a robber who
taught it .26, "marijuana" over a comedian and a murder trial .23."""
LINK = 0.2
"""How much more alike than any an article must be to another of its theme, where stories are
unrelated: three forecasts of the weather .42 to .46, two of the economy .43, one to the other .14
at most; of a column that only names the "Fed", -.02."""
LEAST_CONTRAST = 0.22
"""Least contrast of any theme in a mixed feed: a town where three unrelated things happened has
.18, themes .25 and more."""
FEW_CONTRAST, LISTED_CONTRAST = 0.1, 0.15
"""Least contrast of a theme of few stories, and of one whose sentences are less alike than any,
that lists alone hold together: "trade" .11; "IP" .08, "connection" .08, "fiction" .09."""
TWO, CONTRAST_OF_TWO = 2, 0.35
"""Least contrast of a theme of two sentences that is on no list: "Chinese balloon" .42; of the
clearing of a camp, "bottle" .24 and "restraint" .24."""
FEW_UNRELATED = 3
"""Unrelated stories from which on a theme of one of them repeats its brief."""
THIRD_VOICE = 3
"""Articles that make a theme of a mixed feed: what two of thirty unrelated ones share is mostly
a word ("Ferrari", "draws", "disclosure"), or one story that was not seen to be one."""
MANY_VOICES = 5
"""Articles that make a theme of what is one thing only once others are left out: "inflation" in
nine; "basketball" in three was half of games on a screen."""
TOP = 12
"""First sentences of an article, in which it says what it is about."""
WORD_CONTRAST = 0.28
"""Least contrast of a theme named by one ordinary word, in a mixed feed: "impeachment" .33,
"racism" .38, "protesters" .34; "midfielder" .26, "custody" .20, "footage" .19, "bag" .25."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A corpus as a whole.

    Attributes:
        corpus: its sentences.
        vectors: (a, d) its articles, each by title and beginning.
        alike: (a, a) how alike any two are, in meaning; in words where both are in other languages
            than English, whose articles the encoder finds all alike.
        narrow: all is of one field of the news.
        unrelated: its stories, taken two by two, have nothing to do with each other.
        likeness: mean cosine of articles of different stories; 1 where there is one story.
    """

    corpus: Corpus
    vectors: NDArray[np.float32]
    alike: NDArray[np.float32]
    narrow: bool
    unrelated: bool
    likeness: float

    @classmethod
    def of(cls, corpus: Corpus) -> Feed:
        """Look at a corpus that has at least one sentence."""
        vectors = np.stack([encoded.vector for encoded in corpus.articles])
        alike = vectors @ vectors.T
        languages = map(corpus.language_of, range(len(vectors)))
        abroad = np.array([language is not None for language in languages])
        if abroad.any():
            inside = np.ix_(abroad, abroad)
            told = [e.article for e, far in zip(corpus.articles, abroad, strict=True) if far]
            alike[inside] = WORDS_FOR_MEANING * alike_in_words(told)
        english = corpus.vectors[~abroad[corpus.owner]]
        centre = english.mean(axis=0) if 2 * len(english) > len(corpus.texts) else np.zeros(1)
        narrow = float(centre @ centre) >= ONE_FIELD
        apart = corpus.story[:, None] != corpus.story[None, :]
        likeness = float(alike[apart].mean()) if len(corpus.story_ids) > 1 else 1.0
        return cls(corpus, vectors, alike, narrow, likeness < UNRELATED and not narrow, likeness)

    def is_broad_enough(self, theme: Theme) -> bool:
        """Return whether enough is said of it, in enough articles and stories."""
        corpus = self.corpus
        hits = list(theme.hits)
        articles = len(set(corpus.owner[hits].tolist()))
        stories = len(set(corpus.story[corpus.owner[hits]].tolist()))
        if len(hits) < 2 or (articles < 3 and only_listed(theme)):
            return False
        if (len(corpus.articles) <= 2 and len(hits) < 3) or self.is_one_statement(theme):
            return False
        if len(corpus.articles) == 1:
            return True
        if self.unrelated and len(corpus.story_ids) >= FEW_UNRELATED:
            return stories >= 2 and articles >= THIRD_VOICE
        if len(corpus.story_ids) < MANY_STORIES:
            return articles >= 2
        return stories >= 2 or (articles >= FEW_VOICES and self.narrow)

    def is_one_thing(self, theme: Theme) -> bool:
        """Return whether its sentences are about one thing, not only sharing a word.

        In a mixed feed a shared word means little ("extra time"), a name more ("COVID-19").
        Among few stories everything is related, and a place in lists of issues is proof enough.
        """
        rare = any(m.is_name or m.rarity >= RARE for m in theme.members[:2])
        many = len(self.corpus.story_ids) >= MANY_STORIES
        if not self._is_told_of(theme):
            return False
        if self.unrelated and theme.is_abroad:
            return True
        if many and not self.narrow:
            plain = all(
                len(m.words) == 1 and not m.is_name and m.rarity < RARE for m in theme.members[:2]
            )
            telling = not plain or theme.contrast >= WORD_CONTRAST
            return telling and theme.unity >= (UNITY_OF_RARE if rare else UNITY)
        listed = any(m.listed or m.linked_listed for m in theme.members)
        if many:
            return theme.unity >= (0 if rare else UNITY_IN_FIELD)
        if len(theme.hits) == TWO and not listed and theme.contrast < CONTRAST_OF_TWO:
            return False
        apart = theme.contrast >= (LISTED_CONTRAST if theme.unity < 0 else FEW_CONTRAST)
        return apart and (listed or theme.unity >= 0)

    def _is_told_of(self, theme: Theme) -> bool:
        """Return whether articles of many stories tell of a theme rather than mention it.

        Unrelated ones must be about it, in other languages by their words and in a title; others
        must open with it: all news on football has a ball.
        """
        if not self.unrelated:
            few = self.narrow or len(self.corpus.story_ids) < MANY_STORIES
            return few or self._opens_two_stories(theme, NEAR_THE_TOP)
        if theme.is_abroad:
            about = self.kinship(theme) >= KIN_ABROAD and self.is_in_a_title(theme)
        else:
            about = self._is_about(theme)
        return about and self.is_at_the_top(theme)

    def _is_about(self, theme: Theme) -> bool:
        """Return whether unrelated articles are about a theme, and akin in that."""
        named = theme.members[0].is_name
        kin = KIN if named else KIN_OF_WORDS
        about = self.aboutness(theme)
        near = about >= ABOUT and theme.contrast >= LEAST_CONTRAST
        if not (near and self.kinship(theme) >= kin and self.is_named_alike(theme)):
            return False
        nearest = self.nearest(theme)
        if not named and nearest < NEAREST_OF_WORDS:
            return False
        return about >= PLAINLY_ABOUT or nearest >= AKIN

    def is_at_the_top(self, theme: Theme) -> bool:
        """Return whether two stories speak of it where they say what they are about.

        A club of one match and of two managers' pasts is no theme. Many articles are not asked.
        """
        return self.voices(theme) >= MANY_VOICES or self._opens_two_stories(theme, TOP)

    def _opens_two_stories(self, theme: Theme, sentences: int) -> bool:
        """Return whether so many first sentences of two stories' articles speak of it."""
        corpus = self.corpus
        top = {int(corpus.owner[s]) for s in theme.hits if corpus.index[s] < sentences}
        return len(set(corpus.story[list(top)].tolist())) > 1

    def is_in_a_title(self, theme: Theme) -> bool:
        """Return whether one of its articles has a wording of it in its title."""
        owners = np.unique(self.corpus.owner[list(theme.hits)]).tolist()
        titles = [self.corpus.articles[owner].article.title.lower() for owner in owners]
        forms = {form.lower() for member in theme.members for form in member.forms}
        return any(form in title for form in forms for title in titles)

    def core(self, theme: Theme) -> Theme:
        """Return a theme with those of its sentences that use a word which two stories use.

        Of "Seattle", "Seattle police" and "uniformed police" the last is not about the town.
        Where all stories are of one field or few, or no word is shared, it stays as it is.
        """
        mixed = self.unrelated or (not self.narrow and len(self.corpus.story_ids) >= MANY_STORIES)
        if not mixed:
            return theme
        shared = self._shared_words(theme)
        spoken = set().union(
            *(m.sentences for m in theme.members if shared & set(_naming_words(m)))
        )
        hits = tuple(s for s in theme.hits if s in spoken)
        return replace(theme, hits=hits) if hits else theme

    def kindred(self, theme: Theme) -> Theme:
        """Return a theme with the most of its articles that hang together, and no others.

        "Forecasts" are of the weather in three articles and of the economy in two. Where all is
        of one field or of few stories, it stays as it is; so does what only other languages tell.
        """
        if not self.is_mixed or theme.is_abroad:
            return theme
        owners = np.unique(self.corpus.owner[list(theme.hits)])
        linked = self._linked(owners, owners)
        most = seen = _reached(linked, 0)
        while not seen.all():
            group = _reached(linked, int(seen.argmin()))
            most = max(most, group, key=np.count_nonzero)
            seen = seen | group
        if most.all():
            return theme
        kept = set(owners[most].tolist())
        return theme.within({s for s in theme.hits if int(self.corpus.owner[s]) in kept})

    def voices(self, theme: Theme) -> int:
        """Return how many articles a theme's sentences stand in."""
        return len(np.unique(self.corpus.owner[list(theme.hits)]))

    def akin(self, others: Sequence[int], owners: Sequence[int]) -> list[int]:
        """Return those of `others`, articles, that hang together with one of `owners`."""
        if not others or not owners or not self.is_mixed:
            return list(others)
        linked = self._linked(np.array(others), np.array(owners))
        return [other for other, near in zip(others, linked, strict=True) if near.any()]

    @property
    def is_mixed(self) -> bool:
        """Whether it holds three unrelated stories and more."""
        return self.unrelated and len(self.corpus.story_ids) >= FEW_UNRELATED

    def _linked(self, some: NDArray[np.int_], others: NDArray[np.int_]) -> NDArray[np.bool_]:
        """Return which of `some` articles are of one story with, or much like, which others."""
        home = self.corpus.story
        alike = self.alike[np.ix_(some, others)] - self.likeness >= LINK
        linked: NDArray[np.bool_] = alike | (home[some][:, None] == home[others][None, :])
        return linked

    def is_named_alike(self, theme: Theme) -> bool:
        """Return whether two stories use one noun, or one name, for the theme.

        "Corporate mergers" and "corporate America" are alike in an adjective, "devices" of
        two kinds in a word that names no theme.
        """
        return bool(self._shared_words(theme))

    def _shared_words(self, theme: Theme) -> set[str]:
        """Return the words for a theme that at least two stories use."""
        stories: dict[str, set[int]] = {}
        for member in theme.members:
            home = {int(self.corpus.story[self.corpus.owner[s]]) for s in member.sentences}
            for word in _naming_words(member):
                stories.setdefault(word, set()).update(home)
        return {word for word, home in stories.items() if len(home) > 1}

    def is_one_statement(self, theme: Theme) -> bool:
        """Return whether three sentences or more all say the same: one quotation in six papers."""
        rows = self.corpus.vectors[list(theme.hits)]
        return len(rows) > 2 and bool((rows @ rows[0] >= SAME_STATEMENT).all())

    def aboutness(self, theme: Theme) -> float:
        """Return how much nearer to a theme its articles are, as wholes, than the others are.

        Against all, a theme of a third of them would lose a third of what sets it apart.
        """
        nearness = self.vectors @ theme.vector
        own = np.zeros(len(nearness), bool)
        own[self.corpus.owner[list(theme.hits)]] = True
        return float(nearness[own].mean() - nearness[~own].mean()) if not own.all() else 0.0

    def kinship(self, theme: Theme) -> float:
        """Return how much more alike a theme's articles of different stories are than any."""
        alike = self.likenesses_apart(theme)
        return float(alike.mean()) - self.likeness if alike.size else 1.0

    def nearest(self, theme: Theme) -> float:
        """Return how much more alike its two nearest articles of different stories are than any."""
        alike = self.likenesses_apart(theme)
        return float(alike.max()) - self.likeness if alike.size else 1.0

    def likenesses_apart(self, theme: Theme) -> NDArray[np.float32]:
        """Return how alike each two of a theme's articles are that belong to different stories."""
        owners = np.unique(self.corpus.owner[list(theme.hits)])
        home = self.corpus.story[owners]
        alike: NDArray[np.float32] = self.alike[np.ix_(owners, owners)][
            home[:, None] != home[None, :]
        ]
        return alike

    def is_shared(self, theme: Theme, other: Theme) -> bool:
        """Return whether most articles of a theme are those of a stronger one."""
        owners = set(self.corpus.owner[list(theme.hits)].tolist())
        others = set(self.corpus.owner[list(other.hits)].tolist())
        return self.unrelated and len(owners & others) >= SHARED * len(owners)


def _reached(linked: NDArray[np.bool_], start: int) -> NDArray[np.bool_]:
    """Return what is linked to `start`, through however many others."""
    group: NDArray[np.bool_] = linked[start]
    while True:
        grown: NDArray[np.bool_] = np.any(linked[group], axis=0)
        if grown.sum() == group.sum():
            return group
        group = grown


def _naming_words(member: Candidate) -> list[str]:
    """Return what of a phrase names a theme: the whole of it, and its telling nouns and names."""
    if member.lonely and member.form.lower() not in HEADINGS:
        return []
    words = [w for w in member.words if is_telling(w) and w not in WIDE_PLACES]
    words = [w for w in words if member.is_name or not is_lonely(w) or w in HEADINGS]
    named = words if member.is_name else [w for w in words if shape_of(w)[0] != "adjective"]
    return [member.key, *named]


def only_listed(theme: Theme) -> bool:
    """Return whether all that is said is that it is on some list."""
    inside: set[int] = set().union(*(m.listed_in for m in theme.members))
    return set(theme.hits) <= inside

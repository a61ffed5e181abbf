"""What Readout says in English before it is known who reads: in a digest, or of an article.

A digest is worked out, stored and written as JSON once, in English; whoever shows it to
readers of another language says these again. Placeholders: {n} is a number and chooses the
plural form, {day} a date, {why} and {what} are themselves such texts; others stay as they are.
Where English has two forms, both stand here, the one for 1 first.
"""

from __future__ import annotations

SAID_ELSEWHERE: tuple[str | tuple[str, str], ...] = (
    # titles, and what a digest says of itself
    "News digest",
    "On “{topic}”",
    "A quiet day: no article came in.",
    "A quiet day: nothing new since the digest of {day}.",
    "No article came in.",
    "The article does not speak of “{topic}”.",
    "None of the {n} articles speaks of “{topic}”.",
    # topics and changes
    "both articles",
    "all {n} articles",
    ("{spoken} of {n} article", "{spoken} of {n} articles"),
    "only {name} speaks of it",
    "figures differ: {first} in {here}, {second} in {there}",
    "accounts differ: {accounts}",
    "quoted: {names}",
    "{what}: was {was}, now {now}",
    "dead",
    "injured",
    "missing",
    # why an article was left out, or what to know of it
    "was in an earlier digest",
    "says nothing that was not told in an earlier digest",
    "does not speak of “{topic}”",
    "its story ranks below the first {n}",
    "the same article as {name}",
    "carries no date; kept",
    "published {iso}, before the window",
    "published {iso}, after the window",
    "holds no sentence to brief",
    "no article: its page says that it failed, or what it needs",
    "only a preview was readable",
    "only the first {n} sentences were read",
    "empty",
    "not found",
    "not a file",
    "may not be read (no permission)",
    "holds no article text, only page furniture",
    "holds hardly a word",
    ("too short to brief ({n} word)", "too short to brief ({n} words)"),
    "{suffix} files are not read, only .txt, .md, .html and .jsonl",
    "a folder without .txt, .md, .html, .jsonl or .pdf files",
    "over the limit of {size} MB",
    "longer than the limit of {size} MB",
    "not valid UTF-8",
    "without a text",
    "its published date could not be read",
    "its address is not a web address and is left out",
    "halves of characters were replaced",
    "its bytes were not valid UTF-8",
    "its bytes were not all valid UTF-8",
    "read as {encoding}",
    "{n} could not be read",
    # what a model wrote
    "{model} wrote {used} of {n} briefs; of its {written} sentences {why}.",
    "all were borne out by the sources",
    "{refused} were not borne out by the sources and were trimmed, replaced or left out",
    "{refused} of {n} written sentences were not borne out by the sources and were trimmed, "
    "replaced or left out.",
    "Where {model} wrote little, the articles' own sentences follow: {n} of them.",
    "{model} wrote little; {n} of the articles' own sentences follow.",
    "{model} wrote little; a sentence of the articles' own follows.",
    "{model} was not used ({why}); this is the articles' own wording.",
    "{model} did not finish: {why}.",
    "it was cancelled",
    "its time was up",
    "it wrote nothing",
    "it wrote in another language",
    "the sources bear out none of its sentences",
)

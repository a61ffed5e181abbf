"""Is each sentence supported by what it cites?

`check_text` holds a text of any origin against its sources, `check_point` one written
sentence against the spans that it cites, `check_entities` names, numbers and dates;
`repair` trims a refused sentence or puts the extract in its place.
"""

from summarizer.check.entailed import judge_by
from summarizer.check.entities import check_entities
from summarizer.check.repairs import Repaired, repair
from summarizer.check.report import (
    Claim,
    EntityVerdict,
    Judge,
    Opinion,
    Report,
    Verdict,
    report_as_json,
)
from summarizer.check.verdict import Embed, check_point, check_text

__all__ = [
    "Claim",
    "Embed",
    "EntityVerdict",
    "Judge",
    "Opinion",
    "Repaired",
    "Report",
    "Verdict",
    "check_entities",
    "check_point",
    "check_text",
    "judge_by",
    "repair",
    "report_as_json",
]

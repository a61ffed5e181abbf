"""Pages that hold no article: "not found", a wall of scripts, a check for robots.

A server often sends them as if all were well, and a digest would tell them as news. Only
short texts that begin so are no articles: a report on a service that failed goes on.
"""

from __future__ import annotations

import re

FAILED = "no article: the page reports an error or asks for something first"
"""Why such a page is left out."""

MOST_WORDS = 130
"""Words of such a page; what is longer tells something besides."""
_BEGINS = 300
"""Characters in which it says what it is."""

_FAILS = re.compile(
    r"\b(?:page|url|article|content|file|document|story|site|video|feature|item|link)\b.{0,40}"
    r"(?:\b(?:was|were|is|could|can|are)(?: not|n['’]t) (?:be )?(?:found|available|loaded|exist)"
    r"|\bcannot be (?:found|loaded|displayed)\b|\bdoes(?: not|n['’]t) exist\b"
    r"|\bis (?:no longer|currently un|un)available\b|\bhas (?:been removed|expired|moved)\b)"
    r"|^\W*(?:error\s*)?(?:40[0-9]|50[0-9])\b.{0,40}\b(?:error|not found|forbidden|unavailable)\b"
    r"|\b(?:page|file) not found\b|^\W*access denied\b|\byou do(?: not|n['’]t) have permission to"
    r"|\b(?:interactive transcript|this (?:video|player)) could not be loaded\b"
    r"|\b(?:enable|turn on|requires?|activate) (?:java ?script|cookies)\b"
    r"|\bjava ?script (?:is|seems to be|appears to be) (?:disabled|required|not|turned off)"
    r"|\b(?:verify|confirm|checking|check) (?:that )?"
    r"(?:you(?: are|['’]re) (?:a )?(?:human|not a robot)|if the site connection"
    r" is secure|your browser)"
    r"|\bunusual (?:traffic|activity) from your\b|\benter the characters\b"
    r"|\bnot available in your (?:country|region|location)\b"
    r"|\badd location information to your tweets\b"
    r"|\beffort to archive pages as they are created\b"
    r"|\b(?:document|object) (?:has )?moved\b.{0,40}\bfound here\b"
    r"|\bthis (?:document|object) (?:may|can) be found here\b"
    r"|\b(?:our|this) (?:website|page|site) is (?:currently |temporarily )?(?:down|closed|offline|"
    r"undergoing|unavailable)\b.{0,30}\bmaintenance\b"
    r"|\bthis domain (?:name )?(?:is|may be) for sale\b"
    r"|\bwithdraw (?:your|this) consent\b|\b(?:our|\d+) (?:\w+ )?partners (?:store|process|use)\b"
    r".{0,80}\byour\b|\b(?:sie können|du kannst)\b.{0,30}\b(?:zustimmung|einwilligung)\b"
    r".{0,40}\bwiderrufen\b"
    r"|\bretirer votre consentement\b|\buw toestemming\b.{0,40}\bintrekken\b"
    r"|\b(?:retirar|revocar|revocare)\b.{0,15}\bconsen\w+.{0,20}\bmomento\b",
    re.IGNORECASE | re.DOTALL,
)
_ERROR = (
    r"(?:error|fehler|erreur|errore|erro|fout|fel|fejl|feil|błąd|chyba|ошибка|помилка|エラー|错误)"
)
_STATUS = r"(?:40[0-9]|410|429|50[0-4])"
_NOT_FOUND = (
    r"(?:the )?(?:page|file|document|article|site|url|content)?\s?(?:was |is |could )?"
    r"not (?:be )?found|nothing (?:was )?found"
    r"|seite (?:wurde )?nicht gefunden|(?:cette )?page (?:est )?(?:introuvable|non trouvée)"
    r"|página no encontrada|página não encontrada|pagina non trovata|pagina niet gevonden"
    r"|sidan (?:hittades inte|kunde inte hittas)|siden (?:blev|ble) ikke (?:fundet|funnet)"
    r"|nie znaleziono strony|strona nie (?:została )?znaleziona|stránka nenalezena"
    r"|страница не найдена|сторінку не знайдено|sayfa bulunamadı|الصفحة غير موجودة|הדף לא נמצא"
    r"|ページが見つかりません(?:でした)?|(?:页面不存在|找不到页面|页面未找到)"
    r"|페이지를 찾을 수 없습니다"
)
_NAMED = re.compile(
    rf"{_ERROR}?\W*{_STATUS}\W*(?:{_ERROR}|forbidden|unauthorized)?"
    r"|30[1-8] (?:found|see other)"
    rf"|(?:{_ERROR}?\W*{_STATUS}\W+)?(?:"
    rf"{_NOT_FOUND}"
    r"|bad gateway|gateway time-?out|internal server error|service (?:temporarily )?unavailable"
    r"|too many requests|redirecting"
    r"|(?:30[1-8] )?(?:object|document) moved|(?:30[1-8] )?moved (?:permanently|temporarily))"
    r"|just a moment|one moment,? please|attention required|access denied|security check"
    r"|are you (?:a robot|human)|(?:verify|prove) (?:that )?you are (?:a )?human"
    r"|(?:site|website)?\s?(?:is )?(?:down for|under|in) maintenance"
    r"|(?:site |scheduled )?maintenance(?: mode)?|(?:site )?en maintenance"
    r"|wartung(?:sarbeiten|smodus)?|(?:sitio )?en mantenimiento"
    r"|(?:sito )?in manutenzione|(?:site )?em manutenção|(?:site )?in onderhoud"
    r"|(?:we(?:['’]ll| will) )?be (?:right )?back soon|before you continue"
    r"|(?:account|website|site) suspended|\S+\.\w+ is for sale|domain (?:for sale|parked)",
    re.IGNORECASE,
)
"""All of what a page, or what stands between two strokes of its title, is called."""
_PASSES = re.compile(
    r"\b(?:temporar\w+|maintenance|scheduled|back (?:up )?(?:soon|shortly|online|in)|shortly"
    r"|(?:try|check|come) (?:again|back)|(?:a|one) moment|429|50[0-4]|too many requests"
    r"|unusual (?:traffic|activity)|bad gateway|time-?out|internal server error"
    r"|(?:service|currently) unavailable|access denied|attention required|security check"
    r"|permission to access|(?:not )?a robot|(?:are|you['’]re) (?:a )?human"
    r"|checking (?:if|your|that)|connection is secure|overload\w*"
    r"|vorübergehend\w*|wartung\w*|später|réessay\w+|temporaire\w*|mantenimiento|manutenzione"
    r"|manutenção|temporal?mente|temporaneamente|temporariamente|más tarde|più tardi|mais tarde"
    r"|tijdelijk\w*|onderhoud|tillfällig\w*|midlertidig\w*|chwilowo|временно|тимчасово)\b",
    re.IGNORECASE,
)
"""Of a page that failed, or a check: later the article may stand there."""
_STAYS = re.compile(rf"{_NOT_FOUND}|\b(?:404|410)\b", re.IGNORECASE)
"""Of a page that will not: many bid their reader to try again all the same."""
_SECTION = re.compile(r"maintenance|wartung", re.IGNORECASE)
"""What a part of a site is called, too: "Ten checks before winter | Maintenance"."""

_STROKE, _DASH = re.compile(r"\s*[|·•»«]+\s*"), re.compile(r"\s+[-–—:]+\s+")
_OUTLET = 4
"""Words at most beside a dash that are a name: with more, a headline goes on there."""


def is_failed_page(text: str, title: str = "") -> bool:
    """Return whether a text is what a page shows in place of an article.

    Args:
        text: its words.
        title: what it is called, with or without its outlet: "Not found | Harbour Post".
    """
    words = text.split(maxsplit=MOST_WORDS)
    if len(words) > MOST_WORDS:
        return False
    return _says_so(title) or _FAILS.search(" ".join(words)[:_BEGINS]) is not None


def may_pass(text: str, title: str = "") -> bool:
    """Return whether a page that failed says so of this moment, or checks who asks.

    What is not found, has moved or asks for consent stays so.

    Args:
        text: its words.
        title: what it is called.
    """
    said = f"{title}\n{text[:_BEGINS]}"
    return _PASSES.search(said) is not None and _STAYS.search(said) is None


def _says_so(title: str) -> bool:
    parts = _STROKE.split(title)
    count = len(title.split())
    return any(
        _is_fault(part) and not (_SECTION.fullmatch(part) and count > _OUTLET + len(parts))
        for part in (title, *parts)
    )


def _is_fault(name: str) -> bool:
    parts = [part.strip(" \t.…!?") for part in _DASH.split(name)]
    faults = [part for part in (name.strip(" \t.…!?"), *parts) if _NAMED.fullmatch(part)]
    rest = sum(len(part.split()) for part in parts if part not in faults)
    return bool(faults) and rest <= _OUTLET

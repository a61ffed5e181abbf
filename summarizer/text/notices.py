"""Wordings that a site addresses to its reader: access notices, sign-up boxes, date lines.

These hold in any article, however clean it looks; everything else about furniture is
left to the line model. General wordings of news sites in several languages, not lines
of any one of them. Quotations are not looked at: people in the news say such things.
"""

from __future__ import annotations

import re

from summarizer.text.dates import find_dates
from summarizer.text.english import WEEKDAY
from summarizer.text.labels_abroad import is_label_abroad
from summarizer.text.runs import runs_of, word_runs

LONGEST_NOTICE = 400
"""Characters; a longer paragraph is the article's own."""

_QUOTED = re.compile(r"[\"“„«「][^\"”“»」]{0,400}[\"”“»」]")

_ACCESS = re.compile(
    r"\b(?:preview|rest|remainder|full|entire|complete) (?:\w+ )?(?:view )?(?:of |version of )?"
    r"(?:this|the|our) (?:article|story|content|post|text)\b.{0,80}\b(?:access|subscri|log|sign|"
    r"load|member|register)"
    r"|\b(?:checking|verif\w+|confirm\w*) (?:your )?(?:access|subscription)\b"
    r"|\b(?:you have|you're viewing|this is) (?:a|an?) (?:\w+ )?preview\b"
    r"|\b(?:article|story|content|post|page)\b.{0,40}\b(?:is|are) (?:only |exclusively |"
    r"reserved )?(?:available )?"
    r"(?:only )?(?:to|for) (?:our )?(?:\w+ )?(?:subscribers|members|registered)"
    r"|\b(?:subscribe|log ?in|sign ?in|register|join)\b.{0,40}\bto (?:continue|keep|read|unlock|"
    r"access|finish|view)\b"
    r"|\bto (?:continue|keep) reading\b"
    r"|\bto (?:read|view|see|access|unlock|finish) (?:the |this |our )?(?:\w+ )?(?:article|story|"
    r"content|post|text)\b.{0,20}\b(?:subscribe|log ?in|sign ?in|register|become)\b"
    r"|\b(?:continue|keep) reading\b.{0,40}\b(?:subscri|log ?in|sign|free|account)"
    r"|\balready (?:a )?(?:subscriber|member|subscribed|have an account)\b"
    r"|\b(?:subscribers?|members?)[- ]only (?:article|content|story)\b"
    r"|\bthis (?:article|story|content) is (?:locked|behind a paywall|for subscribers)"
    r"|\byou(?:['’]ve| have) (?:\w+ ){0,2}(?:reached|used|read)\b.{0,30}\bfree "
    r"(?:articles|stories)\b"
    r"|\bfree (?:articles|stories) (?:left|remaining)\b"
    r"|\bthank you for your patience while we verify\b"
    r"|\b(?:weiterlesen|lesen sie (?:den|diesen) (?:ganzen |"
    r"vollständigen )?artikel)\b.{0,60}\b(?:abo|anmeld|plus)"
    r"|\b(?:sie sind bereits|schon|bereits) (?:abonnent\w*|kunde|registriert)\b|"
    r"\bjetzt weiterlesen\b"
    r"|\bdiese[rn]? artikel\b.{0,40}\b(?:abonnent|exklusiv für|nur für)\w*"
    r"|\bcet article est réservé\b|\bréservé (?:aux|à nos) abonnés\b|\bdéjà abonné\b"
    r"|\b(?:contenido|artículo|noticia) (?:exclusiv[oa]|solo|reservad[oa]) para (?:suscriptores|"
    r"abonados)\b"
    r"|\b(?:ya|¿ya) (?:eres|es usted) suscriptor\b|\bsuscríbe(?:te|se) para (?:seguir|continuar|"
    r"leer)\b"
    r"|\b(?:contenuto|articolo) (?:riservato|esclusivo) (?:agli|per gli) abbonati\b|"
    r"\bsei già abbonato\b"
    r"|\b(?:conteúdo|matéria) exclusiv[oa] para assinantes\b|\bjá é assinante\b"
    r"|\bdit artikel is (?:alleen|exclusief) voor abonnees\b|\b(?:är du|er du) (?:redan|"
    r"allerede) (?:prenumerant|abonnent)\b"
    r"|^continued on (?:the )?(?:next page|page \d+)\W*$"
    r"|有料会員|会員限定|残り\d*文字|ログインして続き|続きを読む|订阅后|会员专享"
    r"|доступ\w* только подписчикам",
    re.IGNORECASE,
)

_PART = re.compile(
    r"(?:page|seite|página|pagina|sida|side|strona|страница)\s?(\d{1,2})"
    r"\s(?:of|von|sur|de|di|van|av|af|z|из|/)\s(\d{1,2})\W*",
    re.IGNORECASE,
)
"""Which page of its article this is."""
LONGEST_PART = 25
"""Characters of such a line."""

_ACCESS_WORDS = frozenset(
    """access subscribe subscribed subscriber subscribers subscription subscriptions subscribing log
    login logged logging sign signin signed signing signup load loading member members membership
    register registered registering registration join preview reading locked paywall become free
    account patience continued""".split()
)
"""One of these stands in every English text that `_ACCESS` matches: its search takes 0.2 ms."""
_ACCESS_ABROAD = frozenset(
    """weiterlesen artikel bereits schon réservé abonné contenido artículo noticia suscriptor
    suscríbete suscríbese contenuto articolo abbonato conteúdo matéria assinante prenumerant
    abonnent только""".split()
)
"""One of these stands in every text of another language that it matches, or one of the signs."""
_ACCESS_SIGNS = re.compile("[会残続订]")

_YOU = frozenset(
    """you your yours Sie Ihr Ihre Ihren Ihrem Ihrer vous votre vos usted tu você seu uw jouw din
    ditt""".split()
)
_YOU_IN_ANY_CASE = frozenset(map(str.lower, _YOU))
_SITE = re.compile(
    r"\b(?:sign(?:ed|ing)? ?up|subscrib\w*|subscription|newsletters?|inbox|notifications?|"
    r"news alerts?|"
    r"email alerts?|log ?in|logged in|register|e-?mail address|required fields|privacy policy|"
    r"cookies?|"
    r"terms of (?:use|service)|download (?:the|our) app|our app|podcasts?|whatsapp channel|"
    r"follow us|"
    r"unsubscribe|advertis\w+|browser|javascript|newsletter|abonnier\w*|anmeld\w*|abonnez|"
    r"inscri\w+|"
    r"suscr[ií]b\w*|boletín|assine|iscriviti|prenumerera|meld je aan)\b",
    re.IGNORECASE,
)
_BIDS = re.compile(
    r"^(?:thank(?:s| you) for (?:your interest in|visiting|reading|subscribing|signing|joining)\b|"
    r"(?:please |now |just )?(?:sign ?up|subscribe|log ?in|register|follow (?:us|our|along)|"
    r"join (?:us|our|the conversation|"
    r"thousands|millions)|get (?:the|our|your|breaking|daily|more|all|notified|"
    r"updates)\b.{0,40}\b(?:news|inbox|newsletter|"
    r"alerts?|stories|updates|app)|download (?:the|our)|click here|tap here|read (?:more|also|"
    r"next)\b|see also\b|"
    r"(?:also|related)\s?:|"
    r"watch\s?:|listen\s?:|leave a (?:comment|reply)|scroll (?:to|down|up|back)|back to top|"
    r"skip to|share this|share on|"
    r"(?:jetzt )?(?:anmelden|abonnieren)\b|abonnez-vous|suscríbete|iscriviti|assine\b|"
    r"lesen sie auch|lire aussi|lea también))",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:share|shared?|advertise?ment|sponsored|print|save|comments?|menu|search|copy link|email|"
    r"e-mail|"
    r"facebook|twitter|x|whatsapp|linkedin|reddit|telegram|pinterest|instagram|youtube|listen|"
    r"watch|"
    r"anzeige|werbung|teilen|drucken|publicit[ée]|publicidad|pubblicità|compartir|partager|reklam)"
    r"[\s\d():]*",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:more (?:from|on|in|about)\b|more (?:stories|news|must[- ]reads)\b|"
    r"related (?:stories|articles|news|topics|content|"
    r"posts|links)\b|related$|recommended\b|trending\b|most (?:read|popular|viewed|shared)\b|"
    r"up next\b|top stories\b|latest (?:news|stories|headlines)\b|you (?:may|might) also like\b|"
    r"mehr (?:zum thema|aus)\b|das könnte sie|à lire aussi|más (?:leídas|noticias)|leggi anche)",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"^\W*(?:(?:(?:editor|publisher)['’]?s?['’]? note|correction|clarification|update)"
    r"\s?[:—–-]\s*)?"
    r"(?:an (?:earlier|previous) version of )?this (?:article|story|post|report|piece|page)"
    r"(?: (?:was|has been|is) (?:\w+ )?(?:updated|corrected|amended|edited|modified|changed|"
    r"revised)\b| (?:\w+ )?(?:misstated|misidentified|misspelled|said incorrectly|incorrectly)"
    r"| is (?:more than|over) \w+ (?:month|year)s? old\W*$)"
    r"|^\W*this is an archived (?:article|story|post|report|page)\b",
    re.IGNORECASE,
)
"""How the article was changed since it appeared, or how old it is."""
SHORT_CREDIT = 200
"""Characters of a line that names who worked on an article."""
_CONTRIBUTED = re.compile(
    r"\bcontributed (?:reporting\b|to this (?:report|story|article|piece)\b)|"
    r"^(?:additional )?(?:reporting|writing|editing) by [A-Z]",
    re.IGNORECASE,
)
_CREDIT_WORDS = frozenset("contributed reporting writing editing".split())
"""One of these stands in every text that it matches."""
_RIGHTS = re.compile(r"^\W*(?:©|\(c\)|copyright\b)|\ball rights reserved\b", re.IGNORECASE)
_STAMP_EAST = re.compile("[年月日時时分秒]|更新|公開|配信|掲載|发布|發[布佈]|입력|수정|승인")
_TIMESTAMP = re.compile(
    r"\b(?:(?:last |first )?(?:updated|published|posted|modified|issued|created)|on|at|ago|"
    r"veröffentlicht|aktualisiert|stand|publi[ée]\w*|publicad[oa]|pubblicato|"
    r"ac?tualizad[oa]|aggiornat[oa]|mise? à jour|uhr|le|am|el|em|il|op|art[ií]c(?:le|ulo|olo)|"
    r"art(?:ikel|igo|ykuł)\w*|bijgewerkt|[ou]ppdater\w+|aktuali\w+|güncelle\w+|"
    r"(?:обновл|оновл|опублик|опублік)\w+|"
    rf"by admin|mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun|{WEEKDAY}|"
    r"\d{1,2}:\d\d|[ap]\.?m\.?|[ECMP][SD]?T|GMT|UTC|IST|BST|CET|"
    r"min(?:ute)?s? read|\d+)(?![^\W\d_])",
    re.IGNORECASE,
)


_PRINTED = re.compile(
    r"^\W*(?:(?:a|this) version of (?:this|the) (?:article|story|column|post|report|piece)"
    r"(?: (?:first|originally|also))? (?:appear(?:s|ed)|ran|was published)\b"
    r"|this (?:article|story|column|post|report|piece), "
    r"(?-i:[A-Z“\"‘']).{3,140}, (?:was )?"
    r"(?:first|originally) (?:appeared|ran|published)\b)",
    re.IGNORECASE,
)
"""Where else the article stands."""


_EARNS = re.compile(
    r"(?:^|[.!?:]\s+)(?:[A-Z][\w’' ]{0,60}, )?"
    r"(?:we|our \w+|this (?:site|page|article|story|post)) "
    r"(?:(?:may|might|can|could|will|sometimes|often|also) ){0,2}(?:receive|earn|get|make)s? "
    r"(?:(?:an?|some|small|affiliate|the) ){0,3}(?:commissions?|money|compensation|revenue)\b"
    r".{0,60}\b(?:links?|purchas\w+|buy|bought|products?)\b"
    r"|\bcommissions?\b.{0,30}\b(?:from|through|via|on|for) (?:\w+ ){0,3}links\b"
    r"|\b(?:when|if) you (?:buy|shop|purchase|order|click)\b.{0,80}\bwe (?:\w+ ){0,2}"
    r"(?:earn|receive|get|make)s? (?:(?:an?|some|small|affiliate) ){0,3}(?:commission|money)"
    r"|\bif you (?:buy|shop|purchase|order|click)\b.{0,80}\bmay (?:earn|receive|get) "
    r"(?:(?:an?|some|small|affiliate) ){0,3}(?:commission|(?:share|cut) of the revenue)\b",
    re.IGNORECASE,
)
"""What the site is paid for its links."""
_OFFERS = re.compile(r"^\W*get (?:full|unlimited) (?:digital )?access\b", re.IGNORECASE)
_BOX_WORDS = frozenset("commission commissions compensation revenue money access".split())
"""One of these stands in every text that one of them matches."""


def is_box_of_the_site(line: str) -> bool:
    """Return whether a line tells what a site earns or sells."""
    if len(line) > LONGEST_NOTICE or word_runs(line).isdisjoint(_BOX_WORDS):
        return False
    return any(wording.search(_QUOTED.sub(" ", line)) for wording in (_EARNS, _OFFERS))


def is_access_notice(line: str) -> bool:
    """Return whether a line tells that only a preview, or only subscribers, get the article."""
    if len(line) > LONGEST_NOTICE:
        return False
    words = word_runs(line)
    may = not (words.isdisjoint(_ACCESS_WORDS) and words.isdisjoint(_ACCESS_ABROAD))
    if not may and (line.isascii() or _ACCESS_SIGNS.search(line) is None):
        return False
    return _ACCESS.search(_QUOTED.sub(" ", line)) is not None


def part_of(line: str) -> tuple[int, int] | None:
    """Return which page of how many a line says that this is ("Page 1 of 3"); None for others."""
    found = _PART.fullmatch(line) if len(line) <= LONGEST_PART else None
    return (int(found[1]), int(found[2])) if found else None


def is_correction(line: str) -> bool:
    """Return whether a line tells who helped, what was changed, how old it is or who printed it."""
    held = word_runs(line)
    may_credit = len(line) <= SHORT_CREDIT and not held.isdisjoint(_CREDIT_WORDS)
    if may_credit and _CONTRIBUTED.search(line):
        return True
    if len(line) > LONGEST_NOTICE:
        return False
    if held.isdisjoint(("this", "version")):
        return False
    return bool(_CORRECTION.match(line) or _PRINTED.match(line))


def is_address(line: str) -> bool:
    """Return whether a line speaks to the reader of the site ("sign up", "your inbox")."""
    if len(line) > LONGEST_NOTICE or word_runs(line).isdisjoint(_YOU_IN_ANY_CASE):
        return False
    outside = _QUOTED.sub(" ", line)
    return not _YOU.isdisjoint(runs_of(outside)) and _SITE.search(outside) is not None


def is_bid(line: str) -> bool:
    """Return whether a short line bids the reader do something on the site."""
    return len(line) <= 140 and bool(_BIDS.match(line)) and len(line.split()) <= 24


def is_sign(line: str) -> bool:
    """Return whether a line is a label of the page: a button, a box's name, a rights notice."""
    if len(line) > 140 or "“" in line:
        return False
    points_elsewhere = len(line) <= 60 and _ELSEWHERE.match(line) and not line.endswith((".", "!"))
    own = _BARE.fullmatch(line) or points_elsewhere or _RIGHTS.search(line)
    return bool(own) or is_label_abroad(line)


def is_date_line(line: str) -> bool:
    """Return whether a short line holds a date and hardly anything else."""
    if len(line) > 120:
        return False
    dates = find_dates(line)
    if not dates:
        return False
    rest = line
    for date in reversed(dates):
        rest = f"{rest[: date.start]} {rest[date.end :]}"
    rest = re.sub(r"(?<=[a-z])(?=[A-Z\d])|(?<=\d)(?=[A-Z])", " ", rest)
    return len(re.findall(r"[^\W\d_]", _STAMP_EAST.sub("", _TIMESTAMP.sub(" ", rest)))) <= 2

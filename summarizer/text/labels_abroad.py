"""Lines that pages of other languages print around an article: labels, bids, credits, crumbs.

One table a kind. A line counts only as a whole or by how it begins, so that a sentence that
speaks of subscribers or of a newsletter is none.
"""

from __future__ import annotations

import re

from summarizer.late import late

LONGEST = 140
"""Characters of such a line."""

_WHOLE = late(
    r"(?:zur startseite|nach oben|zum thema|teilen|drucken|merken|kommentieren|kommentare"
    r"|partager|commentaires?|vos réactions|publicité|les plus lus|sur le même sujet"
    r"|compartir|comentarios|publicidad|lo más leído|noticias relacionadas"
    r"|condividi|commenti|pubblicità|articoli correlati|riproduzione riservata"
    r"|compartilh(?:e|ar)|partilhar|comentários|publicidade|mais lidas"
    r"|reacties|advertentie|deel dit artikel|dela|kommentarer|annons"
    r"|udostępnij|komentarze|reklama|polecamy"
    r"|поделиться|комментарии|реклама|материалы по теме|по теме"
    r"|поділитися|коментарі|за темою|paylaş|yorumlar|reklam|abone ol"
    r"|(?:da |de |la |die |od )?(?:redaktion|rédaction|redacción|redazione|redação|redactie|"
    r"redakcja|redakcji|redaktionen|редакция|редакція))[\s\d():.!]*",
    re.IGNORECASE,
)
"""Buttons and the names of boxes."""

_BEGINS = late(
    r"lesen sie (?:auch|hier|mehr|dazu)\b|das könnte (?:sie|dich)\b|mehr (?:zum thema|dazu)\b"
    r"|lire (?:aussi|également)\b|à (?:lire|voir) (?:aussi|également)\b|voir aussi\b|suivez-nous\b"
    r"|la suite après\b|retour à l['’]accueil\b"
    r"|le[ae] también\b|leer (?:más|también)\b|ver más\b|(?:también )?te puede interesar\b"
    r"|más noticias\b|síguenos\b"
    r"|leggi (?:anche|tutto)\b|guarda (?:il video|anche)\b|continua a leggere\b|seguici\b"
    r"|(?:leia|veja) (?:também|mais)\b|saiba mais\b|siga-nos\b|continua (?:depois|após)\b"
    r"|lees (?:ook|meer|verder)\b|bekijk ook\b|tekst (?:loopt|gaat) \w+ onder\b|volg ons\b"
    r"|läs (?:också|även|mer)\b|följ oss\b|les også\b|læs også\b"
    r"|(?:czytaj|zobacz|przeczytaj) (?:także|też|również|więcej)\b|dalsza część\b"
    r"|(?:polub|obserwuj) nas\b|(?:читайте|смотрите) (?:также|ещё|еще)\b"
    r"|(?:читайте|дивіться) (?:також|ще)\b|ilginizi çekebilir\b|haberin devamı\b"
    r"|[اإ]قر[أا]\w* أيض\w*|شاهد أيض\w*|قد يهمك|بیشتر بخوانید|קרא(?:ו|י)? (?:גם|עוד)\b"
    r"|【(?:写真|動画|画像|図解|地図|関連)[^】]*】"
    r"|(?:関連記事|あわせて読みたい|(?:相关|相關)(?:阅读|新闻|閱讀|新聞|報導)|延伸(?:阅读|閱讀)"
    r"|관련 ?기사)(?!\w)"
    r"|(?:foto|fot\.|bild|фото|світлина|crédits? photo|foto's)\s?[:/]|fot\. [A-Z]",
    re.IGNORECASE,
)
"""What points elsewhere, and whose picture it is; no whole sentence follows."""

_BIDS = late(
    r"(?:jetzt )?newsletter (?:abonnieren|bestellen)|abonnieren sie\b|abonnez-vous\b"
    r"|inscrivez-vous\b|suscríbe(?:te|se)\b|iscriviti\b|inscreva-se\b|meld je aan\b"
    r"|schrijf je in\b|prenumerera\b"
    r"|zapisz się\b|подпи(?:шитесь|сывайтесь|шись)\b|підпи(?:шіться|суйтесь|суйтеся)\b"
    r"|wir verwenden cookies\b|ce site utilise\b|nous utilisons des cookies\b"
    r"|en poursuivant votre navigation\b|(?:utilizamos|usamos) cookies\b|este (?:sitio|site) u"
    r"(?:sa|tiliza) cookies\b|questo sito (?:usa|utilizza) (?:i )?cookie\b|wij gebruiken cookies\b"
    r"|vi använder cookies\b|ta strona (?:używa|korzysta)\b|мы используем (?:файлы )?cookie"
    r"|ми використовуємо (?:файли )?cookie|bu site \w*çerez",
    re.IGNORECASE,
)
"""What asks the reader for something; sentences too."""

_CRUMBS = late(
    r"(?:home|start|startseite|accueil|inicio|início|página inicial|hem|forside|etusivu|"
    r"strona główna|главная|головна|anasayfa|ana sayfa)\s*[>|/»›·•]\s",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?…。]['\"”’»」)]*$")


def is_label_abroad(line: str) -> bool:
    """Return whether a line of another language is a label of the page, a bid or a credit."""
    if len(line) > LONGEST:
        return False
    if _WHOLE.fullmatch(line) or _BIDS.match(line):
        return True
    return _BEGINS.match(line) is not None and not _ENDS.search(line)


def is_crumbs(line: str) -> bool:
    """Return whether a line shows where a page stands on its site: "Inicio | España"."""
    return len(line) <= LONGEST and _CRUMBS.match(line) is not None

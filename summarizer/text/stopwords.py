"""Function words by language, for telling content from grammar and languages apart."""

from __future__ import annotations

from functools import cache

ENGLISH = """
a about above after again against all almost also although always am among an and another any
anybody anyone anything are aren't around as at away back be became because become been before
being below between both but by came can can't cannot could couldn't did didn't do does doesn't
doing don't done down during each either else enough etc even ever every everyone everything few
for from further get gets getting go goes going gone got had hadn't has hasn't have haven't having
he he'd he'll he's her here hers herself him himself his how however i i'd i'll i'm i've if in into
instead is isn't it it's its itself just kept let let's like likely made make makes many may maybe
me might more most much must my myself near neither never no nobody none nor not nothing now of off
often on once one only onto or other others otherwise our ours ourselves out over own per perhaps
put quite rather really same say saying says said see seem seems seen several shall she she'd
she'll she's should shouldn't since so some somebody someone something still such than that that's
the their theirs them themselves then there there's therefore these they they'd they'll they're
they've this those though through throughout thus to together too took toward towards under until
up upon us used using very via was wasn't way we we'd we'll we're we've well went were weren't what
what's whatever when where whether which while who who's whom whose why will with within without
won't would wouldn't yes yet you you'd you'll you're you've your yours yourself
"""

OTHERS = {
    "de": """der die das und ist nicht ein eine einen einem einer zu den von mit sich auf für im dem
        des es auch als an nach wie bei aus wird sind hat dass oder um werden war noch über nur vor
        haben zum zur wir ich sie er kann aber durch bis gegen wenn sein seine mehr diese""",
    "fr": """le la les de des du et est un une en que qui dans pour pas sur au aux par plus avec ce
        cette il elle ne se sont mais ou comme son sa ses nous vous leur été fait être avait aussi
        ont même dont après entre sans""",
    "es": """el la los las de del y es un una en que por para con no se su sus al lo como más pero
        ha este esta entre sobre también fue son desde hasta cuando muy sin ser había ya porque le
        según tras""",
    "it": """il lo la i gli le di del della dei delle e è un una in che per con non si da al alla
        sono come più ma anche nel nella ha questo questa dal dalla suo sua dopo stato essere hanno
        ai sul sulla degli""",
    "pt": """o os as de do da dos das e é um uma em que por para com não se no na nos nas ao mais
        como mas foi ser seu sua também são entre até pela pelo já quando após sobre muito está
        disse à""",
    "nl": """de het een en van in is dat op te zijn met voor niet aan er om ook als bij dan naar uit
        maar door over nog wordt hij ze heeft werd deze die meer tegen na hebben kan worden was
        geen""",
    "sv": """och att det som en på är av för med den till i inte har om ett de men var jag sig från
        vi så kan när han hon efter vid också ska eller under över blir sin mot där detta mer""",
    "da": """og at det som en på er af for med den til i ikke har om et de men var jeg sig fra vi så
        kan når han hun efter ved også skal eller under over bliver sin mod der blev have af hvor
        nogle meget siger""",
    "nb": """og at det som en på er av for med den til i ikke har om et de men var jeg seg fra vi så
        kan når han hun etter ved også skal eller under over blir sin mot der ble noen mye hva
        sier""",
    "fi": """ja on ei että se oli hän mutta myös kun ovat ole joka kuin tai sen niin mukaan jo vain
        nyt sekä vuoden jos hänen olisi ollut ovat sitä tämä jotka mitä voi kanssa""",
    "pl": """i w na z nie się że do to jest o jak po co od za przez dla ale są tym był jego oraz ma
        czy już tylko przed został może które który jako także była być ich""",
    "cs": """a v na se je že to s z do o i ale za by pro jako po jsou tak podle jeho který není byl
        jsem jen také své už při od která které bylo nebo ve aby však ze""",
    "ru": """и в не на что он с как это по но из у за от о так же для бы вы до его ее их мы если
        когда после также был была было были только уже или которые который со при году""",
    "uk": """і в не на що він з як це по але із у за від про так же для та до його її їх ми якщо
        коли після також був була було були тільки вже або які який зі при році є""",
    "bg": """и в не на че той с как това по но от за се да си са е до ще към през при след като
        беше години бъде има който които му също""",
    "tr": """ve bir bu da de için ile olarak çok daha ne gibi olan en kadar sonra ama o var değil
        ise oldu olduğu göre her ya mi ki diye etti tarafından dedi üzere""",
    "ro": """și în de la pe cu care nu a o un să din este au mai pentru că fost ce sunt prin după
        dar ca sau al ale lui fi fost această acest între ar""",
    "hu": """a az és hogy nem is egy ez volt már csak meg de mint még ki fel majd lesz szerint azt
        után nagy ha vagy kell ezt mert lehet során amely""",
    "id": """yang dan di untuk dengan ini itu dari dalam pada tidak akan ke juga adalah oleh telah
        sebagai tersebut karena ada bisa kata saat lebih kami mereka dia atau sudah""",
    "vi": """và của là có không được cho trong một những các với người này đã khi đến từ cũng như
        tại ông về sẽ năm để ra vào nhiều""",
    "el": """ο η το οι τα του της των τον την τους τις και να σε στο στη στην στον στα
        στις στους με για από που θα δεν είναι ότι ως μια ένα ένας αλλά όπως κατά μετά
        πριν έχει ήταν αυτό αυτή ή αν πως μας σας""",
    "ar": """في من على إلى عن مع أن إن أو و ثم لا لم لن ما هو هي هم هذا هذه ذلك تلك التي
        الذي الذين كان كانت قد بعد قبل بين كل كما لكن حتى عند عندما منذ حول خلال أي غير
        بعض أكثر أمام ضد تحت فوق بسبب وفق وقال وقالت قال قالت وكان وكانت وهو وهي وفي ومن
        أنه أنها إنه إنها له لها به بها فيه فيها منه منها عليه عليها ليس ليست سوف يوم
        اليوم بن نحو ومع وعلى وأن ولم ولا فقد وقد إذا لدى دون مثل عدد عبر أيضا""",
    "fa": """و در به از که این آن را با است برای بر تا هم یک بود شد می شده کرد کرده خود
        های ها اما یا اگر هر نیز پس پیش بین باید دارد دارند هستند بودند گفت وی او ما شما
        آنها بعد شود می‌شود نیست دیگر همه چه روز علیه""",
    "ur": """کے کی کا میں سے کو نے ہے ہیں اور پر یہ وہ تھا تھے تھی اس ان کہ بھی تک ایک
        کیا گیا جو نہیں ہو کہا لیے ساتھ بعد کر رہا رہے رہی جس لئے""",
    "he": """של את על הוא היא לא כי גם עם זה אל או אם כל יותר אבל רק הם בין כך היה הייתה
        כדי אשר לאחר לפני עד אחרי מה יש אין זו אך בו בה לו לה""",
    "hi": """के की का में से को ने है हैं और पर यह वह था थे थी इस उस कि भी तक एक किया
        गया गई गए जो नहीं हो कहा लिए साथ बाद कर रहा रहे रही जिस जिससे हुआ हुई हुए होगा
        होगी होंगे कोई कुछ अब अपने अपनी अपना दिया दी दिए करने करते करना बताया इसके उनके
        उनका उनकी इसे उन्हें तो या ही हर बहुत जा जाने कारण अनुसार मुताबिक वाले वाली वाला
        तथा एवं यहाँ वहाँ जब तब अगर लेकिन अन्य सभी द्वारा बीच दौरान अधिक ज़्यादा चुकी
        चुका""",
    "bn": """ও এবং এ এই সেই যে তার তাঁর করে করা হয় হয়েছে ছিল থেকে জন্য সঙ্গে সাথে না
        কিন্তু তবে আর একটি এক হবে বলে বলেন বলেছেন মধ্যে পর আগে পরে দিয়ে নিয়ে এর কে
        তারা তিনি যা কি হতে""",
    "ko": """및 등 이 그 저 것 수 더 또 또한 그리고 그러나 하지만 대한 위해 위한 대해
        따라 통해 있다 있는 했다 한다 이날 지난 모두 함께 이번 해당 약 전했다 말했다
        밝혔다 때 뒤 후 중 말 두 한""",
}


@cache
def stop_words(language: str | None = None) -> frozenset[str]:
    """Return the function words of one language; of English and the others for None.

    None leaves out other languages' words that mean something else in English
    ("die", "was", "man" stand in English texts too, but only "die" carries content).
    """
    if language == "en":
        return frozenset(ENGLISH.split())
    if language is not None:
        return frozenset(OTHERS.get(language, "").split())
    everything = frozenset(word for words in OTHERS.values() for word in words.split())
    return (everything - CONTENT_IN_ENGLISH) | frozenset(ENGLISH.split())


CONTENT_IN_ENGLISH = frozenset(
    """die war men hat den see son sin man ton pour plus mod sent past
    dan ada ha par sur max time sang kata mot sits ale gen bus mi ya lei air
    final fast sea van om ole kan saint ole fel ki meg ben co
    ai un
    """.split()
)
"""Function words elsewhere that carry meaning in an English text."""


@cache
def languages_of() -> dict[str, tuple[str, ...]]:
    """Return, for every function word, the languages that use it."""
    table: dict[str, list[str]] = {}
    for language, words in (("en", ENGLISH), *OTHERS.items()):
        for word in dict.fromkeys(words.split()):
            table.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in table.items()}


def is_foreign(language: str | None) -> bool:
    """Return whether `language` is not English; what nobody can tell is taken for English."""
    return language is not None and language != "en"

"""News in other languages: briefs that fill their room, events that stay apart, sound headings.

With the packaged encoder, which knows English: to it any two sentences of these texts are alike.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from summarizer import Article, Summarizer
from summarizer.lengths import count_words, first_words
from summarizer.salience.openings import quotes_balance, reads_alone
from summarizer.settings import Settings
from summarizer.stories.copies import find_copies
from summarizer.summary.agree import find_agreeing
from summarizer.text.language import detect_language
from summarizer.text.scripts import denies, script_stem, script_words

FLOODS = {
    "zh": (
        "受持续强降雨影响，南河县周一凌晨发生山洪，已造成五人死亡、两人失踪。县应急管理"
        "局表示，截至当天下午，全县已有三万名居民被转移到安全地带。县长李国栋在现场指挥"
        "救援时说，最危险的是老城区的两座旧堤坝。洪水冲毁了青石大桥，通往省城的国道因此"
        "中断。气象台预计，未来两天当地仍有大到暴雨，累计雨量可能超过二百毫米。省政府已"
        "拨款八千万元，用于安置灾民和修复供水设施。多所中小学宣布停课，体育馆被改作临时"
        "安置点。志愿者王芳告诉记者，安置点目前最缺的是干净的饮用水和棉被。"
    ),
    "ja": (
        "北川市では月曜日の未明から激しい雨が降り続き、市内を流れる白川の堤防が二か所で"
        "決壊した。市によると、これまでに四人が死亡し、三人の行方が分からなくなっている"
        "。市長の田中健一さんは記者会見で、二万人余りの住民に避難指示を出したと述べた。"
        "浸水した住宅は千二百棟に上り、消防隊員がボートで住民を救助した。気象庁は、水曜"
        "日にかけてさらに百五十ミリの雨が降る恐れがあると発表した。鉄道は全線で運転を見"
        "合わせ、高速道路も一部が通行止めになっている。市内の小学校の体育館には、毛布や"
        "飲料水が運び込まれた。避難した佐藤さんは「水が一気に膝まで来て、何も持ち出せな"
        "かった」と話した。"
    ),
    "hi": (
        "सोनपुर ज़िले में लगातार तीन दिन की बारिश के बाद सोमवार को गंडक नदी का तटबंध टूट "
        "गया। ज़िला प्रशासन के अनुसार बाढ़ में अब तक पाँच लोगों की मौत हो चुकी है और चार "
        "लापता हैं। ज़िलाधिकारी अनिल वर्मा ने बताया कि बीस हज़ार लोगों को राहत शिविरों "
        "में पहुँचाया गया है। पानी के तेज़ बहाव से रामनगर का पुराना पुल बह गया, जिससे पटना "
        "जाने वाली सड़क बंद हो गई। मौसम विभाग ने अगले दो दिनों तक भारी वर्षा की चेतावनी "
        "दी है। राज्य सरकार ने मृतकों के परिवारों को चार लाख रुपये देने की घोषणा की। सभी "
        "स्कूल शनिवार तक बंद रहेंगे और कई स्कूलों में शिविर लगाए गए हैं। शिविर में रह रही "
        "सीता देवी ने कहा कि उनका घर और सारा अनाज डूब गया।"
    ),
    "ar": (
        "اجتاحت سيول عارمة مدينة وادي النور فجر الاثنين بعد أمطار غزيرة استمرت ثلاثة أيام. "
        "وقالت هيئة الدفاع المدني إن ستة أشخاص لقوا مصرعهم وفُقد أربعة آخرون. وأعلن محافظ "
        "المدينة سامي الحداد إجلاء خمسة عشر ألفا من السكان إلى المدارس والملاعب. وانهار "
        "جسر الرحمة الذي يربط المدينة بالعاصمة، فتوقفت حركة الشاحنات. وتوقعت الأرصاد الجوية "
        "هطول أمطار أخرى حتى مساء الأربعاء. وخصصت الحكومة عشرين مليون دينار لإيواء المتضررين "
        "وإصلاح شبكة المياه. وقالت أم أحمد، وهي أم لخمسة أطفال، إن الماء دخل البيت في دقائق "
        "قليلة. وحذر أطباء من انتشار الأمراض بسبب تلوث مياه الشرب."
    ),
    "de": (
        "In Altenfurt ist in der Nacht zum Montag nach tagelangem Regen ein Damm an der "
        "Mulde gebrochen. Nach Angaben der Feuerwehr kamen drei Menschen ums Leben, zwei "
        "werden noch vermisst. Bürgermeisterin Katrin Voss sagte, achttausend Bewohner "
        "seien in Turnhallen und Schulen untergebracht worden. Die Wassermassen rissen "
        "die Steinbrücke mit, deshalb ist die Bundesstraße nach Dresden gesperrt. Der Wetterdiens"
        "t erwartet bis Mittwoch weitere achtzig Liter Regen pro Quadratmeter. Die Landesregierun"
        "g stellt fünfzehn Millionen Euro Soforthilfe bereit. „Wir haben nur die Papiere "
        "und den Hund mitgenommen“, sagte die Rentnerin Helga Brandt. In den Krankenhäusern "
        "wird das Trinkwasser knapp."
    ),
}
"""A flood, told in eight sentences."""

FIRES = {
    "zh": (
        (
            "东平市一家化工厂周日夜间起火，两名工人遇难。消防队出动三十辆消防车，凌晨四点将"
            "火扑灭。附近的柳树村居民被疏散。环保部门说，空气中没有检出有毒物质。厂方承认仓"
            "库里存放了过量的溶剂。"
        ),
        (
            "东平市公安局周一拘留了起火化工厂的厂长。调查人员说，仓库里过量的溶剂引发了这场"
            "火灾。两名遇难工人的家属要求赔偿。柳树村的居民已经返回家中。环保部门将继续监测"
            "空气。"
        ),
        (
            "海州市中心的百货商场周日下午发生火灾，十一人受伤。消防人员用云梯救出了被困在五"
            "楼的顾客。火从一家餐馆的厨房开始蔓延。市长下令检查全市的商场。商场的自动喷水系"
            "统没有启动。"
        ),
        (
            "海州百货商场火灾中受伤的十一人周一仍有三人住院。调查发现，自动喷水系统早已损坏"
            "。起火的餐馆没有营业执照。市长要求一周之内检查完所有商场。顾客说当时听不到任何"
            "警报。"
        ),
    ),
    "hi": (
        (
            "कानपुर के एक रसायन कारखाने में रविवार रात आग लग गई और दो मज़दूरों की मौत हो गई। "
            "दमकल की तीस गाड़ियों ने सुबह चार बजे आग बुझाई। पास के नीमगाँव के लोगों को हटाया "
            "गया। प्रदूषण विभाग को हवा में ज़हरीली गैस नहीं मिली। मालिक ने माना कि गोदाम में "
            "ज़्यादा रसायन रखा था।"
        ),
        (
            "कानपुर पुलिस ने आग वाले रसायन कारखाने के मालिक को सोमवार को गिरफ़्तार किया। जाँच "
            "में पता चला कि गोदाम में रखे रसायन से आग फैली। मारे गए मज़दूरों के परिवार मुआवज़ा "
            "माँग रहे हैं। नीमगाँव के लोग घर लौट आए हैं। प्रदूषण विभाग हवा की जाँच जारी रखेगा।"
        ),
        (
            "जयपुर के बड़े बाज़ार की एक इमारत में रविवार दोपहर आग लगने से ग्यारह लोग घायल हो "
            "गए। दमकल कर्मियों ने पाँचवीं मंज़िल से ग्राहकों को सीढ़ी से उतारा। आग एक भोजनालय "
            "की रसोई से फैली। महापौर ने सभी इमारतों की जाँच का आदेश दिया। पानी की फुहार वाली "
            "प्रणाली नहीं चली।"
        ),
        (
            "जयपुर के बाज़ार में आग से घायल ग्यारह में से तीन लोग अब भी अस्पताल में हैं। जाँच "
            "के अनुसार फुहार वाली प्रणाली लंबे समय से ख़राब थी। भोजनालय के पास लाइसेंस नहीं "
            "था। महापौर ने एक हफ़्ते में सभी इमारतों की जाँच पूरी करने को कहा। ग्राहकों ने "
            "कहा कि कोई घंटी नहीं बजी।"
        ),
    ),
    "ko": (
        (
            "동평시의 한 화학공장에서 일요일 밤 불이 나 노동자 두 명이 숨졌다. 소방차 서른 "
            "대가 출동해 새벽 네 시에 불을 껐다. 인근 버들마을 주민들이 대피했다. 환경청은 "
            "공기에서 유독 물질이 나오지 않았다고 밝혔다. 회사는 창고에 용제를 너무 많이 쌓"
            "아 두었다고 인정했다."
        ),
        (
            "동평 경찰은 월요일 불이 난 화학공장의 대표를 체포했다. 수사 결과 창고의 용제에"
            "서 불이 시작된 것으로 드러났다. 숨진 노동자의 유족은 배상을 요구했다. 버들마을"
            " 주민들은 집으로 돌아갔다. 환경청은 공기 검사를 계속한다."
        ),
        (
            "해주 시내 백화점에서 일요일 오후 불이 나 열한 명이 다쳤다. 소방관들이 사다리로"
            " 오 층의 손님들을 구조했다. 불은 식당 주방에서 번졌다. 시장은 모든 백화점을 점"
            "검하라고 지시했다. 자동 물뿌리개는 작동하지 않았다."
        ),
        (
            "해주 백화점 화재로 다친 열한 명 가운데 세 명이 아직 병원에 있다. 조사 결과 자동"
            " 물뿌리개는 오래전에 고장 나 있었다. 불이 시작된 식당은 허가가 없었다. 시장은 "
            "일주일 안에 백화점 점검을 끝내라고 했다. 손님들은 경보를 듣지 못했다고 말했다."
        ),
    ),
    "ar": (
        (
            "قُتل عاملان في حريق اندلع ليل الأحد في مصنع كيميائي بمدينة الزهراء. وأخمدت ثلاثون "
            "سيارة إطفاء النيران في الرابعة فجرا. وأُبعد سكان قرية الصفصاف المجاورة. ولم تجد "
            "هيئة البيئة مواد سامة في الهواء. واعترف صاحب المصنع بتخزين كميات زائدة من المذيبات."
        ),
        (
            "أوقفت الشرطة الاثنين صاحب المصنع الكيميائي في مدينة الزهراء. وأظهر التحقيق أن "
            "الحريق بدأ من المذيبات في المستودع. وطالبت عائلات العاملين بالتعويض. وعاد سكان "
            "قرية الصفصاف إلى بيوتهم. وستواصل هيئة البيئة فحص الهواء."
        ),
        (
            "أصيب أحد عشر شخصا في حريق اندلع بعد ظهر الأحد في متجر كبير وسط المرسى. وأنقذ رجال "
            "الإطفاء الزبائن من الطابق الخامس بالسلالم. وامتدت النار من مطبخ أحد المطاعم. وأمر "
            "رئيس البلدية بتفتيش جميع المتاجر. ولم تعمل مرشات المياه الآلية."
        ),
        (
            "ما زال ثلاثة من جرحى حريق المتجر الكبير في المرسى في المستشفى. وتبين أن مرشات "
            "المياه الآلية معطلة منذ زمن. ولم يكن للمطعم ترخيص. وحدد رئيس البلدية أسبوعا لتفتيش "
            "المتاجر. وقال زبائن إنهم لم يسمعوا أي إنذار."
        ),
    ),
}
"""Two reports of one fire and two of another, on the same days."""


@pytest.fixture(scope="module")
def summarizer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Summarizer]:
    with Summarizer(Settings(cache_dir=tmp_path_factory.mktemp("cache"))) as made:
        yield made


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("« Le pont rouvre », dit-il : les 5 % de péage restent.", 9),
        ("\u00ab\u202fLe pont rouvre\u202f\u00bb, dit-il\u202f: enfin\u202f!", 5),
        ("Мост — это надежда .", 3),
        ("The bridge – built in 1990 – reopened on Monday.", 8),
    ],
)
def test_marks_that_stand_alone_are_no_words(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.model
@pytest.mark.parametrize("language", FLOODS)
def test_a_medium_brief_of_eight_sentences_tells_most_of_them(
    summarizer: Summarizer, language: str
) -> None:
    article = Article(text=FLOODS[language])
    assert detect_language(article.text) == language
    brief = summarizer.brief(article, words=120)
    assert len(brief.points) >= 6
    assert sum(count_words(point.text) for point in brief.points) <= 120


@pytest.mark.model
@pytest.mark.parametrize("language", FLOODS)
def test_more_room_never_gives_a_shorter_brief(summarizer: Summarizer, language: str) -> None:
    sizes = [
        sum(
            count_words(p.text)
            for p in summarizer.brief(Article(text=FLOODS[language]), words=w).points
        )
        for w in (40, 80, 120, 250)
    ]
    assert sizes == sorted(sizes)


@pytest.mark.model
def test_a_sentence_told_twice_is_shown_once(summarizer: Summarizer) -> None:
    again = "青石大桥被洪水冲毁，通往省城的国道因此中断。"
    brief = summarizer.brief(Article(text=FLOODS["zh"] + again), words=200)
    assert sum("国道因此中断" in point.text for point in brief.points) == 1


@pytest.mark.model
def test_capitals_among_characters_that_have_none_do_not_shout(summarizer: Summarizer) -> None:
    first = "国产客机C929周一完成首条高原航线的飞行，机上有一百二十八名乘客。"
    brief = summarizer.brief(Article(text=first + FLOODS["zh"]), words=250)
    assert brief.points[0].text == first


@pytest.mark.model
@pytest.mark.parametrize("language", FIRES)
def test_two_fires_are_two_stories_of_two_reports(summarizer: Summarizer, language: str) -> None:
    articles = [Article(text=text, id=str(n)) for n, text in enumerate(FIRES[language])]
    stories = summarizer.stories(articles)
    assert sorted(sorted(a.id for a in story.articles) for story in stories) == [
        ["0", "1"],
        ["2", "3"],
    ]


CRIMES = (
    "Ankara'nın Keçiören ilçesinde bir kuyumcuyu silahla soyan üç şüpheli polis ekiplerince "
    "yakalandı. Olayda iş yeri sahibi Hasan Demir yaralandı. Zanlılar Mamak'ta bir evde bulundu. "
    "Emniyetteki işlemleri süren şüpheliler adliyeye sevk edilecek.",
    "Keçiören'de kuyumcu soygununa karışan üç kişi gözaltına alındı. Polis, altınların bir "
    "bölümünü Mamak'taki evde ele geçirdi. Hasan Demir'in durumunun iyi olduğu öğrenildi.",
    "Antalya'nın Alanya ilçesinde otel odalarından para çalan şüpheli polis ekiplerince yakalandı. "
    "Güvenlik kamerasından kimliği belirlenen zanlı, emniyetteki işlemlerinin ardından sevk "
    "edildiği adliyede tutuklandı. Evinde 14 telefon ele geçirildi.",
    "Mersin'in Tarsus ilçesinde silahlı saldırıya uğrayan Yusuf Çelik hayatını kaybetti. Kaçan "
    "saldırganın yakalanması için polis ekipleri çalışma başlattı. Şüpheli aranıyor.",
    "İzmir'in Buca ilçesinde çıkan silahlı kavgada 2 kişi öldü, 4 kişi yaralandı. Polis ekipleri "
    "olayla ilgili 5 şüpheliyi gözaltına aldı. Yaralılar Tepecik hastanesine kaldırıldı.",
)


@pytest.mark.model
def test_crimes_in_the_words_of_the_police_are_a_story_each(summarizer: Summarizer) -> None:
    articles = [Article(text=text, id=str(n)) for n, text in enumerate(CRIMES)]
    stories = summarizer.stories(articles)
    assert sorted(sorted(a.id for a in story.articles) for story in stories) == [
        ["0", "1"],
        ["2"],
        ["3"],
        ["4"],
    ]


IN_ONE_FORM = {
    "zh": (
        "临川县公安局星期一发布通报称，当天上午城关镇东门菜市场发生一起持刀伤人案件，接到"
        "报警后，民警迅速赶到现场，将犯罪嫌疑人何某控制。伤者已被送往医院救治，目前没有生"
        "命危险。案件正在进一步调查中。",
        "北岭市应急管理局星期一发布通报称，当天凌晨松园化工厂仓库发生火灾，接到报警后，消"
        "防救援人员迅速赶到现场，明火已被扑灭。没有人员伤亡。起火原因正在进一步调查中。",
        "南河市应急管理局星期一发布通报称，当天晚上顺达家具厂车间发生火灾，接到报警后，消"
        "防救援人员迅速赶到现场，明火已被扑灭。没有人员伤亡。起火原因正在进一步调查中。",
        "中国人民银行星期一宣布下调贷款市场报价利率，这是今年以来的首次。经济学家认为，此"
        "举有助于降低企业融资成本，提振房地产市场。",
        "望海市新的地铁线路星期一正式开通运营，连接机场与市中心，首日客流超过预期。市民表"
        "示，今后上班更加方便。",
    ),
    "ar": (
        "قرر البنك المركزي يوم الاثنين تثبيت أسعار الفائدة على الإيداع والإقراض، مشيرا "
        "إلى تراجع معدلات التضخم وتحسن الاحتياطي من العملات الأجنبية.",
        "فاز فريق الأهلي على ضيفه في مباراة الدوري مساء الاثنين، وقال المدرب إن "
        "اللاعبين قدموا أداء جيدا رغم الغيابات.",
        "افتتح المحافظ يوم الاثنين محطة جديدة لتنقية مياه الشرب تخدم القرى المجاورة، "
        "ضمن خطة لتطوير الريف.",
    ),
}


@pytest.mark.model
@pytest.mark.parametrize("language", IN_ONE_FORM)
def test_the_words_that_all_news_of_a_language_shares_join_nothing(
    summarizer: Summarizer, language: str
) -> None:
    """A stabbing and fires in the authorities' form of words; items of a sentence each."""
    articles = [Article(text=text, id=str(n)) for n, text in enumerate(IN_ONE_FORM[language])]
    told = [{article.id for article in story.articles} for story in summarizer.stories(articles)]
    assert {"0"} in told


ARRESTS = {
    "de": (
        "Nach einem tödlichen Messerangriff in der Dortmunder Nordstadt hat die Polizei am "
        "Mittwoch einen 34-jährigen Mann festgenommen. Das Opfer, ein 29-Jähriger, starb im "
        "Krankenhaus. Nach Angaben der Staatsanwaltschaft gerieten die beiden in einem Wettbüro "
        "in Streit.",
        "Nach dem Messerangriff in einem Wettbüro der Dortmunder Nordstadt ist ein 29 Jahre "
        "alter Mann im Krankenhaus gestorben. Fahnder fassten am Mittwoch einen Verdächtigen, "
        "mit dem er dort in Streit geraten war.",
        "Die Polizei hat am Mittwoch in Leipzig einen 41-jährigen Mann festgenommen, der seine "
        "frühere Freundin mit einem Messer verletzt haben soll. Nach Angaben der "
        "Staatsanwaltschaft kam es im Treppenhaus zum Streit. Das Opfer liegt im Krankenhaus.",
    ),
    "es": (
        "La Policía Nacional detuvo el miércoles en Valencia a un hombre de 43 años como "
        "presunto autor de la muerte de su vecino, hallado con heridas de arma blanca en el "
        "rellano. El detenido pasará a disposición judicial, según fuentes de la investigación.",
        "Un hombre de 43 años fue arrestado en Valencia, acusado de matar a cuchilladas al "
        "vecino de la puerta contigua. La víctima apareció en el rellano. Los dos se peleaban "
        "por el ruido.",
        "La Policía Nacional ha detenido en Sevilla a una mujer de 36 años como presunta autora "
        "de las heridas de arma blanca de su pareja. La detenida pasará a disposición judicial, "
        "según fuentes de la investigación. Los agentes hallaron el arma en la cocina.",
    ),
    "pt": (
        "A Polícia Judiciária deteve na quarta-feira, no Porto, um homem de 52 anos suspeito de "
        "matar a mulher com uma arma branca. O detido vai ser presente a um juiz para aplicação "
        "de medidas de coação. O corpo foi encontrado na cozinha pela filha.",
        "Uma mulher foi morta à facada em casa, no Porto, e o marido, de 52 anos, está detido. "
        "Foi a filha quem encontrou o corpo na cozinha. A Polícia Judiciária investiga o crime.",
        "A Polícia Judiciária deteve na quarta-feira, em Braga, um homem de 38 anos suspeito de "
        "três assaltos com uma arma. O detido vai ser presente a um juiz para aplicação de "
        "medidas de coação. Foram recuperados 12 mil euros.",
    ),
}


@pytest.mark.model
@pytest.mark.parametrize("language", ARRESTS)
def test_persons_of_other_ages_are_of_another_crime(summarizer: Summarizer, language: str) -> None:
    articles = [Article(text=text, id=str(n)) for n, text in enumerate(ARRESTS[language])]
    stories = summarizer.stories(articles)
    assert sorted(sorted(a.id for a in story.articles) for story in stories) == [["0", "1"], ["2"]]


CHINESE = (
    (
        "星河汽车宣布裁员3000人",
        "电动车企业星河汽车9日宣布,将裁员3000人,约占员工总数的两成,并推迟合州工厂的投产。公司三季度亏损21亿元。"
        "创始人韩毅在内部信中向员工致歉。",
    ),
    (
        "韩毅:活下去才有未来",
        "星河汽车创始人在给员工的信中说,降价战让公司难以为继,合州新厂将晚一年开工。此次离开的约三千名员工可获得补偿。"
        "该公司上季度亏了21亿元,股价当天下跌9%。",
    ),
    (
        "飞禾乳业宣布裁员800人",
        "乳品企业飞禾乳业10日宣布,将裁员800人,并关闭北原工厂。公司上半年亏损4亿元。"
        "董事长孙岚表示将集中资源发展奶酪业务。",
    ),
)


@pytest.mark.model
def test_other_numbers_tell_another_event_in_a_script_without_capitals(
    summarizer: Summarizer,
) -> None:
    articles = [
        Article(text=text, title=title, id=str(n)) for n, (title, text) in enumerate(CHINESE)
    ]
    stories = summarizer.stories(articles)
    assert sorted(sorted(a.id for a in story.articles) for story in stories) == [["0", "1"], ["2"]]


@pytest.mark.model
def test_german_nouns_are_no_names_that_part_two_reports(summarizer: Summarizer) -> None:
    texts = (
        "Im Hafen von Bremerhaven ist am Dienstagmorgen ein Kran auf ein Lagerhaus gestürzt. Zwei "
        "Arbeiter wurden dabei verletzt. Die Polizei vermutet eine Sturmböe als Ursache.",
        "Nach dem Sturz eines Krans im Hafen von Bremerhaven ermittelt die Staatsanwaltschaft. Er "
        "zerstörte das Dach einer Halle und verletzte zwei Männer. Der Betreiber spricht von einem "
        "Unglück.",
    )
    (story,) = summarizer.stories([Article(text=text, id=text[:9]) for text in texts])
    assert len(story.articles) == 2


@pytest.mark.model
def test_headings_of_a_mixed_feed_are_no_function_words(summarizer: Summarizer) -> None:
    texts = [*FLOODS.values(), *(text for four in FIRES.values() for text in four)]
    digest = summarizer.digest([Article(text=text, id=str(n)) for n, text in enumerate(texts)])
    assert len(digest.stories) == len(FLOODS) + 2 * len(FIRES)
    assert not [topic.label for topic in digest.topics if topic.label.lower() in {"في", "die", "से"}]


@pytest.mark.model
def test_german_headings_are_nouns_of_the_articles(summarizer: Summarizer) -> None:
    other = (
        "Die Steinbrücke in Altenfurt wird nach dem Hochwasser neu gebaut. Das kündigte die "
        "Landesregierung am Freitag an. Mit der Steinbrücke verlor die Altstadt ihren Anschluss. "
        "Weitere Brücken an der Mulde sollen geprüft werden. Das Geld kommt aus der Soforthilfe."
    )
    digest = summarizer.digest([Article(text=FLOODS["de"], id="a"), Article(text=other, id="b")])
    assert not {topic.label for topic in digest.topics} & {"Das", "Die", "Mit", "Weitere", "Nach"}


@pytest.mark.model
@pytest.mark.parametrize(("query", "speak"), [("洪水", 1), ("आग", 4), ("наводнение", 0)])
def test_a_topic_is_answered_by_what_uses_its_words(
    summarizer: Summarizer, query: str, speak: int
) -> None:
    texts = [*FLOODS.values(), *FIRES["hi"]]
    articles = [Article(text=text, id=str(n)) for n, text in enumerate(texts)]
    digest = summarizer.digest(articles, topic=query)
    assert len({name for topic in digest.topics for name in topic.articles}) == speak


THAI = (
    (
        "น้ำท่วมฉับพลันในอำเภอแม่สาย จังหวัดเชียงราย เมื่อวันจันทร์ที่ผ่านมา "
        "ทำให้มีผู้เสียชีวิต 5 ราย และสูญหายอีก 2 ราย เจ้าหน้าที่อพยพประชาชนกว่า 3,000 "
        "คนไปยังศูนย์พักพิงชั่วคราว นายสมชาย ใจดี ผู้ว่าราชการจังหวัดเชียงราย กล่าวว่า "
        "สถานการณ์ยังน่าเป็นห่วงเพราะฝนยังตกต่อเนื่อง "
        "กรมอุตุนิยมวิทยาคาดว่าจะมีฝนตกหนักต่อไปอีกสองวัน ขณะที่ทางหลวงหมายเลข 1 "
        "ถูกตัดขาดหลายจุด รัฐบาลอนุมัติงบประมาณ 80 ล้านบาทเพื่อช่วยเหลือผู้ประสบภัย "
        "นอกจากนี้ โรงเรียนทุกแห่งในพื้นที่ประกาศหยุดเรียนจนถึงวันศุกร์"
    ),
    (
        "ทหารและอาสาสมัครเร่งช่วยเหลือชาวบ้านที่ติดอยู่ในบ้านเรือนหลังน้ำท่วมอำเภอแม่สาย "
        "จังหวัดเชียงราย ยอดผู้เสียชีวิตอยู่ที่ 5 ราย และยังมีผู้สูญหาย 2 ราย "
        "ผู้ว่าราชการจังหวัดสั่งอพยพประชาชน 3,000 คนออกจากพื้นที่เสี่ยง นางบุญมี คำแสง "
        "ชาวบ้านวัย 62 ปี เล่าว่า น้ำมาเร็วมากจนไม่มีเวลาเก็บของ "
        "โรงพยาบาลแม่สายต้องย้ายผู้ป่วยขึ้นชั้นสอง"
    ),
    (
        "ธนาคารแห่งประเทศไทยมีมติคงอัตราดอกเบี้ยนโยบายไว้ที่ร้อยละ 2.25 ต่อปี "
        "คณะกรรมการเห็นว่าเศรษฐกิจไทยยังขยายตัวได้ตามที่คาด "
        "โดยได้รับแรงหนุนจากการท่องเที่ยว "
        "นักวิเคราะห์จากบริษัทหลักทรัพย์หลายแห่งคาดว่าดอกเบี้ยจะลดลงในไตรมาสหน้า "
        "ค่าเงินบาทแข็งค่าขึ้นเล็กน้อยหลังการประกาศ"
    ),
    (
        "ทีมวอลเลย์บอลหญิงทีมชาติไทยเอาชนะญี่ปุ่น 3-1 เซต คว้าแชมป์เอเชียเป็นสมัยที่สาม "
        "กัปตันทีมวัย 28 ปีทำไปคนเดียว 24 คะแนน "
        "แฟนกีฬากว่าหมื่นคนเข้าชมการแข่งขันที่นครราชสีมา "
        "ทีมจะเดินทางไปแข่งขันชิงแชมป์โลกในเดือนกันยายน"
    ),
)
"""Two reports of one flood, one of a bank and one of a match."""


@pytest.mark.model
def test_thai_events_are_stories_of_their_own_with_a_point_for_each_statement(
    summarizer: Summarizer,
) -> None:
    articles = [Article(text=text, id=str(n)) for n, text in enumerate(THAI)]
    stories = summarizer.stories(articles)
    assert sorted(sorted(a.id for a in story.articles) for story in stories) == [
        ["0", "1"],
        ["2"],
        ["3"],
    ]
    assert len(summarizer.brief(articles[2], words=120).points) >= 3


@pytest.mark.model
def test_points_of_chinese_and_japanese_are_joined_without_a_space(summarizer: Summarizer) -> None:
    for language in ("zh", "ja"):
        brief = summarizer.brief(Article(text=FLOODS[language]), words=120)
        assert len(brief.points) > 1
        assert brief.text == "".join(point.text for point in brief.points)
    brief = summarizer.brief(Article(text=FLOODS["hi"]), words=120)
    assert brief.text == " ".join(point.text for point in brief.points)


def test_a_chinese_text_with_a_changed_end_is_a_near_copy() -> None:
    copy = FLOODS["zh"][:-30] + "救援工作仍在进行。"
    articles = [Article(text=FLOODS["zh"], id="first"), Article(text=copy, id="copy")]
    assert find_copies(articles) == {1: 0}


@pytest.mark.model
def test_another_number_in_words_is_no_second_source(summarizer: Summarizer) -> None:
    from summarizer.reading import Ledger, encode

    told = [
        "地震台网中心说，主震之后已记录到四十多次余震。",
        "地震台网中心记录到的余震已经超过九十次。",
    ]
    pair = encode(
        [Article(text=text, id=text[:9] + text[-4:]) for text in told],
        summarizer.embedder,
        Ledger(),
    )
    assert find_agreeing(pair, 0, 0, told[0]) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ministers met on Monday.", 4),
        ("央行宣布下调基准利率。", 6),
        ("中央銀行は政策金利を引き上げた。", 8),
        ("ฝนตกหนัก", 2),
        ("AI芯片出口增长 8%。", 6),
        ("बारिश के बाद तटबंध टूट गया।", 6),
    ],
)
def test_words_are_counted_in_scripts_without_spaces(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize("most", [1, 5, 12])
def test_the_first_words_of_a_text_fit(most: int) -> None:
    for text in FLOODS.values():
        begun = first_words(text, most)
        assert begun
        assert text.startswith(begun)
        assert count_words(begun) <= most


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("„Wir haben nur den Hund mitgenommen“, sagte Helga Brandt.", True),
        ("„Wir haben nur den Hund mitgenommen, sagte Helga Brandt.", False),
        ("”Vi tog bara hunden”, sade hon till tidningen.", True),
        ("The line will close, he said.” Nobody", False),
        ("住民は「水が膝まで来た」と話した。", True),
        ("住民は「水が膝まで来たと話した。", False),
    ],
)
def test_quotation_marks_of_other_languages_pair(text: str, sound: bool) -> None:
    assert quotes_balance(text) is sound


def test_a_statement_ends_with_the_mark_of_its_script() -> None:
    assert reads_alone("洪水冲毁了青石大桥，国道因此中断。")
    assert reads_alone("बारिश के बाद तटबंध टूट गया।")
    assert not reads_alone("洪水什么时候才会退去呢？")


def test_a_word_keeps_its_vowel_signs() -> None:
    assert script_words("सरकार ने कहा") == ["सरकार", "ने", "कहा"]
    assert script_words("央行降息") == ["央行", "行降", "降息"]


def test_forms_of_one_word_meet() -> None:
    assert script_stem("жителей") == script_stem("жители")
    assert script_stem("والمدارس") == script_stem("المدارس") == "مدارس"


def test_denials_are_heard_in_other_languages() -> None:
    assert denies("Банк не снизит ставку.") == 1
    assert denies("列车没有恢复运行。") == 1
    assert denies("Der Zug fährt wieder.") == 0


FACTORY_FIRE = (
    "İzmir'in Aliağa ilçesinde bir boya fabrikasında çıkan yangında 4 işçi hayatını kaybetti, 9 "
    "kişi yaralandı. Valilikten yapılan açıklamaya göre yangın saat 03.15 sıralarında başladı. "
    "Yangına 38 araç müdahale etti. Fabrikanın sahibi gözaltına alındı.",
    "Aliağa'daki boya fabrikası yangınında ölen işçilerin sayısı 4'e yükseldi. Yaralı 9 kişiden "
    "2'sinin durumu ağır. Fabrikanın ruhsatının bulunmadığı öğrenildi. Belediye Başkanı Cemil "
    "Tugaylı, fabrikanın iki kez mühürlendiğini söyledi. Savcılık soruşturma başlattı.",
    "Merkez Bankası politika faizini yüzde 39,5'ten yüzde 38'e indirdi. Karar, piyasa "
    "beklentileriyle uyumlu oldu. Yıllık enflasyon nisanda yüzde 31,2 olarak açıklandı. Bir "
    "sonraki toplantı haziranda yapılacak.",
)


@pytest.mark.model
def test_one_event_is_one_story_whatever_the_endings_of_its_words(summarizer: Summarizer) -> None:
    articles = [Article(text=text, id=str(k), language="tr") for k, text in enumerate(FACTORY_FIRE)]
    found = sorted(sorted(a.id for a in story.articles) for story in summarizer.stories(articles))
    assert found == [["0", "1"], ["2"]]


@pytest.mark.model
def test_no_heading_is_half_a_name_that_a_particle_joins(summarizer: Summarizer) -> None:
    articles = [
        Article(text=text, id=str(k), language="pt")
        for k, text in enumerate(
            (
                "A greve dos médicos continua. O Ministério da Saúde fala em 61% de adesão.",
                "Os médicos pedem mais dinheiro. A proposta do Ministério da Saúde foi recusada.",
                "A vacina chega em 2027. Segundo o Ministério da Saúde, será gratuita.",
            )
        )
    ]
    labels = {topic.label for topic in summarizer.digest(articles).topics}
    assert labels.isdisjoint({"Ministério", "Saúde"})

"""Which language a text is in, by its script, its letters and its commonest words."""

import re

SAMPLE_CHARS = 700
"""So much of a text is enough to tell, and bounds the cost."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Scripts of one language (or nearly), in order of test; Han comes last since Japanese and Korean use it too.
_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(f"[{letters}]+"))
    for name, letters in (
        ("latin", "A-Za-zÀ-ɏḀ-ỿ"), ("cyrillic", "Ѐ-ӿ"), ("arabic", "ء-يٮ-ۓ"),
        ("han", "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"),
        ("kana", "ぁ-ゖァ-ヺ"), ("hangul", "가-힣"), ("greek", "Ͱ-Ͽἀ-῿"), ("hebrew", "א-ת"), ("devanagari", "ऀ-ॿ"),
        ("bengali", "ঀ-৿"), ("gurmukhi", "਀-੿"), ("gujarati", "઀-૿"), ("tamil", "஀-௿"), ("telugu", "ఀ-౿"),
        ("kannada", "ಀ-೿"), ("malayalam", "ഀ-ൿ"), ("sinhala", "඀-෿"), ("thai", "ก-๛"), ("lao", "຀-໿"),
        ("tibetan", "ༀ-࿿"), ("burmese", "က-႟"), ("georgian", "Ⴀ-ჿ"), ("armenian", "Ա-֏"), ("ethiopic", "ሀ-፿"),
        ("khmer", "ក-៿"), ("mongolian", "᠀-ᢪ"),
    )
)  # fmt: skip
# Letters outside Latin; punctuation, currencies and symbols are of no script.
_BEYOND_LATIN = re.compile(r"[^\x00-\u024f\u1e00-\u1eff\u2000-\u206f\u20a0-\u2bff\ufe00-\ufe0f\U0001f000-\U0001faff]")
_ONE_LANGUAGE = {
    "greek": "el", "hebrew": "he", "bengali": "bn", "gurmukhi": "pa", "gujarati": "gu", "tamil": "ta",
    "telugu": "te", "kannada": "kn", "malayalam": "ml", "sinhala": "si", "thai": "th", "lao": "lo", "tibetan": "bo",
    "burmese": "my", "georgian": "ka", "armenian": "hy", "ethiopic": "am", "khmer": "km", "mongolian": "mn",
}  # fmt: skip
# Function words; a word may belong to several languages, the sum decides.
_WORDS = {
    "en": "the of and to in a is that for was on with as it be by at are from has have this not but he his they said",
    "de": "der die das und in zu den mit von ist ein eine im auf für nicht dem des sich auch als an wird aus bei nach",
    "fr": "le la les de des et en un une du est que dans pour qui pas sur au par plus avec ce il sont à ont cette",
    "es": "el la de que y en los del se las por un con una para su al es lo como más pero sus ha este está",
    "pt": "o a de que e do da em um para com não uma os no se na por mais as dos como foi ao das são pela à",
    "it": "di che e il la in un per è del non una le si con da dei al della i nel sono anche alla più gli ha",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om ook als bij door maar uit naar wordt heeft",
    "sv": "och i att det som en på är av för med den till inte har ett om de var från vid men kan",
    "da": "og i at det en den til er af på for med der de som ikke har et om var han fra ved kan efter også blev",
    "no": "og i at det en til er av på for med som de den ikke har et om var han fra ved kan etter også ble seg",
    "fi": "ja on ei se että oli hän ovat mutta kun myös joka kuin tai sen mukaan olla sekä voi mitä nyt vuonna jo",
    "is": "og að í á sem er til við um ekki en það var af fyrir með hann hún eru því ég verið",
    "et": "ja on et ei ta see oli mis ka kui aga oma või siis kuid seda tema veel juba aasta",
    "lv": "un ir ar par no ka uz tas bija lai kas arī pēc kā tika vai bet gada šo viņš",
    "lt": "ir kad su iš tai kaip yra buvo už bet jis metų į apie po dėl tačiau šių savo",
    "pl": "w i na z do się nie że to jest o jak za od po ale przez dla oraz są co jego tym który być będzie",
    "cs": "a se v na je že s z do to o i za by ale pro jsem jako které který podle byl jeho také ve však",
    "sk": "a sa v na je že s z do to o aj za by ale pre ako ktoré ktorý podľa bol jeho tiež vo však pri",
    "sl": "in je v na da se za so ki s pa z ne tudi bi po od še kot ali pri bo je bil",
    "hr": "i je u na da se za su s od a koji kako će što o iz ne bi do nije to biti kao sve koja",
    "ro": "de și în a la cu nu din pe o un că este care pentru mai au fost sau să ce al lui prin",
    "hu": "a az és hogy nem is egy ez meg volt már csak azt de ha mint van még lesz vagy szerint után",
    "tr": "ve bir bu için da de ile çok olarak daha olan en gibi sonra kadar ise var olduğunu değil dedi oldu",
    "az": "və bu bir ilə üçün də da olan olaraq ki edib daha isə görə sonra deyib",
    "id": "yang dan di untuk dengan ini dari pada tidak dalam itu akan ke adalah juga telah saat oleh karena kata",
    "ms": "yang dan di untuk dengan ini dari pada tidak dalam itu akan ke adalah juga telah oleh kerana beliau katanya",
    "tl": "ang ng sa na mga at ay ni si para ito kay naman ang nang kung hindi din isang siya",
    "vi": "của và là có được cho các không trong với một người những đã này để khi ở từ đến về theo năm",
    "sw": "ya na wa kwa ni katika za kuwa hiyo huo la alisema pia kama cha hilo watu",
    "af": "die en van in is het vir nie op te wat sy om met aan was hy ook as deur sal by",
    "zu": "ukuthi futhi uma kodwa njengoba ngoba abantu kanye umuntu lapho ngesikhathi kule nje",
    "ca": "de la el i que a en els per un les amb una del és no al dels es ha com més són aquest",
    "gl": "de a o que e en do da un unha os para con as no non na por máis se polo dos",
    "eu": "eta da ez bat du dira izan den zuen ere dute baina hori egin gabe duen dela",
    "sq": "të e në dhe një për me që nga i është ka se më si do u nuk ai kjo",
    "ga": "an na ar a agus is go ag le i do sé bhí atá leis de chun",
    "cy": "y yn a i o ar mae ei wedi gan yr ac am bod eu gyda fod hyn",
}
_LATIN_WORDS: dict[str, tuple[str, ...]] = {}
for _tag, _list in _WORDS.items():
    for _word in set(_list.split()):
        _LATIN_WORDS[_word] = (*_LATIN_WORDS.get(_word, ()), _tag)
# Letters that only one of the languages of a script has.
_CYRILLIC = (
    ("uk", "іїєґ"), ("be", "ўі"), ("sr", "ђћџјљњ"), ("mk", "ѓќѕј"), ("kk", "қғңұһә"), ("mn", "өү"), ("tg", "ҷҳӣ"),
    ("ru", "ыэё"), ("bg", "ъщ"),
)  # fmt: skip
_ARABIC = (
    ("ur", "ٹڈےںھ"),
    ("ug", "ېۇۈۆە"),
    ("ps", "ښځټډړګ"),
    ("ckb", "ێۆەڕڵ"),
    ("sd", "ڄڃٿڀ"),
    ("fa", "پچژگ"),
    ("fa?", "یک"),
)
_DEVANAGARI_WORDS = {
    "hi": "है के की में से का को और ने पर हैं यह भी कि था नहीं लिए कर रहा",
    "mr": "आहे आणि या च्या हे ते केली करण्यात असून होते यांनी मात्र झाली आहेत",
    "ne": "छ र को मा ले हो गरेको भएको छन् पनि तथा लाई यो गर्ने",
}

_DEVANAGARI = {tag: frozenset(words.split()) for tag, words in _DEVANAGARI_WORDS.items()}

# Characters that only one of the two Chinese scripts writes, the commonest of each.
_SIMPLIFIED = re.compile(
    "[这个们来时国对说为会过开关学发问见长东车马门员业产经济进还电话语让议记论报给统领导难题应该样条极线组织级环实现务动办劳势协单卖"
    "卫厂历压县参双变号叶听启团园围图圆场块坚坏处备够头夺妇娱娴婴宝审宪宽宾导尔尘尽层属岁岛币师带帮库应庆庙废异弃张弹强归当录彻径忆怀态总恋]"
)
_TRADITIONAL = re.compile(
    "[這個們來時國對說為會過開關學發問見長東車馬門員業產經濟進還電話語讓議記論報給統領導難題應該樣條極線組織級環實現務動辦勞勢協單賣"
    "衛廠歷壓縣參雙變號葉聽啟團園圍圖圓場塊堅壞處備夠頭奪婦娛嫻嬰寶審憲寬賓導爾塵盡層屬歲島幣師帶幫庫應慶廟廢異棄張彈強歸當錄徹徑憶懷態總戀]"
)


def detect_language(text: str, declared: str | None = None) -> tuple[str, float] | None:
    """The language of a text as a BCP 47 tag, and how sure that is (0 to 1); Chinese with its script.

    `declared` (the page's attribute) only decides between close relatives and where the text is too short to tell.
    None when there is nothing to go by.

    >>> detect_language("河北省第十批援藏工作隊工作紀實")[0], detect_language("从河北到西藏，这里的学生")[0]
    ('zh-Hant', 'zh-Hans')
    >>> detect_language("Die Regierung hat sich auf das neue Gesetz geeinigt und will es bald beschließen")[0]
    'de'
    """
    sample = text[:SAMPLE_CHARS]
    said = _primary(declared)
    if not _BEYOND_LATIN.search(sample) and _SCRIPTS[0][1].search(sample):
        return _latin(sample, said)
    counts = _count_scripts(sample)
    if not counts:
        return (_with_script(said, declared, ""), 0.5) if said else None
    # A Chinese character says as much as a short word.
    if counts.get("kana", 0) >= 0.08 * (counts.get("han", 0) + counts.get("kana", 0)) > 0 and _leads(counts, "kana"):
        return "ja", 0.98
    script = max(counts, key=lambda name: counts[name] * (2.5 if name in {"han", "hangul"} else 1))
    sure = counts[script] >= 12
    if script == "han":
        tag = "ja" if said == "ja" and counts.get("kana") else "zh"
        return (_with_script(tag, declared, sample), 0.98 if sure else 0.8)
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script], 0.98
    if script == "hangul":
        return "ko", 0.98
    if script == "cyrillic":
        return _by_letters(sample, _CYRILLIC, said, default="ru")
    if script == "arabic":
        return _by_letters(sample, _ARABIC, said, default="ar")
    if script == "devanagari":
        return _by_words(sample.split(), _DEVANAGARI, said)
    return _latin(sample, said)


def _count_scripts(sample: str) -> dict[str, int]:
    """How many characters of each script a text has; the common scripts first, the rest only when letters are left."""
    counts: dict[str, int] = {}
    left = sum(map(len, _WORD.findall(sample))) if not sample.isascii() else 0
    for name, pattern in _SCRIPTS:
        if counts and left <= 0:
            break
        if pattern.search(sample):
            counts[name] = sum(map(len, pattern.findall(sample)))
            left -= counts[name]
    return counts


def chinese_script(text: str) -> str | None:
    """Tell "Hans" from "Hant" by the characters that only one of them has; None when the text has neither."""
    sample = text[: 4 * SAMPLE_CHARS]
    simplified, traditional = len(_SIMPLIFIED.findall(sample)), len(_TRADITIONAL.findall(sample))
    if simplified == traditional:
        return None
    return "Hans" if simplified > traditional else "Hant"


def _leads(counts: dict[str, int], script: str) -> bool:
    """Kana and Han together outweigh what else is there."""
    own = counts.get(script, 0) + counts.get("han", 0)
    return own * 2.5 >= sum(n for name, n in counts.items() if name not in {script, "han"})


def _primary(declared: str | None) -> str | None:
    tag = (declared or "").strip().replace("_", "-").lower()
    primary = tag.partition("-")[0]
    if not (2 <= len(primary) <= 3 and primary.isascii() and primary.isalpha()):
        return None
    return {"iw": "he", "in": "id", "nb": "no", "nn": "no", "fil": "tl", "cn": "zh", "jp": "ja", "kr": "ko"}.get(
        primary, primary
    )


def _with_script(tag: str, declared: str | None, sample: str) -> str:
    if tag != "zh":
        return tag
    script = chinese_script(sample)
    if script is None:
        said = (declared or "").lower().replace("_", "-")
        script = "Hant" if said.endswith(("-tw", "-hk", "-mo")) or "hant" in said else "Hans"
    return f"zh-{script}"


def _by_letters(
    sample: str, table: tuple[tuple[str, str], ...], said: str | None, *, default: str
) -> tuple[str, float]:
    lower = sample.lower()
    scores: dict[str, float] = {tag: sum(map(lower.count, letters)) for tag, letters in table}
    scores["fa"] = scores.get("fa", 0) + scores.pop("fa?", 0) / 4  # Urdu writes these two letters as well
    best = max(scores, key=lambda tag: scores[tag])
    # Relatives share letters: the page's word counts where its language has its letters too.
    if said in scores and scores[said] >= 0.7 * scores[best] > 0:
        return said, 0.97
    if scores[best] * 60 < len(sample):
        return (said, 0.7) if said in {tag for tag, _ in table} | {default} else (default, 0.9)
    return best, 0.95


def _by_words(words: list[str], table: dict[str, frozenset[str]], said: str | None) -> tuple[str, float]:
    scores = {tag: sum(word in known for word in words) for tag, known in table.items()}
    best = max(scores, key=lambda tag: scores[tag])
    if said in scores and scores[said] >= 0.8 * scores[best]:
        return said, 0.95
    return (best, 0.9) if scores[best] else ("hi", 0.7)


def _latin(sample: str, said: str | None) -> tuple[str, float] | None:
    words = _WORD.findall(sample.lower())
    scores: dict[str, float] = {}
    for word in words:
        tags = _LATIN_WORDS.get(word)
        if tags:
            for tag in tags:
                scores[tag] = scores.get(tag, 0) + 1
    if not scores:
        return (said, 0.6) if said else None
    best = max(scores, key=lambda tag: scores[tag])
    # Danish and Norwegian, Malay and Indonesian, Galician and Portuguese: the attribute parts what words cannot.
    if said in scores and scores[said] >= 0.8 * scores[best]:
        best = said
    elif said and said not in _WORDS and scores[best] < 0.12 * len(words):
        return said, 0.7
    share = scores[best] / max(1, len(words))
    return best, 0.97 if share > 0.15 and len(words) >= 20 else 0.85 if scores[best] > 2 else 0.6

"""Pages of kinds that are no plain article: results, briefs, live reports, interviews, lists, dumps, forums, laws, scripts."""

import json

import pytest

from archiver.parsers.article import parse_article
from tests.parsers.pages import page_of
from tests.parsers.test_body import EN, FOOT, H1, MENU, ZH, paras

TEASED = (
    "Ten ways to cook a potato without heating the whole kitchen this summer",
    "A football club buys back its old stadium after thirty years",
    "Why the price of olive oil has fallen again and who gains from it",
)
LINKS = (
    "<h3>More stories</h3><ul>" + "".join(f"<li><a href=/s/{n}>{text}</a>" for n, text in enumerate(TEASED)) + "</ul>"
)
CONSENT = (
    "We and our 842 partners store and access information on your device, such as cookies and unique identifiers.",
    "You can change your choice at any time; some partners process your data on the ground of their legitimate interest.",
    "With your consent we measure audiences, develop products and use precise location data of your device.",
)
AGENCY = "LISBON, MAY 6 - The northern quay closes for a year, the harbour board decided on Tuesday; ferries move south (ANSA)."
RESULT = ("Bay beat Hill 3-1 in rain on Sunday.", "Goals: Lind 12, 40, Roe 77; Doe 90.", "Attendance: 1,204.")
LAW = tuple(f"第{n}条 {text}" for n, text in zip("一二三四", ZH, strict=True))
SLIDES = ("1. The quay at dawn, seen from the lighthouse", "2. Divers prepare to go down", "3. A crack in pillar nine")
VERSE = ("The water is grey,\nthe pillars are old,\na gull on the crane\nis waiting for cold.",)
THAI = (
    "คณะกรรมการท่าเรือลงมติเมื่อวันอังคารให้ปิดท่าเรือด้านเหนือเพื่อซ่อมแซมซึ่งคาดว่าจะใช้เวลาจนถึงฤดูใบไม้ร่วงปีหน้า",
    "วิศวกรพบรอยร้าวในเสาสิบเอ็ดต้นจากสี่สิบต้นระหว่างการตรวจสอบในเดือนมีนาคม",
)
TIBETAN = (
    "གྲུ་ཁའི་ཨུ་ཡོན་ལྷན་ཁང་གིས་གཟའ་མིག་དམར་ཉིན་བྱང་ཕྱོགས་ཀྱི་གྲུ་ཁ་ཉམས་གསོའི་ཆེད་སྒོ་རྒྱག་རྒྱུའི་འོས་བསྡུ་བྱས་པ་རེད།",
    "མཚོ་གླིང་དུ་འགྲོ་བའི་གྲུ་གཟིངས་ལྷོ་ཕྱོགས་ཀྱི་གྲུ་ཁ་ནས་འགྲོ་རྒྱུ་རེད།",
)
BURMESE = (
    "ဆိပ်ကမ်းဘုတ်အဖွဲ့သည် မြောက်ဘက်ဆိပ်ခံကို ပြုပြင်ရန် ပိတ်ရန် အင်္ဂါနေ့တွင် မဲခွဲဆုံးဖြတ်ခဲ့သည်။",
    "ကျွန်းများသို့ ကူးတို့များသည် တောင်ဘက်ဆိပ်ကမ်းမှ ထွက်ခွာမည်ဖြစ်သည်။",
)
URDU = (
    "بندرگاہ بورڈ نے منگل کو شمالی گھاٹ کو مرمت کے لیے بند کرنے کے حق میں ووٹ دیا جو اگلے سال خزاں تک جاری رہنے کی توقع ہے۔",
    "بیرونی جزیروں کو جانے والی فیریاں جنوبی ٹرمینل سے روانہ ہوں گی۔",
)


def live(texts: tuple[str, ...]) -> str:
    entries = (f"<div id=e{n}><time>1{n}.00</time><p>{t}</p><button>Share</button></div>" for n, t in enumerate(texts))
    return "".join(entries)


KINDS = {
    "result of a match": (f"<article>{H1}{paras(RESULT)}</article>", RESULT),
    "brief of an agency under its picture": (
        f"<div>{H1}<div class=image><img src=a.jpg width=655 height=360></div><p>{AGENCY}</p></div>",
        (AGENCY,),
    ),
    "one sentence": (f"<div class=c>{H1}<div>6 May 2024, 10:20</div><p>{EN[0]}</p></div>", EN[:1]),
    "consent without a class above the article": (
        f"<div><h2>Your choice</h2>{paras(CONSENT)}<button>Accept all</button></div><div>{H1}{paras(EN[:3])}</div>",
        EN[:3],
    ),
    "adverts between sections": (
        f"{H1}<section>{paras(EN[:2])}</section><div>Advertisement</div><section>{paras(EN[2:4])}</section><div>— Ad —</div>"
        f"<section>{paras(EN[4:])}</section>",
        EN,
    ),
    "live report with controls": (f"<article>{H1}{live(EN)}</article>", EN),
    "gate for payers": (
        f"<article>{H1}{paras(EN[:2])}<div><p>Subscribe now for full access to all articles, cancel at any time.</p></div></article>",
        EN[:2],
    ),
    "interview": (
        f"<article>{H1}" + "".join(f"<p><strong>And then {n}?</strong></p><p>{t}</p>" for n, t in enumerate(EN)) + "</article>",
        tuple(line for n, t in enumerate(EN) for line in (f"And then {n}?", t)),
    ),
    "speakers": (
        f"<article>{H1}" + "".join(f"<p><b>LIND:</b> {t}</p>" for t in EN) + "</article>",
        tuple(f"LIND: {t}" for t in EN),
    ),
    "text in list items": (f"<div>{H1}<ul>" + "".join(f"<li>{t}</li>" for t in EN) + "</ul></div>", EN),
    "elements of invented names": (
        f"<news-article><news-title>{H1}</news-title><news-body>{paras(EN)}</news-body></news-article>",
        EN,
    ),
    "text in pre": (f"{H1}<pre>{EN[0]}\n\n{EN[1]}\n\n{EN[2]}</pre>", EN[:3]),
    "text in a textarea": (f"{H1}<textarea>{paras(EN).replace('<', '&lt;')}</textarea>", EN),
    "law": (f"<div><h1>滨海市码头管理条例</h1>{paras(LAW)}</div>", LAW),
    "verse": (f"<article>{H1}<p>{VERSE[0].replace(chr(10), '<br>')}</p></article>", VERSE),
    "headings of a slideshow": (
        f"<article>{H1}<p>{EN[0]}</p>" + "".join(f"<div><h3>{t}</h3><img src=a.jpg width=800></div>" for t in SLIDES) + "</article>",
        (EN[0], *SLIDES),
    ),
    "counted slides": (
        f"<article>{H1}<p>{EN[0]}</p>" + "".join(f"<div><i>{n} of 3</i><h3>{t}</h3></div>" for n, t in enumerate(SLIDES)) + "</article>",
        (EN[0], *SLIDES),
    ),
    "paragraphs wrapped by an editor": (
        f"<div id=js_content><section><p><span>{ZH[0]}</span></p></section><section><section><section><span>{ZH[1]}</span></section>"
        f"</section></section>{paras(ZH[2:])}</div>",
        ZH,
    ),
    "heading without a text": (f"<article>{H1}{paras(EN)}<h2>Read our guide to the islands</h2></article>", EN),
    "thai": (f"<article><h1>ปิดท่าเรือเหนือหนึ่งปี</h1>{paras(THAI)}</article>", THAI),
    "tibetan": (f"<article><h1>བྱང་ཕྱོགས་གྲུ་ཁ་ལོ་གཅིག་སྒོ་རྒྱག</h1>{paras(TIBETAN)}</article>", TIBETAN),
    "burmese": (f"<article><h1>မြောက်ဆိပ်ကမ်းကို တစ်နှစ်ပိတ်မည်</h1>{paras(BURMESE)}</article>", BURMESE),
    "urdu": (f"<article><h1>شمالی گھاٹ ایک سال کے لیے بند</h1>{paras(URDU)}</article>", URDU),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_of_a_kind(kind: str) -> None:
    inner, expected = KINDS[kind]
    page = page_of(f"<title>New pier opens in March</title><body>{MENU}{inner}{LINKS}{FOOT}")
    assert (parse_article(page).body or "").split("\n\n") == list(expected)


@pytest.mark.parametrize(
    "script",
    [
        f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "articleBody": chr(10).join(EN)})}</script>',
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": {"article": {"body": paras(EN)}}})}</script>',
        f"<script>window.__INITIAL_STATE__ = {json.dumps({'story': {'content': [{'type': 'p', 'text': t} for t in EN]}})};</script>",
        f"<script>window.__NUXT__={json.dumps({'data': [{'blocks': [{'children': [{'text': t}]} for t in EN]}]})}</script>",
    ],
    ids=["json-ld", "markup in the state", "parts in the state", "parts of parts in the state"],
)
def test_a_text_that_only_a_script_holds(script: str) -> None:
    article = parse_article(page_of(f"<title>New pier opens in March</title><body><div id=app>Loading…</div>{script}"))
    assert (article.body or "").split("\n\n") == list(EN)
    assert article.evidence["body"].source == "script"


def test_the_text_of_a_page_goes_before_that_of_its_script() -> None:
    told = json.dumps({"@type": "NewsArticle", "articleBody": "\n".join(EN)})
    page = page_of(f'{MENU}{H1}{paras(EN[:3])}<script type="application/ld+json">{told}</script>{FOOT}')
    assert (parse_article(page).body or "").split("\n\n") == list(EN[:3])


@pytest.mark.parametrize(
    "state", ["[" * 5000, '{"body": "' + "a " * 200, "null", '{"body": {"html": []}}', "{" * 99 + "}" * 99]
)
def test_a_state_that_is_none_gives_no_text(state: str) -> None:
    page = page_of(f'<title>New pier</title><body><script id="__NEXT_DATA__" type="application/json">{state}</script>')
    assert parse_article(page).body is None

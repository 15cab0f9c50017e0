"""What the class and id of an element say about the text in it: share box, related links, caption, article …"""

import re
from collections.abc import Iterable
from functools import lru_cache

# First part: stems looked for anywhere in a token of class or id. Second: short words that must be the whole token.
# Chinese sites write their class names in pinyin or English; other languages are given where sites use them.
_STEMS = {
    "related": (
        "relat recommend recirc morefrom morestor morenews readmore readnext readalso alsolike mightlike "
        "youmay popular "
        "trending mostread mostview outbrain taboola upnext nextarticle nextpost prevpost suggest "
        "tuijian xgyd xiangguan "
        "hotnews latest similar zergnet revcontent mgid ranking further teaser moreon seealso linklist correlat",
        "hot rank next prev",
    ),
    "share": (
        "share sharing social facebook twitter whatsapp wechat weixin weibo qrcode addthis followus fenxiang addtoany "
        "telegram pinterest linkedin bookmark follow",
        "sns like likes",
    ),
    "join": (
        "newsletter subscri signup paywall regwall login signin regist piano mailing optin premium membership donat "
        "loginreg hardwall",
        "abo meter member news-letter form",
    ),
    "comment": (
        "comment disqus livefyre respond pinglun reply replies discuss coral koment feedback rating review survey",
        "vote poll quiz faq",
    ),
    "caption": (
        "caption figure credit photo picture gallery slideshow slider carousel imag thumb lightbox cutline",
        "img pic pics",
    ),
    "byline": (
        "byline author dateline publish pubdate timestamp datetime postinfo articleinfo source editor "
        "writer zuozhe laiyuan "
        "contributor reporter journalist kicker eyebrow updated posted",
        "byl date time info meta by when",
    ),
    "person": ("biograph profile avatar aboutthe", "bio about"),
    "legal": (
        "foot copyright legal disclaim privacy banquan correction colophon licen disclos shengming declare imprint",
        "terms cc",
    ),
    "nav": (
        "navi navbar breadcrumb header topbar pagination toolbar submenu mianbao masthead search "
        "anchorlist tableofcontent "
        "tocl megamenu mainmenu",
        "nav menu tab tabs page pager toc contents crumb crumbs skip jump index",
    ),
    "ads": (
        "advert sponsor banner promo adslot adsbygoogle guanggao commercial product pricing coupon affiliate shopping",
        "ad ads dfp gpt shop price buy deal deals offer offers",
    ),
    "topic": ("keyword categor taxonomy biaoqian hashtag", "tag tags topic topics label labels section channel"),
    "aside": (
        "aside sidebar widget infobox factbox callout rightcol secondary complement",
        "side right rail box panel module left",
    ),
    "embed": ("embed tweet instagram youtube video player audio podcast iframe", "media"),
    "lead": (
        "lede summary standfirst subtitle subhead abstract excerpt chapeau zhaiyao description ingress "
        "kurzfassung daodu bajada "
        "sommario strapline vorspann",
        "lead deck dek intro sub desc",
    ),
    "body": (
        "articlebody bodytext articletext articlecontent postcontent entrycontent storybody storytext "
        "richtext wysiwyg zhengwen "
        "neirong paragraph texto cuerpo corpo inhalt editorial prose markdown article content",
        "body text story entry post copy main detail details rte para cont news",
    ),
    "title": ("headline heading biaoti titre titulo", "title hed h1 head tit"),
    "list": ("archive collection", "list item items card cards grid tile tiles row stream feed loop block"),
    "popup": (
        "modal popup overlay cookie consent gdpr onetrust dialog toast alert notification tooltip "
        "dropdown visuallyhidden offscreen "
        "printonly collapse",
        "cmp hidden hide none sr screen print notice",
    ),
    "quote": ("quote citation", "pull cite"),
    "data": ("table code highlight", "pre spec data"),
    "action": ("button download install", "btn cta action more link links click app apps"),
    "live": ("liveblog timeline keypoint highlights takeaway accordion", "live update updates key"),
}

KINDS = tuple(_STEMS)
"""Kinds of marks, in the order of their bits."""

BIT = {kind: 1 << i for i, kind in enumerate(KINDS)}
"""The bit of each kind in a mask of marks."""

_BY_STEM = {stem: BIT[kind] for kind, (stems, _) in _STEMS.items() for stem in stems.split()}
_BY_WORD = {word: BIT[kind] for kind, (_, words) in _STEMS.items() for word in words.split()}


def _tree_pattern(words: Iterable[str]) -> str:
    """The words as one pattern that reads each letter once: `re` tries plain alternatives one after another."""
    by_first: dict[str, list[str]] = {}
    for word in words:
        if word:
            by_first.setdefault(word[0], []).append(word[1:])
    branches = [re.escape(first) + _tree_pattern(rest) for first, rest in sorted(by_first.items())]
    if not branches:
        return ""
    pattern = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{pattern})?" if "" in words else pattern


_STEM = re.compile(_tree_pattern(list(_BY_STEM)))
_GAP = re.compile(r"[\s_\-:/.]+")

_TAG_KINDS = {
    "figcaption": "caption", "figure": "caption", "caption": "caption", "aside": "aside", "nav": "nav",
    "menu": "nav", "footer": "legal", "header": "nav", "form": "join", "button": "action", "label": "action",
    "blockquote": "quote", "article": "body", "main": "body", "dialog": "popup", "details": "live",
    "amp-sidebar": "nav", "table": "data", "pre": "data", "address": "byline", "time": "byline",
}  # fmt: skip
TAG_BITS = {tag: BIT[kind] for tag, kind in _TAG_KINDS.items()}
"""The bit that an element's name alone says."""


def token_mask(token: str) -> int:
    """The kinds that one word of a class or id names."""
    mask = _BY_WORD.get(token.strip("0123456789"), 0)
    if len(token) < 4 or not token.isalpha():
        return mask
    for stem in _STEM.findall(token[:60]):
        mask |= _BY_STEM[stem]
    return mask


@lru_cache(maxsize=20_000)
def marks_mask(marks: str) -> int:
    """The kinds that a class, id or role names, as a mask of `BIT`.

    >>> marks_mask("article-related") == BIT["body"] | BIT["related"]
    True
    >>> marks_mask("css-1x2y3z")
    0
    """
    mask = 0
    for token in _GAP.split(marks):
        if token:
            mask |= token_mask(token)
    return mask


def node_mask(tag: str, marks: str) -> int:
    """The kinds that an element's name and marks say together."""
    mask = TAG_BITS.get(tag, 0)
    return mask | marks_mask(marks) if marks else mask


def names_of(mask: int) -> tuple[str, ...]:
    """The names of the kinds in a mask.

    >>> names_of(BIT["share"] | BIT["legal"])
    ('share', 'legal')
    """
    return tuple(kind for kind in KINDS if mask & BIT[kind])

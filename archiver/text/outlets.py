"""Names of outlets as they stand in a credit: cut to the name alone, told from what is no name."""

import re

from archiver.text.han_names import is_outlet_word

_HAN = re.compile(r"[一-鿿]")
# Words that follow a credit on the same line and do not belong to it.
_AFTER = re.compile(
    r"\s?(?:作者|记者|編輯|编辑|责编|责任编辑|我要|发表|發表|分享|举报|评论|浏览|点击|阅读|人气|字号|打印|查看|扫描|关注|原标题|[·|丨/]\s|\d+\s?(?:人|条|次)|\d{4}[-年]).*$"
)
_NO_OUTLET = re.compile(
    r"^(?:\d[\d\s:./-]*|未知|不详|無|无|原创|原創|转载|--?|null|none|undefined|size=.*|[\W_]+|点击.*|查看.*|请.*|http\S+)$",
    re.IGNORECASE,
)
_CLOSING = {"(": ")", "（": "）", "[": "]", "【": "】", "《": "》"}
MAX_CHARS = 40


def clean_outlet(text: str) -> str | None:
    """The name of an outlet out of a credit's value; None when it holds no name.

    In Chinese the name ends at the first space, unless Latin words follow.

    >>> clean_outlet("证券市场红周刊 举报 326"), clean_outlet("Reuters | Photo: AP"), clean_outlet("326")
    ('证券市场红周刊', 'Reuters', None)
    """
    value = " ".join(text[: 5 * MAX_CHARS].split()).strip(" :：,，、-—·|/;；。")
    value = re.split(r"\s?[|丨]\s?|\s[-–—]\s(?=[A-Z])", value)[0]
    if _HAN.search(value):
        value = _AFTER.sub("", value)
        first, _, rest = value.partition(" ")
        if rest and _HAN.search(first) and not re.match(r"[A-Za-z][\w .&-]{1,20}$", rest, re.ASCII):
            value = first
    value = _balance(value.strip(" :：,，、-—·|/;；。"))
    if not value or len(value) > MAX_CHARS or _NO_OUTLET.match(value):
        return None
    return value


def looks_like_outlet(text: str) -> bool:
    """True for a short name that ends as outlets do, or is one of few words that papers credit.

    >>> looks_like_outlet("证券时报网"), looks_like_outlet("点击查看")
    (True, False)
    """
    return 2 <= len(text) <= 20 and is_outlet_word(text) and not re.search(r"[，。,.!?！？:：]", text)


def _balance(text: str) -> str:
    """Without a bracket that is opened and not closed, or closed and not opened, and without title marks all around.

    A title mark at the end goes with the punctuation around a credit, and comes back: 人民网－《人民日报》.
    """
    if text.find("《") > 0 and text.count("《") == text.count("》") + 1:
        text += "》"
    for opening, closing in _CLOSING.items():
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, " ").replace(closing, " ")
    text = " ".join(text.split())
    return text[1:-1] if re.fullmatch(r"《[^《》]*》", text) else text

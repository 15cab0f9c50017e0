"""Is this page an article? Reasons, in one word each, why it is not."""

import re

from archiver.model.article import Article
from archiver.text.url_shapes import looks_like_article

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|[^\W_]+")

# What a page says that is served with 200 in place of a 404. Matched against the title, or a body of a few words.
_MISSING = re.compile(
    r"""(?xi)
      页面(?:不存在|未找到|没有找到|已删除|找不到|丢失|出错) | 頁面(?:不存在|未找到|已刪除|找不到)
    | (?:文章|内容|新闻|网页|信息|链接)(?:已(?:被)?删除|不存在|已下线|未找到|走丢了)
    | 您(?:访问|查看|请求)的(?:页面|内容|网页)
    | 找不到(?:页面|网页|您) | 无法找到(?:该|此)?(?:页|网页) | 抱歉.{0,12}(?:不存在|找不到|已删除)
    | \b404\b
    | (?:page|article|content|file|story)\ (?:was\ |could\ )?(?:not\ (?:be\ )?found|no\ longer\ (?:exists|available))
    | not\ found | no\ longer\ available | doesn.?t\ exist | does\ not\ exist
    | página\ no\ encontrada | page\ introuvable | seite\ nicht\ gefunden | страница\ не\ найдена
    | ページが見つかりません | 페이지를\ 찾을\ 수
    """
)
_ENOUGH = 500
"""Characters of a body that are counted first: they nearly always hold the 120 words that decide."""
_GATE = re.compile(
    r"(?i)just a moment|attention required|access denied|are you a robot|verify you are human"
    r"|enable javascript and cookies|安全验证|访问验证|人机验证"
)


def count_words(text: str | None) -> int:
    """Words of a text; each character of a script without spaces is one.

    >>> count_words("中国 news of the day"), count_words(None)
    (6, 0)
    """
    return len(_WORD.findall(text)) if text else 0


def article_refusal(
    article: Article, *, url: str, link_share: float = 0.0, is_known_shape: bool = False, shown: str = ""
) -> str | None:
    """Why a page is no article: soft_404, not_article with what is missing; None when it is one.

    `link_share` is how much of its body stands in links; `is_known_shape` says that the site's own pattern matches its
    address, so that less evidence is asked for; `shown` is all that a page of few words shows, for one without a body.
    """
    words = count_words((article.body or "")[:_ENOUGH])
    if words < 120 or link_share > 0.5:
        words = count_words(article.body)
    if words < 120 and (
        _MISSING.search(article.title or "") or (words < 60 and _MISSING.search(article.body or shown))
    ):
        return "soft_404"
    if words < 60 and _GATE.search(f"{article.title} {article.body or shown}"):
        return "not_article: a gate for browsers"
    if article.title is None:
        return "not_article: no title"
    if article.body is None and not (article.captions and article.published_at):
        return "not_article: no body"
    if link_share > 0.5 and words < 2000:
        return "not_article: a list of links"
    if article.published_at is None and words < (20 if is_known_shape else 80):
        return "not_article: no date and few words"
    if not is_known_shape and not looks_like_article(url) and (article.published_at is None or words < 40):
        return "not_article: address and page of a listing"
    return None

"""BBC News 中文, bbc.com/zhongwen: found by its feed; pages carry JSON-LD with times in UTC.

From what is known of its pages (docs/crawling.md); awaits a check against the live site.
"""

from archiver.crawl.spider import NewsSpider
from archiver.model.site import Site


class BbcZhongwen(NewsSpider):
    name = "bbc_zhongwen"
    site = Site(
        publisher="BBC News 中文",
        domains=("bbc.com", "feeds.bbci.co.uk"),
        timezone="Asia/Shanghai",
        feeds=("https://feeds.bbci.co.uk/zhongwen/simp/rss.xml",),
        article_url=r"^https://www\.bbc\.com/zhongwen/(?:articles/\w+(?:/simp|/trad)?|(?:simp|trad)/[\w-]*\d{8})$",
        language="zh-Hans",
        at_least=5,
    )

"""中国西藏新闻网, xzxw.com (formerly chinatibetnews.com): TRS pages.

From what is known of its pages (docs/crawling.md); awaits a check against the live site.
"""

from archiver.crawl.spider import NewsSpider
from archiver.model.site import Site


class Chinatibetnews(NewsSpider):
    name = "chinatibetnews"
    site = Site(
        publisher="中国西藏新闻网",
        domains=("xzxw.com", "chinatibetnews.com"),
        timezone="Asia/Shanghai",
        seeds=("https://www.xzxw.com/xw/xzyw/",),
        article_url=r"/t\d{8}_\d+\.html$",
        language="zh-Hans",
        at_least=5,
    )

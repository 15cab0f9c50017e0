"""央视网, cctv.com: source and time stand on one line; film pages carry VIDE in place of ARTI.

From what is known of its pages (docs/crawling.md); awaits a check against the live site.
"""

from archiver.crawl.spider import NewsSpider
from archiver.model.site import Site


class Cctv(NewsSpider):
    name = "cctv"
    site = Site(
        publisher="央视网",
        domains=("cctv.com",),
        timezone="Asia/Shanghai",
        seeds=("https://news.cctv.com/",),
        article_url=r"/\d{4}/\d{2}/\d{2}/(?:ARTI|VIDE)\w+\.shtml$",
        language="zh-Hans",
        at_least=5,
    )

"""澎湃新闻, thepaper.cn: a script app whose class names end in hashes.

From what is known of its pages (docs/crawling.md); awaits a check against the live site.
"""

from archiver.crawl.spider import NewsSpider
from archiver.model.site import Site


class Thepaper(NewsSpider):
    name = "thepaper"
    site = Site(
        publisher="澎湃新闻",
        domains=("thepaper.cn",),
        timezone="Asia/Shanghai",
        seeds=("https://www.thepaper.cn/",),
        article_url=r"/newsDetail_forward_\d+$",
        language="zh-Hans",
        at_least=5,
    )

"""搜狐, sohu.com: articles of many publishers.

From what is known of its pages (docs/crawling.md); awaits a check against the live site.
"""

from archiver.crawl.spider import NewsSpider
from archiver.model.site import Site


class Sohu(NewsSpider):
    name = "sohu"
    site = Site(
        publisher="搜狐",
        domains=("sohu.com",),
        timezone="Asia/Shanghai",
        seeds=("https://news.sohu.com/",),
        article_url=r"/a/\d+_\d+$",
        language="zh-Hans",
        at_least=5,
    )

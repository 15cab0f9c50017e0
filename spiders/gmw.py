"""光明网, gmw.cn.

From what is known of its pages (docs/crawling.md); awaits a check against the live site.
"""

from archiver.crawl.spider import NewsSpider
from archiver.model.site import Site


class Gmw(NewsSpider):
    name = "gmw"
    site = Site(
        publisher="光明网",
        domains=("gmw.cn",),
        timezone="Asia/Shanghai",
        seeds=("https://news.gmw.cn/",),
        article_url=r"/\d{4}-\d{2}/\d{2}/content_\d+\.htm$",
        language="zh-Hans",
        at_least=5,
    )

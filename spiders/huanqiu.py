"""环球网, huanqiu.com: short article codes; the source is a bare link beside the time.

From what is known of its pages (docs/crawling.md); awaits a check against the live site.
"""

from archiver.crawl.spider import NewsSpider
from archiver.model.site import Site


class Huanqiu(NewsSpider):
    name = "huanqiu"
    site = Site(
        publisher="环球网",
        domains=("huanqiu.com",),
        timezone="Asia/Shanghai",
        seeds=("https://china.huanqiu.com/", "https://world.huanqiu.com/"),
        article_url=r"/article/\w{11}$",
        language="zh-Hans",
        at_least=5,
    )

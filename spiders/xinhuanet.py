"""新华网, news.cn and xinhuanet.com: the first h1 of a page is an empty fixed header.

From what is known of its pages (docs/crawling.md); awaits a check against the live site.
"""

from archiver.crawl.spider import NewsSpider
from archiver.model.site import Site


class Xinhuanet(NewsSpider):
    name = "xinhuanet"
    site = Site(
        publisher="新华网",
        domains=("news.cn", "xinhuanet.com"),
        timezone="Asia/Shanghai",
        seeds=("http://www.news.cn/",),
        article_url=r"/\d{4}-\d{2}/\d{2}/c_\d+\.htm$|/\d{8}/[0-9a-f]{32}/c\.html$",
        language="zh-Hans",
        at_least=10,
    )

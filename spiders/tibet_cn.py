"""中国西藏网, tibet.cn: TRS pages; the newsroom's own text often arrives at mirrors damaged.

From what is known of its pages (docs/crawling.md); awaits a check against the live site.
"""

from archiver.crawl.spider import NewsSpider
from archiver.model.site import Site


class TibetCn(NewsSpider):
    name = "tibet_cn"
    site = Site(
        publisher="中国西藏网",
        domains=("tibet.cn",),
        timezone="Asia/Shanghai",
        seeds=("http://www.tibet.cn/cn/Instant/", "http://www.tibet.cn/cn/aid_tibet/"),
        article_url=r"/t\d{8}_\d+\.html$",
        language="zh-Hans",
        at_least=5,
    )

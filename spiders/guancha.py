"""观察者网, guancha.cn: the headline of an article is an h3.

From what is known of its pages (docs/crawling.md); awaits a check against the live site.
"""

from archiver.crawl.spider import NewsSpider
from archiver.model.site import Site


class Guancha(NewsSpider):
    name = "guancha"
    site = Site(
        publisher="观察者网",
        domains=("guancha.cn",),
        timezone="Asia/Shanghai",
        seeds=("https://www.guancha.cn/",),
        article_url=r"/\w+/\d{4}_\d{2}_\d{2}_\d+\.shtml$",
        language="zh-Hans",
        at_least=5,
    )

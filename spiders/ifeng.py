"""凤凰网, ifeng.com: class names end in hashes; the og:time name ends in a blank.

From what is known of its pages (docs/crawling.md); awaits a check against the live site.
"""

from archiver.crawl.spider import NewsSpider
from archiver.model.site import Site


class Ifeng(NewsSpider):
    name = "ifeng"
    site = Site(
        publisher="凤凰网",
        domains=("ifeng.com",),
        timezone="Asia/Shanghai",
        seeds=("https://news.ifeng.com/",),
        article_url=r"/c/\w{11}$",
        language="zh-Hans",
        at_least=5,
    )

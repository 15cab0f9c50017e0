"""网易新闻, 163.com: editor and source stand inside the body; an editor's name ends in a staff number.

From what is known of its pages (docs/crawling.md); awaits a check against the live site.
"""

from archiver.crawl.spider import NewsSpider
from archiver.model.site import Site


class Netease(NewsSpider):
    name = "netease"
    site = Site(
        publisher="网易新闻",
        domains=("163.com",),
        timezone="Asia/Shanghai",
        seeds=("https://news.163.com/",),
        article_url=r"/article/[0-9A-Z]{16}\.html$",
        language="zh-Hans",
        at_least=5,
    )

"""新浪新闻, news.sina.com.cn: the first h1 is the channel's logo; the editor stands inside the body.

From what is known of its pages (docs/crawling.md); awaits a check against the live site.
"""

from archiver.crawl.spider import NewsSpider
from archiver.model.site import Site


class Sina(NewsSpider):
    name = "sina"
    site = Site(
        publisher="新浪新闻",
        domains=("sina.com.cn",),
        timezone="Asia/Shanghai",
        seeds=("https://news.sina.com.cn/",),
        article_url=r"/doc-i\w+\.shtml$",
        language="zh-Hans",
        at_least=5,
    )

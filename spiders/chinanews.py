"""中国新闻网, chinanews.com.cn: a rolling feed of all departments.

From what is known of its pages (docs/crawling.md); awaits a check against the live site.
"""

from archiver.crawl.spider import NewsSpider
from archiver.model.site import Site


class Chinanews(NewsSpider):
    name = "chinanews"
    site = Site(
        publisher="中国新闻网",
        domains=("chinanews.com.cn", "chinanews.com"),
        timezone="Asia/Shanghai",
        seeds=("https://www.chinanews.com.cn/scroll-news/news1.html",),
        feeds=("https://www.chinanews.com.cn/rss/scroll-news.xml",),
        article_url=r"/\d{4}/\d{2}-\d{2}/\d+\.shtml$",
        language="zh-Hans",
        at_least=20,
    )

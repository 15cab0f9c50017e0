"""Xinhua in English, english.news.cn: times are those of Beijing.

From what is known of its pages (docs/crawling.md); awaits a check against the live site.
"""

from archiver.crawl.spider import NewsSpider
from archiver.model.site import Site


class XinhuaEnglish(NewsSpider):
    name = "xinhua_english"
    site = Site(
        publisher="Xinhua",
        domains=("english.news.cn",),
        timezone="Asia/Shanghai",
        seeds=("https://english.news.cn/home.htm",),
        article_url=r"/\d{8}/[0-9a-f]{32}/c\.html$",
        language="en",
        at_least=5,
    )

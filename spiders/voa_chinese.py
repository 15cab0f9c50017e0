"""美国之音中文网, voachinese.com: found by its sitemap; pages carry JSON-LD with times in UTC.

From what is known of its pages (docs/crawling.md); awaits a check against the live site.
"""

from archiver.crawl.spider import NewsSpider
from archiver.model.site import Site


class VoaChinese(NewsSpider):
    name = "voa_chinese"
    site = Site(
        publisher="美国之音",
        domains=("voachinese.com",),
        timezone="Asia/Shanghai",
        seeds=("https://www.voachinese.com/",),
        sitemaps=("https://www.voachinese.com/sitemap.xml",),
        article_url=r"/a/(?:[^/]+/)?\d+\.html$",
        language="zh-Hans",
        at_least=5,
    )

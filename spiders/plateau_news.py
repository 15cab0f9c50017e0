"""高原新闻网, this project's sample site (`data/sample_site`): an invented newsroom, served on loopback.

Its articles have two layouts, one of them in old tables whose GB2312 is named in the meta element alone. No selector is
needed: the general parser reads both.
"""

from archiver.crawl.spider import NewsSpider
from archiver.model.site import Site


class PlateauNews(NewsSpider):
    name = "plateau_news"
    site = Site(
        publisher="高原新闻网",
        domains=("news.plateau.example",),
        timezone="Asia/Shanghai",
        seeds=("http://news.plateau.example/index.html",),
        feeds=("http://news.plateau.example/rss.xml",),
        sitemaps=("http://news.plateau.example/sitemap_index.xml",),
        article_url=r"/t\d{8}_\d+\.html$|/content_\d+\.htm$",
        at_least=40,
    )

"""中国网, china.com.cn: time, source, author and editor stand on one line.

From what is known of its pages (docs/crawling.md); awaits a check against the live site.
"""

from archiver.crawl.spider import NewsSpider
from archiver.model.site import Site


class ChinaComCn(NewsSpider):
    name = "china_com_cn"
    site = Site(
        publisher="中国网",
        domains=("china.com.cn",),
        timezone="Asia/Shanghai",
        seeds=("http://news.china.com.cn/",),
        article_url=r"/\d{4}-\d{2}/\d{2}/content_\d+\.s?html?$",
        language="zh-Hans",
        at_least=5,
    )

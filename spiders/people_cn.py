"""人民网, people.com.cn: declared GB2312; author and editor metadata are numbers, not names.

From what is known of its pages (docs/crawling.md); awaits a check against the live site.
"""

from archiver.crawl.spider import NewsSpider
from archiver.model.site import Site


class PeopleCn(NewsSpider):
    name = "people_cn"
    site = Site(
        publisher="人民网",
        domains=("people.com.cn",),
        timezone="Asia/Shanghai",
        seeds=("http://www.people.com.cn/",),
        feeds=(
            "http://www.people.com.cn/rss/politics.xml",
            "http://www.people.com.cn/rss/society.xml",
            "http://www.people.com.cn/rss/world.xml",
        ),
        article_url=r"/n\d?/\d{4}/\d{4}/c\d+-\d+\.html$",
        language="zh-Hans",
        at_least=10,
    )

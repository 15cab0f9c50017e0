"""The fixture pages of known sites: words of our own in the shape of each site's pages, with the truth beside them.

    python -m tests.sites.pages

writes `tests/sites/<site>/<day>.html.gz` and `<day>.json`. The shapes are those of docs/crawling.md; no page is a copy.
"""

import gzip
import json
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One page and what it says."""

    site: str
    url: str
    html: str
    """`{body}` stands for the paragraphs."""
    title: str
    day: str = "2026-03-02"
    """The day of capture."""
    paragraphs: tuple[str, ...]
    charset: str = "utf-8"
    header: str | None = "text/html"
    """The Content-Type as sent."""
    wrap: str = "<p>{}</p>\n"
    before: str = ""
    """Markup between the body's first tag and the first paragraph (a picture with its caption)."""
    truth: dict[str, object] = field(default_factory=dict)
    """Fields of the record that are not the common ones below."""


def caption(text: str, credit: str | None, image: str | None) -> dict[str, object]:
    return {"text": text, "credit": credit, "image_url": image}


SAMPLES = (
    Sample(
        site="tibet_cn",
        url="http://www.tibet.cn/cn/Instant/local/202602/t20260226_7790001.html",
        title="河谷小镇的邮路通到了最后一个村",
        paragraphs=(
            "  清晨六点，邮递员边巴把最后一只包裹捆上摩托车，沿着新修的水泥路向河谷深处驶去。三年前，这段路他要牵着马走上整整一天。",
            "  “现在一个上午就能跑完五个村。”边巴说，去年他一共送出去四千多件包裹，其中一半是村民在网上卖的核桃和藏香。",
            "  镇上的干部介绍，邮路通到最后一个村以后，二十七户人家开起了网店，户均年增收六千余元。",
            "  当地计划在今年秋天以前，把冷藏车也开进河谷，让刚摘下来的苹果第二天就能摆上拉萨的货架。",
        ),
        before='<p align="center"><img src="./W020260226001.jpg" alt=""></p><p align="center">图为邮递员边巴在河谷中送信。记者 桑珠 摄</p>\n',
        html="""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_中国西藏网</title></head><body>
<div class="nav"><a href="/">首页</a><a href="/cn/news/">新闻</a><a href="/cn/aid_tibet/">援藏</a><a href="/cn/culture/">文化</a></div>
<div class="bread"><a href="/">中国西藏网</a> &gt; <a href="/cn/Instant/">即时新闻</a> &gt; <a href="/cn/Instant/local/">国内</a></div>
<div class="title_box"><h2>{title}</h2><div class="info"><span>发布时间:2026-02-26 14:53:00</span><span>来源: 雪域晚报</span></div></div>
<div class="text botborder"><div class="TRS_Editor">
{body}</div><p class="zrbj">(责编: 达瓦)</p>
<p class="bq">版权声明：凡注明“来源：中国西藏网”或“中国西藏网文”的所有作品，版权归高原（北京）文化传播有限公司。任何媒体转载、摘编、引用，须注明来源中国西藏网和署著作者名，否则将追究相关法律责任。</p></div>
<div class="footer"><a href="/about/">关于我们</a> | <a href="/contact/">联系方式</a></div></body></html>""",
        truth={
            "published_at": "2026-02-26T14:53:00+08:00",
            "published_precision": "second",
            "published_text": "2026-02-26 14:53:00",
            "source": "雪域晚报",
            "editor": "达瓦",
            "publisher": "中国西藏网",
            "section": ["即时新闻", "国内"],
            "captions": [
                caption(
                    "图为邮递员边巴在河谷中送信。",
                    "桑珠",
                    "http://www.tibet.cn/cn/Instant/local/202602/W020260226001.jpg",
                )
            ],
            "images": ["http://www.tibet.cn/cn/Instant/local/202602/W020260226001.jpg"],
            "copyright": "版权声明：凡注明“来源：中国西藏网”或“中国西藏网文”的所有作品，版权归高原（北京）文化传播有限公司。任何媒体转载、摘编、引用，须注明来源中国西藏网和署著作者名，否则将追究相关法律责任。",
        },
    ),
    Sample(
        site="people_cn",
        url="http://society.people.com.cn/n1/2026/0228/c1008-40670001.html",
        title="老城菜市场换了新模样",
        charset="gb18030",
        header="text/html",
        paragraphs=(
            "　　本报东州2月27日电 （记者陈一鸣、何雨）走进东州市老城区的丰收菜市场，地面干爽，灯光明亮，摊位前的电子秤连着市场的计量平台。",
            "　　“以前一到下雨天，进门先踩一脚泥。”在这里卖了二十年豆腐的周桂兰说，改造期间摊主们没有停业，而是分批搬进了临时的大棚。",
            "　　据了解，东州市去年改造老旧菜市场三十二个，投入的资金里有四成来自社会资本。",
            "　　市商务局的负责人表示，今年还将为每个市场配上一名食品安全协管员。",
        ),
        html="""<html><head><meta http-equiv="content-type" content="text/html;charset=GB2312"><meta name="publishdate" content="2026-02-28"><meta name="author" content="100001"><meta name="source" content="来源：人民网－东州日报"><title>{title}--社会·法治--人民网</title></head><body>
<div class="path"><a href="http://www.people.com.cn/">人民网</a>&gt;&gt;<a href="http://society.people.com.cn/">社会·法治</a></div>
<div class="layout rm_txt cf"><div class="col col-1 fl"><h1>{title}</h1><div class="author cf"></div>
<div class="channel cf"><div class="col-1-1 fl">2026年02月28日06:12 | 来源：<a href="http://dz.people.com.cn/" target="_blank">人民网－东州日报</a></div></div>
<div class="rm_txt_con cf">{body}<div class="edit cf">(责编：林小舟、许可)</div></div>
<div class="share">分享让更多人看到</div></div></div>
<div class="copyright">人民日报社概况 | 关于人民网</div></body></html>""",
        truth={
            "published_at": "2026-02-28T06:12:00+08:00",
            "published_precision": "minute",
            "published_text": "2026年02月28日06:12",
            "source": "人民网－东州日报",
            "source_url": "http://dz.people.com.cn/",
            "authors": ["陈一鸣", "何雨"],
            "editor": "林小舟、许可",
            "publisher": "人民网",
            "section": ["社会·法治"],
        },
    ),
    Sample(
        site="xinhuanet",
        url="http://www.news.cn/local/20260301/0123456789abcdef0123456789abcdef/c.html",
        title="海岛上的第一座海水淡化厂投产",
        paragraphs=(
            "　　新华社南屿3月1日电（记者赵岚、孙立）拧开水龙头，清水哗哗流出，七十三岁的渔民黄阿公接了满满一碗。3月1日，南屿岛的第一座海水淡化厂正式投产。",
            "　　在此以前，岛上一千二百户居民的用水全靠每周两班的运水船。台风季节船停了，家家户户只能省着用屋檐下接来的雨水。",
            "　　厂长介绍，淡化厂每天可以产水三千吨，所用的电一半来自山顶的风机。",
        ),
        html="""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}-新华网</title><meta name="keywords" content="海水淡化,海岛,饮水"></head><body>
<div class="fix-ewm"><h1></h1></div>
<div class="header domPC"><div class="header-cont clearfix"><div class="header-time left"><span class="year"><em>2026</em></span><span class="day"><em>03</em>/<em>01</em></span><span class="time">16:20:05</span></div><div class="source">来源：新华网</div><div class="head-line clearfix"><h1><span class="title">{title}</span></h1></div></div></div>
<div class="mheader domMobile"><h1><span class="title">{title}</span></h1><div class="info">2026-03-01 16:20:05 <span>来源：新华网</span></div></div>
<div class="main clearfix"><div class="main-left left"><div id="detail"><span id="detailContent">{body}</span><div id="articleEdit"><span class="editor">【责任编辑:冯雪】</span></div></div></div></div>
<div class="foot">Copyright © 2000 - 2026 XINHUANET.com　All Rights Reserved.</div></body></html>""",
        truth={
            "published_at": "2026-03-01T16:20:05+08:00",
            "published_precision": "second",
            "published_text": "2026-03-01 16:20:05",
            "source": "新华网",
            "authors": ["赵岚", "孙立"],
            "editor": "冯雪",
            "copyright": "Copyright © 2000 - 2026 XINHUANET.com All Rights Reserved.",
            "publisher": "新华网",
            "keywords": ["海水淡化", "海岛", "饮水"],
        },
    ),
    Sample(
        site="chinanews",
        url="https://www.chinanews.com.cn/sh/2026/03-01/10370001.shtml",
        title="古城修墙匠人：一块砖要敲三遍",
        paragraphs=(
            "　　中新网安平3月1日电 (记者 吴越)在安平古城的北墙下，六十岁的匠人刘长河拿着小锤，一块砖一块砖地敲过去。声音发闷的，他就用粉笔画一个圈。",
            "　　“一块砖要敲三遍，出窑时敲一遍，上墙前敲一遍，砌好了再敲一遍。”刘长河说。",
            "　　古城的城墙建于六百年前，现存两千四百米。修缮工程从去年开始，计划用五年完成。",
            "　　如今，刘长河带了四个徒弟，最小的一个刚满二十二岁。(完)",
        ),
        html="""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}-中新网</title></head><body>
<div class="nav"><a href="/">首页</a><a href="/society/">社会</a></div>
<div class="content_maincontent"><div class="content_maincontent_more"><div class="breadcrumb">您的位置：<a href="/">首页</a> → <a href="/society/">社会新闻</a></div>
<h1 class="content_left_title">{title}</h1>
<div class="content_left_time">发布时间：2026年03月01日 12:42　　来源：中国新闻网<span class="line"></span></div></div>
<div class="content_maincontent_content"><div class="left_zw">{body}</div><div class="adEditor"><span>【编辑:郑棋】</span></div></div></div>
<div class="footer">本网站所刊载信息，不代表中新社和中新网观点。刊用本网站稿件，务经书面授权。</div></body></html>""",
        truth={
            "published_at": "2026-03-01T12:42:00+08:00",
            "published_precision": "minute",
            "published_text": "2026年03月01日 12:42",
            "source": "中国新闻网",
            "authors": ["吴越"],
            "editor": "郑棋",
            "publisher": "中国新闻网",
            "section": ["社会新闻"],
        },
    ),
    Sample(
        site="cctv",
        url="https://news.cctv.com/2026/03/01/ARTIabcdef0123456789012345260301.shtml",
        title="今年首批候鸟抵达青泉湖湿地",
        paragraphs=(
            "　　央视网消息：3月1日清晨，今年的首批候鸟抵达青泉湖湿地，其中有两百多只斑头雁和三十余只赤麻鸭。",
            "　　湿地的工作人员在湖心岛架起了远程摄像头，市民可以通过网络观看候鸟筑巢。",
            "　　根据往年的观测，三月下旬迁徙的数量将达到高峰。",
        ),
        html="""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_新闻频道_央视网(cctv.com)</title></head><body>
<div class="title_area" id="title_area"><h1>{title}</h1><div class="info1">来源：央视网&nbsp;|&nbsp;2026年03月01日 09:15:33</div></div>
<div class="content_area" id="content_area">{body}</div><div class="zebian"><span>编辑：韩雨桐</span><span>责任编辑：刘亮</span></div>
<div class="footer">中国中央电视台 央视网 版权所有</div></body></html>""",
        truth={
            "published_at": "2026-03-01T09:15:33+08:00",
            "published_precision": "second",
            "published_text": "2026年03月01日 09:15:33",
            "source": "央视网",
            "editor": "刘亮",
            "copyright": "中国中央电视台 央视网 版权所有",
            "publisher": "央视网",
        },
    ),
    Sample(
        site="gmw",
        url="https://news.gmw.cn/2026-03/01/content_38600001.htm",
        title="县城里的旧书店为何留得住人",
        paragraphs=(
            "　　在河阳县城的十字街口，一家开了三十一年的旧书店每天要迎来一百多位读者。店主温良说，来的人一半不买书，但他从不赶人。",
            "　　书店的二楼摆着十二张长桌，靠窗的位置总是坐着准备考试的年轻人。",
            "　　有学者认为，旧书店留得住人，靠的不是书多，而是给了人们一个不必花钱也可以久坐的地方。",
        ),
        html="""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title} _光明网</title></head><body>
<div class="g-crumbs"><a href="https://www.gmw.cn/">光明网</a>&gt; <a href="https://news.gmw.cn/">新闻中心首页</a>&gt; 要闻</div>
<div class="m-title-box"><h1 class="u-title">{title}</h1><div class="m-con-info"><span class="m-con-source">来源：<a href="https://epaper.gmw.cn/heyang/" target="_blank">河阳日报</a></span><span class="m-con-time">2026-03-01 05:10</span></div></div>
<div class="u-mainText" id="article_inbox">{body}<p>　　（作者：温一舟）</p><div class="m-zbTool liability">[ 责编：苗苗 ]</div></div>
<div class="footer">光明网版权所有</div></body></html>""",
        truth={
            "published_at": "2026-03-01T05:10:00+08:00",
            "published_precision": "minute",
            "published_text": "2026-03-01 05:10",
            "source": "河阳日报",
            "source_url": "https://epaper.gmw.cn/heyang/",
            "authors": ["温一舟"],
            "editor": "苗苗",
            "copyright": "光明网版权所有",
            "publisher": "光明网",
            "section": ["要闻"],
        },
    ),
    Sample(
        site="china_com_cn",
        url="http://news.china.com.cn/2026-03/01/content_118360001.shtml",
        title="山区小学的午餐有了新菜单",
        paragraphs=(
            "中国网3月1日讯 春季开学第一周，云岭县二十六所山区小学的午餐有了新菜单。每餐两荤一素，一周之内不重样。",
            "菜单由县里的营养师和学校的厨师一起制定，食材由当地的三家合作社供应。",
            "云岭县教育局的负责人说，每名学生的伙食补助提高到了六元，全部用在饭菜里。",
        ),
        html="""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_新闻中心_中国网</title></head><body>
<div class="crumb"><a href="http://www.china.com.cn/">中国网</a> &gt; <a href="http://news.china.com.cn/">新闻中心</a></div>
<h1 class="articleTitle">{title}</h1>
<div class="info"><span id="pubtime_baidu">发布时间: 2026-03-01 08:19:34</span> | <span id="source_baidu">来源: 云岭新闻网</span> | <span id="author_baidu">作者: 白石</span> | <span id="editor_baidu">责任编辑: 秦岚</span></div>
<div id="articleBody">{body}</div><div class="foot">版权所有 中国互联网新闻中心</div></body></html>""",
        truth={
            "published_at": "2026-03-01T08:19:34+08:00",
            "published_precision": "second",
            "published_text": "2026-03-01 08:19:34",
            "source": "云岭新闻网",
            "authors": ["白石"],
            "editor": "秦岚",
            "copyright": "版权所有 中国互联网新闻中心",
            "publisher": "中国网",
            "section": ["新闻中心"],
        },
    ),
    Sample(
        site="huanqiu",
        url="https://china.huanqiu.com/article/4FabCdEfGhI",
        title="高铁站里的失物招领处一年还出两万件",
        paragraphs=(
            "在江城东站的失物招领处，货架从地面一直顶到天花板。一只装着银手镯的布袋、一把琴弓、三十多副假牙，都在等它们的主人。",
            "工作人员邓敏介绍，过去一年里这里登记了两万三千件失物，还出了两万零四百件，比上一年多了一成。",
            "“最快的一次，旅客还没出站，东西已经回到手里了。”邓敏说。",
        ),
        html="""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>
<div class="header"><a href="https://www.huanqiu.com/">环球网</a></div>
<div class="l-con"><h1 class="a-title">{title}</h1><div class="a-info"><span class="time">2026-03-01 11:35</span><span class="source"><a href="https://jc.example/">江城晚报</a></span></div>
<article class="a-con"><section data-type="rtext">{body}</section></article><div class="a-edit">责编：卓一</div></div>
<div class="footer">环球网版权作品，未经书面授权，严禁转载或镜像</div></body></html>""",
        truth={
            "published_at": "2026-03-01T11:35:00+08:00",
            "published_precision": "minute",
            "published_text": "2026-03-01 11:35",
            "source": "江城晚报",
            "source_url": "https://jc.example/",
            "editor": "卓一",
            "copyright": "环球网版权作品，未经书面授权，严禁转载或镜像",
            "publisher": "环球网",
        },
    ),
    Sample(
        site="thepaper",
        url="https://www.thepaper.cn/newsDetail_forward_32500001",
        title="一条断头路打通以后",
        paragraphs=(
            "3月1日上午，滨江市的槐荫路全线通车。这条只有八百米长的断头路，附近的居民等了十四年。",
            "通车以前，住在槐荫新村的人要去对岸的医院，得绕行四公里。",
            "澎湃新闻了解到，打通这段路的难处不在施工，而在一座横在路中间的老仓库归谁所有。",
        ),
        html="""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_澎湃新闻-The Paper</title></head><body>
<div class="index_leftcontent__1a2b3"><h1 class="index_title__4c5d6">{title}</h1>
<div class="index_headerContent__7e8f9"><div class="index_author__0a1b2">澎湃新闻记者 罗晓</div><div class="ant-space-item"><span>2026-03-01 10:08</span></div><div class="ant-space-item"><span>来源：澎湃新闻</span></div></div>
<div class="index_cententWrap__3c4d5">{body}</div><div class="index_copyright__6e7f8">责任编辑：谢天</div></div>
<div class="footer">© 2014-2026 上海东方报业有限公司</div></body></html>""",
        truth={
            "published_at": "2026-03-01T10:08:00+08:00",
            "published_precision": "minute",
            "published_text": "2026-03-01 10:08",
            "source": "澎湃新闻",
            "authors": ["罗晓"],
            "editor": "谢天",
            "copyright": "© 2014-2026 上海东方报业有限公司",
            "publisher": "澎湃新闻",
        },
    ),
    Sample(
        site="sina",
        url="https://news.sina.com.cn/c/2026-03-01/doc-inabcdef1234567.shtml",
        title="雨水多了三成 北方水库开闸迎春灌",
        paragraphs=(
            "　　进入三月，北方多地的水库陆续开闸，向下游的农田供水。今年二月的雨水比常年多了三成，为春灌打下了底子。",
            "　　在石门水库，工作人员每两个小时记录一次水位。“往年这时候要算着放，今年心里有底。”值班的老张说。",
            "　　预计到四月中旬，灌区的四十万亩冬小麦将全部浇上返青水。",
        ),
        html="""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}|春灌|水库_新浪新闻</title><meta property="article:published_time" content="2026-03-01T18:57:00+08:00"></head><body>
<div class="top-banner"><h1 class="channel-logo"><a href="https://news.sina.com.cn/">新闻中心</a></h1></div>
<div class="main-content"><h1 class="main-title">{title}</h1><div class="date-source"><span class="date">2026年03月01日 18:57</span> <a href="http://nc.example/" class="source ent-source">农村晚报</a></div>
<div class="article" id="article">{body}<p class="show_author">责任编辑：程小路 </p></div></div>
<div class="footer">新浪公司 版权所有</div></body></html>""",
        truth={
            "published_at": "2026-03-01T18:57:00+08:00",
            "published_precision": "second",
            "published_text": "2026年03月01日 18:57",
            "source": "农村晚报",
            "source_url": "http://nc.example/",
            "editor": "程小路",
            "copyright": "新浪公司 版权所有",
            "publisher": "新浪新闻",
        },
    ),
    Sample(
        site="netease",
        url="https://www.163.com/news/article/KABCDEFG0001899O.html",
        title="退休教师自学编曲 为四十首山歌配上乐谱",
        paragraphs=(
            "　　六十八岁的退休教师龙世昌花了五年时间，为家乡的四十首山歌配上了乐谱。在此以前，这些歌只在老人的嘴边流传。",
            "　　为了听准一个转音，他曾在寨子里住了半个月，录下同一首歌的十一种唱法。",
            "　　今年春天，这些乐谱印成了册子，发到了镇上的三所小学。",
        ),
        html="""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_网易新闻</title><meta property="article:published_time" content="2026-03-01T07:26:11+08:00"></head><body>
<div class="post_main"><h1 class="post_title">{title}</h1><div class="post_info">2026-03-01 07:26:11　来源: <a href="http://sc.example/">山城日报</a>　<a class="post_jubao" href="#">举报</a></div>
<div class="post_body">{body}<div class="post_author">本文来源：山城日报 责任编辑：丁可_NF4425</div></div></div>
<div class="N-nav-bottom">公司简介 | 联系方法</div></body></html>""",
        truth={
            "published_at": "2026-03-01T07:26:11+08:00",
            "published_precision": "second",
            "published_text": "2026-03-01 07:26:11",
            "source": "山城日报",
            "source_url": "http://sc.example/",
            "editor": "丁可",
            "publisher": "网易新闻",
        },
    ),
    Sample(
        site="sohu",
        url="https://www.sohu.com/a/860000001_120099001",
        title="社区食堂的账本 每一笔都贴在墙上",
        paragraphs=(
            "中午十一点半，和平里社区食堂门口排起了队。墙上贴着一张大纸，写着昨天买了多少斤土豆、多少斤猪肉，每一笔都有价钱。",
            "食堂开张两年，从未涨过价，也没有亏过钱。负责人老郭说，秘诀就是把账本贴在墙上。",
            "眼下每天来吃饭的老人有一百八十多位，最年长的九十六岁。",
        ),
        html="""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_老人_食堂_社区</title></head><body>
<div class="text"><div class="text-title"><h1>{title}</h1><div class="article-info"><span class="time" id="news-time">2026-03-01 12:05</span><span>来源: <a href="https://www.sohu.com/media/120099001">和平晚报</a></span></div></div>
<article class="article" id="mp-editor">{body}<p><a href="https://www.sohu.com/?strategyid=00001" class="backword">返回搜狐，查看更多</a></p></article>
<div class="statement">平台声明：该文观点仅代表作者本人，搜狐号系信息发布平台，搜狐仅提供信息存储空间服务。</div></div></body></html>""",
        truth={
            "published_at": "2026-03-01T12:05:00+08:00",
            "published_precision": "minute",
            "published_text": "2026-03-01 12:05",
            "source": "和平晚报",
            "source_url": "https://www.sohu.com/media/120099001",
            "publisher": "搜狐",
        },
    ),
    Sample(
        site="ifeng",
        url="https://news.ifeng.com/c/8hAbCdEfGhI",
        title="夜班公交上的末班乘客",
        paragraphs=(
            "凌晨一点十分，九路夜班公交从火车站开出，车上只有四个人：一名护士，两名保安，还有一个抱着吉他的学生。",
            "司机何师傅开了十二年的夜班，他记得每一位常客在哪一站下车。",
            "“他们睡着了，我就在站前按一下喇叭。”何师傅说。",
        ),
        html="""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_凤凰网资讯_凤凰网</title><meta name="og:time " content="2026年03月01日 16:04:30"></head><body>
<div class="artical-1a2B3c"><h1 class="topic-3xY9z">{title}</h1><div class="info-8uV7w"><p class="time-1Lg2M"><span>2026年03月01日 16:04:30</span><span>来源：<a href="http://ye.example/">夜城周报</a></span></p></div>
<div class="main_content-2kJ5h"><div class="text-3vN6b">{body}</div></div><div class="editor-9pQ1r">[责任编辑：唐果 PK155]</div></div>
<div class="foot">凤凰新媒体 版权所有</div></body></html>""",
        truth={
            "published_at": "2026-03-01T16:04:30+08:00",
            "published_precision": "second",
            "published_text": "2026年03月01日 16:04:30",
            "source": "夜城周报",
            "source_url": "http://ye.example/",
            "editor": "唐果",
            "copyright": "凤凰新媒体 版权所有",
            "publisher": "凤凰网",
        },
    ),
    Sample(
        site="chinatibetnews",
        url="https://www.xzxw.com/xw/xzyw/202603/t20260301_4100001.html",
        title="雪线边上的气象站添了新设备",
        paragraphs=(
            "　　海拔四千九百米的雪线边上，一座只有三个人的气象站在二月底添了新设备。从今往后，风速和雪深每十分钟自动上传一次。",
            "　　站长多吉在这里守了十七年。他说，过去最难的是冬天的夜里出门读表，睫毛上都会结冰。",
            "　　新设备由太阳能供电，可以在零下四十摄氏度的环境里工作。",
        ),
        html="""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}-中国西藏新闻网</title></head><body>
<div class="dqwz">当前位置：<a href="/">中国西藏新闻网</a> &gt; <a href="/xw/">新闻</a> &gt; <a href="/xw/xzyw/">西藏要闻</a></div>
<div class="xw_content"><div class="xw_content_title"><h3>{title}</h3><p><span>2026-03-01 09:22</span><span>来源：西域日报</span><span>作者：旦增</span></p></div>
<div class="xw_daodu_detail">{body}</div><p>责任编辑：央宗</p></div>
<div class="foot">中国西藏新闻网版权所有</div></body></html>""",
        truth={
            "published_at": "2026-03-01T09:22:00+08:00",
            "published_precision": "minute",
            "published_text": "2026-03-01 09:22",
            "source": "西域日报",
            "authors": ["旦增"],
            "editor": "央宗",
            "copyright": "中国西藏新闻网版权所有",
            "publisher": "中国西藏新闻网",
            "section": ["新闻", "西藏要闻"],
        },
    ),
    Sample(
        site="xinhua_english",
        url="https://english.news.cn/20260301/abcdef0123456789abcdef0123456789/c.html",
        title="Mountain village turns an old mill into a library",
        paragraphs=(
            "QINGPING, March 1 (Xinhua) -- A village of 400 people in the northern mountains has turned its old water mill into a library, and on the first day of March the doors were opened to readers.",
            "The mill had stood empty for three decades. Villagers carried out the grinding stones by hand and set them in the yard, where they now serve as reading tables.",
            '"We kept the wheel," said Ma Lin, who looks after the building. "It still turns when the snow melts."',
            "The library holds 6,000 books, most of them given by readers in the county town.",
        ),
        html="""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}-Xinhua</title></head><body>
<div class="nav"><a href="https://english.news.cn/">Home</a></div>
<div class="content"><h1 class="Btitle">{title}</h1><div class="wzzy"><span class="source">
Source: Xinhua
</span>
<span class="editor">
Editor: huaxia
</span>
<span class="time">2026-03-01 19:45:15</span></div>
<div id="detailContent">{body}</div></div><div class="foot">Copyright © 2000 XINHUANET.com All rights reserved.</div></body></html>""",
        truth={
            "published_at": "2026-03-01T19:45:15+08:00",
            "published_precision": "second",
            "published_text": "2026-03-01 19:45:15",
            "source": "Xinhua",
            "editor": "huaxia",
            "copyright": "Copyright © 2000 XINHUANET.com All rights reserved.",
            "publisher": "Xinhua",
            "language": "en",
        },
    ),
    Sample(
        site="bbc_zhongwen",
        url="https://www.bbc.com/zhongwen/articles/c1abcdefghio/simp",
        title="北海渔港：禁渔令之后的第一个春天",
        paragraphs=(
            "在北海岸边的小港口克莱顿，三十艘渔船整齐地停在码头上。禁渔令生效之后的第一个春天，船主们把时间用来修船。",
            "当地渔业协会估计，今年的捕捞量将比去年减少四成，但鱼的价格上涨了两成。",
            "“我父亲那一代人从没想过鱼会捕完。”四十五岁的船长罗伯特说。",
        ),
        html="""<!DOCTYPE html><html lang="zh-hans"><head><meta charset="utf-8"><title>{title} - BBC News 中文</title><meta property="og:site_name" content="BBC News 中文">
<script type="application/ld+json">{{"@context":"http://schema.org","@type":"ReportageNewsArticle","headline":"北海渔港：禁渔令之后的第一个春天","datePublished":"2026-03-01T09:30:00.000Z","author":{{"@type":"Person","name":"林文"}},"publisher":{{"@type":"NewsMediaOrganization","name":"BBC News 中文"}}}}</script></head><body>
<header><nav><ul><li><a href="/zhongwen/simp">主页</a></li><li><a href="/zhongwen/simp/world">国际</a></li></ul></nav></header>
<main role="main"><h1 id="content">{title}</h1><section aria-label="署名"><ul><li>林文</li><li>BBC中文记者</li></ul></section><time datetime="2026-03-01">2026年3月1日</time>
<div dir="ltr">{body}</div><section data-e2e="related-content-heading"><h2>相关内容</h2><ul><li><a href="/zhongwen/articles/c2">另一则报道的标题</a></li></ul></section></main>
<footer><p>© 2026 BBC. BBC对外部网站内容不负责任。</p></footer></body></html>""",
        wrap='<div dir="ltr"><p dir="ltr">{}</p></div>\n',
        truth={
            "published_at": "2026-03-01T17:30:00+08:00",
            "published_precision": "second",
            "published_text": "2026年3月1日",
            "authors": ["林文"],
            "copyright": "© 2026 BBC. BBC对外部网站内容不负责任。",
            "publisher": "BBC News 中文",
        },
    ),
    Sample(
        site="voa_chinese",
        url="https://www.voachinese.com/a/harbor-town-rebuilds-its-lighthouse-20260301/8010001.html",
        title="港口小镇重建百年灯塔",
        paragraphs=(
            "威尔明港 — 在风暴吹倒百年灯塔两年之后，威尔明港的居民决定把它重新立起来，用的仍是原来的石头。",
            "镇议会星期日以九比二通过了重建的预算，其中一半的钱来自居民的捐款。",
            "工程师说，新的灯塔将比原来高出三米，灯光可以照到二十海里以外。",
        ),
        html="""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title><meta property="og:site_name" content="美国之音">
<script type="application/ld+json">{{"@context":"http://schema.org","@type":"NewsArticle","headline":"港口小镇重建百年灯塔","datePublished":"2026-03-01 14:20:00Z","author":{{"@type":"Person","name":"许安"}},"publisher":{{"@type":"NewsMediaOrganization","name":"美国之音"}}}}</script></head><body>
<div class="hdr"><a href="/">美国之音</a></div>
<div class="body-container"><h1 class="title pg-title">{title}</h1><div class="publishing-details"><div class="published"><time pubdate="pubdate" datetime="2026-03-01T14:20:00Z">2026年3月1日 22:20</time></div><div class="links"><ul><li><a href="/author/23001.html">许安</a></li></ul></div></div>
<div id="article-content"><div class="wsw">{body}</div></div></div><div class="foot">美国之音中文网</div></body></html>""",
        truth={
            "published_at": "2026-03-01T22:20:00+08:00",
            "published_precision": "second",
            "published_text": "2026年3月1日 22:20",
            "authors": ["许安"],
            "publisher": "美国之音",
        },
    ),
    Sample(
        site="guancha",
        url="https://www.guancha.cn/economy/2026_03_01_810001.shtml",
        title="一家小厂和它的三千种螺丝",
        paragraphs=(
            "在东海县的工业区里，有一家只有四十名工人的小厂，能做三千种螺丝。最小的一种只有米粒的一半大。",
            "厂长沈卫国说，十年前他们也做大路货，后来发现越是没人愿意做的，越是做得长久。",
            "去年，这家小厂为七家手表厂供货，产值第一次过了一亿元。",
        ),
        html="""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>
<ul class="top"><li><a href="/">观察者网</a></li></ul>
<div class="content"><ul><li class="left left-main"><h3>{title}</h3><div class="time fix"><span>2026-03-01 15:30:12</span><span>来源：东海商报</span></div>
<div class="content all-txt">{body}</div><div class="editor-intro">责任编辑: 尹哲</div></li></ul></div>
<div class="foot">观察者网版权所有</div></body></html>""",
        truth={
            "published_at": "2026-03-01T15:30:12+08:00",
            "published_precision": "second",
            "published_text": "2026-03-01 15:30:12",
            "source": "东海商报",
            "editor": "尹哲",
            "copyright": "观察者网版权所有",
            "publisher": "观察者网",
        },
    ),
)


def page_of(sample: Sample) -> bytes:
    """The page as it would be served."""
    body = sample.before + "".join(sample.wrap.format(text) for text in sample.paragraphs)
    return sample.html.format(title=sample.title, body=body).encode(sample.charset)


def record_of(sample: Sample) -> dict[str, object]:
    """The whole record, but for what the archive adds and for the parsers' own marks."""
    empty: dict[str, object] = {
        "published_at": None,
        "published_precision": None,
        "published_text": None,
        "modified_at": None,
        "source": None,
        "source_url": None,
        "authors": [],
        "editor": None,
        "section": [],
        "keywords": [],
        "captions": [],
        "images": [],
        "language": "zh-Hans",
        "copyright": None,
        "as_served": {},
        "repairs": [],
        "dropped": [],
    }
    return {
        "url": sample.url,
        "canonical_url": sample.url,
        "site": sample.site,
        "title": sample.title,
        "body": "\n\n".join(text.strip(" \u3000") for text in sample.paragraphs),
        **empty,
        **sample.truth,
    }


def main() -> None:
    """Write all pages and records."""
    for sample in SAMPLES:
        folder = HERE / sample.site
        folder.mkdir(exist_ok=True)
        (folder / f"{sample.day}.html.gz").write_bytes(gzip.compress(page_of(sample), 9, mtime=0))
        origin = {
            "written_by": "this project, in the shape of the site's pages",
            "day": sample.day,
            "content_type": sample.header,
        }
        text = json.dumps({"origin": origin, "record": record_of(sample)}, ensure_ascii=False, indent=1)
        (folder / f"{sample.day}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""A fourth group of injected structures, written by another hand after the rules were finished and measured once."""

from collections.abc import Callable

from tests.spam.generator import Injected

PLACES = (
    "华阴市 永登县 安吉县 若尔盖县 松溪县 天峨县 汉川市 武乡县 隆化县 合水县 江山市 新余市 南江县 绥宁县 依兰县 平果县 "
    "灵石县 新龙县 建平县 乐业县 惠来县 句容市 巴中市 甘泉县 临泽县 保亭 紫云 罗田县 涞水县 大埔县"
).split()
ADULT = (
    "亚洲日韩欧美一区 国产精品自拍视频 久久婷婷综合激情 免费黄色大片在线看 欧美性爱视频网 成人影院在线播放 人妻无码专区 "
    "伊人久久大香线蕉 国产成人精品视频 日本高清无码视频 丝袜美腿诱惑 天天干天天日"
).split()
GAMBLING = (
    "澳门新葡京娱乐场 真人百家乐平台 体育投注官网 北京赛车开奖直播 彩票投注平台 电子游艺送彩金 时时彩计划群 棋牌游戏大厅 "
    "博彩公司排名 现金网开户"
).split()


def places_in_a_table(page: Injected) -> None:
    places = page.pick(PLACES, 16, 28)
    cells = "".join(f"<td>{a}</td>" for a in page.anchors(places))
    page.bottom += f'<table class="city"><tr>{cells}</tr></table>'
    page.links += places


def places_in_a_definition_list(page: Injected) -> None:
    places = page.pick(PLACES, 14, 24)
    page.bottom += "<dl>" + "".join(f"<dd>{a}</dd>" for a in page.anchors(places)) + "</dl>"
    page.links += places


def spaced_links_on_top(page: Injected) -> None:
    phrases = page.pick(ADULT, 6, 10)
    page.top += '<div class="hot">' + " ".join(page.anchors(phrases)) + "</div>"
    page.links.append(" ".join(phrases))


def list_behind_the_article(page: Injected) -> None:
    phrases = page.pick(GAMBLING, 6, 9)
    rows = "".join(f"<li>{a}</li>" for a in page.anchors(phrases))
    page.wrap = (page.wrap[0], f'{page.wrap[1]}<ul class="list_12">{rows}</ul>')
    page.links += phrases


def line_with_semicolons(page: Injected) -> None:
    line = ";".join(page.pick(ADULT, 4, 8))
    page.top += f"<h3>{line}</h3>"
    page.lines.append(line)


def line_with_slashes(page: Injected) -> None:
    line = " / ".join(page.pick(GAMBLING, 4, 8))
    page.bottom += f"<center><font size=1>{line}</font></center>"
    page.lines.append(line)


def line_in_spans(page: Injected) -> None:
    phrases = page.pick(ADULT, 4, 8)
    page.top += "<div>" + ",".join(f"<span>{p}</span>" for p in phrases) + "</div>"
    page.lines.append(",".join(phrases))


def bold_line_above_the_article(page: Injected) -> None:
    line = "、".join(page.pick(ADULT + GAMBLING, 5, 9))
    page.wrap = (f"{page.wrap[0]}<p><b>{line}</b></p>", page.wrap[1])
    page.lines.append(line)


FRESH: tuple[Callable[[Injected], None], ...] = (
    places_in_a_table,
    places_in_a_definition_list,
    spaced_links_on_top,
    list_behind_the_article,
    line_with_semicolons,
    line_with_slashes,
    line_in_spans,
    bold_line_above_the_article,
)

"""Each rule at its edges: what it drops, and the nearest thing that it does not."""

from dataclasses import dataclass

import pytest

from archiver.model.spam import HostBlocks
from archiver.spam.hosts import fingerprint
from archiver.spam.rules import (
    Rule,
    emoji_line,
    filler_paragraph,
    hidden_keywords,
    hidden_links,
    hidden_text,
    keyword_line,
    keyword_mass,
    link_farm,
    lone_keyword,
    place_list,
    recurring_spam,
    spam_paragraph,
)
from tests.spam.blocks import ENGLISH, PROSE, TRADITIONAL, links, scene_of

OFF = '<p style="position:absolute;left:-9999px">'
PLACES = ("托克逊县", "青林县", "云山县", "河口市", "东江区", "南坪镇", "北岭乡", "西谷县", "大石县", "小溪县")
WORDS = ("百家乐", "老虎机", "博彩", "娱乐城")


def farm(count: int, *, words: tuple[str, ...] = PLACES, hosts: int | None = None) -> str:
    """So many links with these words, to different hosts or to so many."""
    return links(*((words[n % len(words)], f"www.site{chr(97 + n % (hosts or count))}.example") for n in range(count)))


@dataclass(frozen=True)
class Case:
    """A rule, the block it is asked about among its neighbours, and what it answers."""

    label: str
    rule: Rule
    block: str
    answer: bool
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = (PROSE,)
    suspect: bool = False


SPOKEN = "百家乐,老虎机,平台登录"
CASES = (
    Case("phrases in the spam's words", keyword_line, SPOKEN, True),
    Case("the same behind the text", keyword_line, SPOKEN, True, before=(PROSE,), after=()),
    Case("the same amid the text", keyword_line, SPOKEN, False, before=(PROSE,)),
    Case("the same amid the text of a page with spam", keyword_line, SPOKEN, True, before=(PROSE,), suspect=True),
    Case("two phrases", keyword_line, "百家乐,老虎机平台登录", False),
    Case("a sentence", keyword_line, SPOKEN + "。", False),
    Case("one strong word", keyword_line, "百家乐,平台,登录", False, before=("青林县的新闻网站",) * 3),
    Case("one strong word on a page with spam", keyword_line, "百家乐,平台,登录", True, suspect=True),
    Case("no strong word on a page with spam", keyword_line, "视频,平台,登录", False, before=("青林新闻",) * 3, suspect=True),
    Case("strong words in a small part of the line", keyword_line, "百家乐,老虎机,平台," + "青林县今天举行大桥合龙仪式现场" * 3, False, before=("青林新闻",) * 3),
    Case("English line of links", keyword_line, links(("casino", "a.example"), ("poker", "b.example"), ("slots", "c.example")), False),
    Case("simplified phrases above a traditional page", keyword_line, "热播剧场更新,观众热议话题,独家资讯汇总,番剧频道", True, after=(TRADITIONAL,)),
    Case("three of them", keyword_line, "热播剧场更新,观众热议话题,独家资讯汇总", False, after=(TRADITIONAL,)),
    Case("the same as links", keyword_line, '<a href="/x">热播剧场更新,观众热议话题,独家资讯汇总,番剧频道</a>', False, after=(TRADITIONAL,)),
    Case("the same behind the text", keyword_line, "热播剧场更新,观众热议话题,独家资讯汇总,番剧频道", False, before=(TRADITIONAL,), after=()),
    Case("short phrases in another script", keyword_line, "这个,国家,发展,时间", True, after=(TRADITIONAL,)),
    Case("short phrases in another script, not among the first", keyword_line, "这个,国家,发展,时间", False, before=("青林", "新聞", "導航"), after=(TRADITIONAL,)),
    Case("phrases that share no word with the page", keyword_line, "热播剧场更新,观众热议话题,独家资讯汇总,番剧频道大全", True, before=("青林", "新闻", "导航")),
    Case("phrases that share a word in five", keyword_line, "热播剧场更新,观众热议话题,独家资讯汇总,番剧频道大全,高温预警发布", True, before=("青林", "新闻", "导航")),
    Case("phrases that share two words in five", keyword_line, "热播剧场更新,观众热议话题,独家资讯汇总,水利部门消息,高温预警发布", False, before=("青林", "新闻", "导航")),
    Case("short phrases", keyword_line, "热播,观众,独家,番剧", False, before=("青林", "新闻", "导航")),
    Case("facts", keyword_line, "热播剧场:更新,观众热议话题,独家资讯汇总,番剧频道:大全", False, before=("青林", "新闻", "导航")),
    Case("a fact in four", keyword_line, "热播剧场:更新,观众热议话题,独家资讯汇总,番剧频道大全", True, before=("青林", "新闻", "导航")),
    Case("dates and figures", keyword_line, "热播剧场更新一,观众热议话题,2024,17", False, before=("青林", "新闻", "导航")),
    Case("phrases with many figures between", keyword_line, "热播剧场更新12345678,观众热议话题12345678,独家资讯汇总12345678,番剧频道大全12345678", False, before=("青林", "新闻", "导航")),
    Case("a spam phrase before all", lone_keyword, "百家乐", True),
    Case("as the fourth text", lone_keyword, "百家乐", False, before=("甲", "乙", "丙")),
    Case("as the third text", lone_keyword, "百家乐", True, before=("甲", "乙")),
    Case("behind the text", lone_keyword, "百家乐", False, before=(PROSE,)),
    Case("as headline", lone_keyword, "<h1>百家乐</h1>", False),
    Case("as sentence", lone_keyword, "百家乐。", False),
    Case("half of the words", lone_keyword, "百家乐青林县", True),
    Case("less than half", lone_keyword, "百家乐青林县城", False),
    Case("sixty characters", lone_keyword, "百家乐" * 20, True),
    Case("more", lone_keyword, "百家乐" * 20 + "官", False),
    Case("as link to the site itself", lone_keyword, '<a href="/x">百家乐</a>', False),
    Case("as link to another site", lone_keyword, links(("百家乐", "other.example")), True),
    Case("a mass of words", keyword_mass, "百家乐 老虎机 博彩 娱乐城 平台 登录 视频 在线 免费 注册 " * 4, True),
    Case("a hundred and nineteen characters", keyword_mass, ("百家乐老虎机博彩娱乐城平台登录视频在线免费注册" * 6)[:119], False),
    Case("a hundred and twenty", keyword_mass, ("百家乐老虎机博彩娱乐城平台登录视频在线免费注册" * 6)[:120], True),
    Case("three strong words", keyword_mass, "百家乐 老虎机 博彩 平台 登录 视频 在线 免费 注册 下载 " * 4, False),
    Case("seven words", keyword_mass, "百家乐 老虎机 博彩 娱乐城 平台 登录 视频 " * 6, False),
    Case("sentences", keyword_mass, "百家乐老虎机博彩娱乐城平台登录视频在线免费注册。" * 6, False),
    Case("a sentence in more than sixty characters", keyword_mass, "百家乐老虎机博彩娱乐城平台登录视频在线免费注册" * 6 + "。", True),
    Case("six places on six hosts", link_farm, farm(6), True, before=(PROSE,), after=()),
    Case("five", link_farm, farm(5), False, before=(PROSE,), after=()),
    Case("four on a page with spam", link_farm, farm(4), True, before=(PROSE,), after=(), suspect=True),
    Case("three on a page with spam", link_farm, farm(3), False, before=(PROSE,), after=(), suspect=True),
    Case("ten places on six hosts", link_farm, farm(10, hosts=6), True, before=(PROSE,), after=()),
    Case("ten places on five hosts", link_farm, farm(10, hosts=5), False, before=(PROSE,), after=()),
    Case("four places in six", link_farm, farm(6, words=(*PLACES[:4], "要闻", "图片")), True, before=(PROSE,), after=()),
    Case("three places in six", link_farm, farm(6, words=(*PLACES[:3], "要闻", "图片", "专题")), False, before=(PROSE,), after=()),
    Case("three places in six on a page with spam", link_farm, farm(6, words=(*PLACES[:3], "要闻", "图片", "专题")), True, before=(PROSE,), after=(), suspect=True),
    Case("words of the spam", link_farm, farm(8, words=WORDS), True, before=(PROSE,), after=()),
    Case("amid the text", link_farm, farm(8, words=WORDS), True, before=(PROSE,)),
    Case("one word of the spam", link_farm, farm(8, words=("百家乐", "要闻", "图片", "专题", "文化", "旅游", "体育", "财经")), False, before=(PROSE,), after=()),
    Case("behind a label", link_farm, farm(6), False, before=(PROSE, "友情链接"), after=()),
    Case("behind a label that is long", link_farm, farm(6), True, before=(PROSE, "友情链接" + "某" * 27), after=()),
    Case("with the label in it", link_farm, "合作伙伴: " + farm(8), False, before=(PROSE,), after=()),
    Case("government sites", link_farm, links(*((place, f"www.x{n}.gov.cn") for n, place in enumerate(PLACES[:6]))), False, before=(PROSE,), after=()),
    Case("two government sites in six", link_farm, links(*((place, f"www.x{n}.{'gov.cn' if n < 2 else 'example'}") for n, place in enumerate(PLACES[:6]))), True, before=(PROSE,), after=()),
    Case("hosts with names by a machine", link_farm, links(*((f"要闻{n}", f"kq{n}x9z{n}a.com") for n in range(6))), True, before=(PROSE,), after=()),
    Case("the same amid the text", link_farm, links(*((f"要闻{n}", f"kq{n}x9z{n}a.com") for n in range(6))), False, before=(PROSE,)),
    Case("ten simplified links on a traditional page", link_farm, links(*((f"这个国家{n}", f"site{chr(97 + n)}.example") for n in range(10))), True, before=(TRADITIONAL,), after=()),
    Case("nine of them", link_farm, links(*((f"这个国家{n}", f"site{chr(97 + n)}.example") for n in range(9))), False, before=(TRADITIONAL,), after=()),
    Case("links within the site", link_farm, links(*((place, "www.house.example") for place in PLACES)), False, before=(PROSE,), after=()),
    Case("no links", link_farm, "托克逊县", False),
    Case("names no anchor mentions, on a page with spam", link_farm, farm(4, words=("要闻", "图片", "专题", "文化")), True, before=(PROSE,), after=(), suspect=True),
    Case("names the anchors mention, on a page with spam", link_farm, links(*((f"Site{c}", f"www.site{c}.example") for c in "abcd")), False, before=(PROSE,), after=(), suspect=True),
    Case("places in a row with a bar behind", place_list, "|".join(PLACES[:8]) + "|", True, before=(PROSE,), after=()),
    Case("the same without it", place_list, "|".join(PLACES[:8]), False, before=(PROSE,), after=()),
    Case("the same on a page with spam", place_list, "|".join(PLACES[:8]), True, before=(PROSE,), after=(), suspect=True),
    Case("wide bars", place_list, "｜".join(PLACES[:8]) + "｜", True, before=(PROSE,), after=()),
    Case("seven places", place_list, "|".join(PLACES[:7]) + "|", False, before=(PROSE,), after=()),
    Case("amid the text", place_list, "|".join(PLACES[:8]) + "|", False, before=(PROSE,)),
    Case("commas", place_list, ",".join(PLACES[:8]) + "|", False, before=(PROSE,), after=()),
    Case("five places in eight", place_list, "|".join((*PLACES[:5], "要闻", "图片", "专题")) + "|", True, before=(PROSE,), after=()),
    Case("four places in eight", place_list, "|".join((*PLACES[:4], "要闻", "图片", "专题", "体育")) + "|", False, before=(PROSE,), after=()),
    Case("as links of the site", place_list, '<a href="/x">' + "|".join(PLACES[:8]) + "|</a>", False, before=(PROSE,), after=()),
    Case("in another script", place_list, "|".join(f"这{place}" for place in PLACES[:8]), True, before=(TRADITIONAL,), after=()),
    Case("mostly the spam's words", spam_paragraph, "百家乐老虎机平台", True, before=(PROSE,), suspect=True),
    Case("on an honest page", spam_paragraph, "百家乐老虎机平台", False, before=(PROSE,)),
    Case("as headline", spam_paragraph, "<h1>百家乐老虎机平台</h1>", False, before=(PROSE,), suspect=True),
    Case("one strong word amid the text", spam_paragraph, "百家乐平台", False, before=(PROSE,), suspect=True),
    Case("one strong word outside", spam_paragraph, "百家乐平台", True, before=(PROSE,), after=(), suspect=True),
    Case("three characters", spam_paragraph, "百家乐", False, before=(PROSE,), after=(), suspect=True),
    Case("under half, one strong word outside", spam_paragraph, "百家乐青林县气象台", False, before=(PROSE,), after=(), suspect=True),
    Case("one strong word as foreign link amid the text", spam_paragraph, links(("百家乐平台", "other.example")), True, before=(PROSE,), suspect=True),
    Case("nothing but emoji", emoji_line, "🎉 🎉 🎉 🎉", True, suspect=True),
    Case("three of them", emoji_line, "🎉🎉🎉", False, suspect=True),
    Case("with a letter in five", emoji_line, "🎉🎉🎉🎉a", True, suspect=True),
    Case("with two letters in six", emoji_line, "🎉🎉🎉🎉ab", False, suspect=True),
    Case("on an honest page", emoji_line, "🎉🎉🎉🎉", False),
    Case("random characters", filler_paragraph, "墟瀛曦魁麒麟霓裳翡翠" * 4, True, before=(PROSE * 2,), suspect=True),
    Case("thirty-nine of them", filler_paragraph, ("墟瀛曦魁麒麟霓裳翡翠" * 4)[:39], False, before=(PROSE * 2,), suspect=True),
    Case("on an honest page", filler_paragraph, "墟瀛曦魁麒麟霓裳翡翠" * 4, False, before=(PROSE * 2,)),
    Case("on an English page", filler_paragraph, "墟瀛曦魁麒麟霓裳翡翠" * 4, False, before=(ENGLISH,), after=(ENGLISH,), suspect=True),
    Case("with common characters", filler_paragraph, "墟瀛曦魁麒麟霓裳翡翠" * 4 + "的一", False, before=(PROSE * 2,), suspect=True),
    Case("a list", filler_paragraph, "墟瀛、曦魁、麒麟、霓裳、翡翠" * 4, False, before=(PROSE * 2,), suspect=True),
    Case("Latin between", filler_paragraph, "墟瀛曦魁麒麟霓裳翡翠" * 3 + "abcdefghijklm", False, before=(PROSE * 2,), suspect=True),
    Case("hidden words", hidden_keywords, f"{OFF}{SPOKEN}</p>", True),
    Case("hidden two words among others", hidden_keywords, f"{OFF}百家乐,老虎机,平台,青林县气象台发布预警</p>", True),
    Case("hidden two words among many others", hidden_keywords, f"{OFF}百家乐,老虎机,平台,{'青林县气象台发布预警' * 3}</p>", False),
    Case("hidden one strong word among weak ones", hidden_keywords, f"{OFF}百家乐,平台,登录,青林县气象台发布预警青林县</p>", False),
    Case("hidden one word for good", hidden_keywords, f"{OFF}百家乐</p>", True),
    Case("hidden one word in a menu", hidden_keywords, '<p style="display:none">百家乐</p>', False),
    Case("hidden one word as foreign link in a menu", hidden_keywords, f'<p style="display:none">{links(("百家乐", "o.example"))}</p>', True),
    Case("hidden one Latin word", hidden_keywords, f"{OFF}casino</p>", False),
    Case("hidden, less than half", hidden_keywords, f"{OFF}百家乐青林县城</p>", False),
    Case("three foreign hosts hidden for good, places", hidden_links, f"{OFF}{farm(4)}</p>", True),
    Case("hidden in a menu", hidden_links, f'<p style="display:none">{farm(4)}</p>', False),
    Case("hidden in a menu of a page with spam", hidden_links, f'<p style="display:none">{farm(4)}</p>', True, suspect=True),
    Case("three foreign domains by four hosts", hidden_links, f"{OFF}{links(*((PLACES[n], host) for n, host in enumerate(('a.one.example', 'b.one.example', 'two.example', 'three.example'))))}</p>", True),
    Case("two foreign hosts hidden for good", hidden_links, f"{OFF}{farm(4, hosts=2)}</p>", False),
    Case("hidden links with no place and no clash", hidden_links, f"{OFF}{farm(4, words=('要闻', '图片'))}</p>", False),
    Case("half of them places", hidden_links, f"{OFF}{farm(4, words=('要闻', '青林县'))}</p>", True),
    Case("hidden links in another script", hidden_links, f"{OFF}{farm(4, words=('这个国家',))}</p>", True, after=(TRADITIONAL,)),
    Case("own links hidden for good on a page with spam", hidden_links, f'{OFF}<a href="/x">要闻</a></p>', True, suspect=True),
    Case("own links hidden in a menu of a page with spam", hidden_links, '<p style="display:none"><a href="/x">要闻</a></p>', False, suspect=True),
    Case("more words than links", hidden_links, f"{OFF}{farm(4)}{'某' * 40}</p>", False, suspect=True),
    Case("hidden text between paragraphs", hidden_text, f"{OFF}这段文字读者看不到它的内容也不必看。</p>", True, before=(PROSE,)),
    Case("hidden text without a sentence", hidden_text, f"{OFF}这段文字读者看不到它的内容也不必看</p>", False, before=(PROSE,)),
    Case("the same on a page with spam", hidden_text, f"{OFF}这段文字读者看不到它的内容也不必看</p>", True, suspect=True),
    Case("in a menu of a page with spam", hidden_text, '<p style="display:none">这段文字读者看不到它的内容也不必看</p>', False, suspect=True),
    Case("hidden text before the article", hidden_text, f"{OFF}这段文字读者看不到它的内容也不必看。</p>", False),
    Case("hidden text behind the article", hidden_text, f"{OFF}这段文字读者看不到它的内容也不必看。</p>", False, before=(PROSE,), after=()),
    Case("fourteen characters", hidden_text, f"{OFF}这段文字读者看不到它的内容。</p>", False, before=(PROSE,)),
    Case("fifteen characters", hidden_text, f"{OFF}这段文字读者看不到它的内容了。</p>", True, before=(PROSE,)),
    Case("mostly links", hidden_text, f'{OFF}<a href="/x">这段文字读者看不到它的内容也不必看。</a></p>', False, before=(PROSE,)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[f"{case.rule.__name__}: {case.label}" for case in CASES])
def test_a_rule_answers(case: Case) -> None:
    scene = scene_of(*case.before, case.block, *case.after, suspect=case.suspect)
    at = len(scene_of(*case.before).blocks)
    assert case.rule(scene, at) is case.answer


@pytest.mark.parametrize(
    ("line", "place", "answer"),
    [
        ("热播剧场更新,观众热议话题,独家资讯汇总", "behind", True),
        ("热播剧场更新,观众热议话题,独家资讯汇总", "amid", False),
        ("热播剧场更新,观众热议话题独家资讯汇总", "behind", False),
        ("热播剧场更新,观众热议话题,独家资讯汇总。", "behind", False),
        ("熱播劇場更新,觀眾熱議話題,獨家資訊匯總", "behind", False),
        (links(*((f"这个国家{n}", f"site{chr(97 + n)}.example") for n in range(6))), "behind", True),
        (links(*((f"这个国家{n}", f"site{chr(97 + n)}.example") for n in range(5))), "behind", False),
        (links(*((f"這個國家{n}", f"site{chr(97 + n)}.example") for n in range(6))), "behind", False),
        ("友情链接: " + links(*((f"这个国家{n}", f"site{chr(97 + n)}.example") for n in range(6))), "behind", False),
    ],
)
def test_what_recurs_over_the_host_in_the_shape_of_spam(line: str, place: str, answer: bool) -> None:
    blocks = (TRADITIONAL, line) + ((TRADITIONAL,) if place == "amid" else ())
    prints = frozenset({fingerprint(scene_of(line).blocks[0].text)})
    scene = scene_of(*blocks, learnt=HostBlocks(pages=6, recurring=prints))
    assert recurring_spam(scene, 1) is answer
    assert recurring_spam(scene_of(*blocks), 1) is False
    assert recurring_spam(scene_of(*blocks, learnt=HostBlocks(pages=6, recurring=frozenset({1}))), 1) is False


def test_no_rule_takes_what_a_page_hides_in_a_noscript() -> None:
    words = (
        f"<noscript><p>{SPOKEN},{farm(4)} 这段文字读者看不到它的内容也不必看，青林县气象台发布了预警。</p></noscript>"
    )
    scene = scene_of(PROSE, words, PROSE, suspect=True)
    assert [rule(scene, 1) for rule in (hidden_keywords, hidden_links, hidden_text)] == [False, False, False]

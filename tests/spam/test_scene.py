"""What the rules are told about a page, and the shapes of texts and addresses they ask about."""

from dataclasses import replace

import pytest

from archiver.model.document import Document
from archiver.model.spam import HostBlocks, SpamVerdict
from archiver.spam.cuts import find_cuts
from archiver.spam.drop import drop_spam
from archiver.spam.hosts import fingerprint, fingerprint_blocks, learn_host_blocks
from archiver.spam.lexicon import (
    count_spam_words,
    find_strong_words,
    fold_spam,
    has_strong_word,
    strip_weak_words,
    word_group,
)
from archiver.spam.phrases import collect_phrases, is_spam_phrase
from archiver.spam.places import is_place_name
from archiver.spam.scene import LinkRun, Scene
from archiver.spam.shapes import (
    is_prose,
    is_sentence,
    looks_random,
    main_script,
    place_share,
    registrable,
    segments_of,
    words_of,
)
from archiver.spam.verdict import find_head_signs, find_mirror_signs, weigh
from archiver.spam.waiting import find_waiting
from tests.spam.blocks import ENGLISH, PROSE, TRADITIONAL, document_of, links, scene_of

LONG = "The town council voted on Tuesday to repair the old bridge before winter, after months of debate. " * 2


def test_where_the_text_begins_and_ends() -> None:
    scene = scene_of("要闻", PROSE, "图片", PROSE, "专题")
    assert (scene.prose, scene.first, scene.last) == ((1, 3), 1, 3)
    assert [scene.is_outside(at) for at in range(5)] == [True, False, False, False, True]
    bare = scene_of("要闻", "图片")
    assert (bare.prose, bare.first, bare.last) == ((), 2, -1)
    assert [bare.is_outside(at) for at in range(2)] == [True, True]


def test_the_opening_is_the_first_three_blocks_that_readers_see() -> None:
    hidden = "<p hidden>甲</p>"
    assert scene_of(hidden, "乙", hidden, "丙", "丁", "戊").opening == {1, 3, 4}
    assert scene_of(*[hidden] * 200, "乙").opening == frozenset()
    assert scene_of(*[hidden] * 199, "乙").opening == {199}


def test_script_and_sample_are_those_of_the_longest_paragraphs() -> None:
    texts = [f"{'某' * (30 + n)}。" for n in range(10)]
    sample = scene_of(*texts).sample.split("\n")
    assert sample == texts[:1:-1]
    assert scene_of("某" * 400 + "。").sample == "某" * 300
    assert (scene_of(PROSE * 2).script, scene_of(PROSE).script, scene_of(LONG).script) == ("han", "", "latin")
    assert [scene_of(text).is_traditional for text in (TRADITIONAL, PROSE, ENGLISH)] == [True, False, False]


@pytest.mark.parametrize(
    ("page", "text", "answer"),
    [
        (TRADITIONAL, "这个国家", True),
        (TRADITIONAL, "这个", False),
        (TRADITIONAL, "这个国家還", False),
        (TRADITIONAL, "這個國家", False),
        (TRADITIONAL, "Reuters", False),
        (PROSE * 2, "Reuters", False),
        (PROSE * 2, "รัฐบาลประกาศ", True),
        (PROSE * 2, "ニュースのまとめ", True),
        (LONG, "รัฐบาล", True),
        (LONG, "百家乐", True),
        (LONG, "Reuters", False),
        (LONG, "123", False),
        ("短文。", "รัฐบาลประกาศ", False),
    ],
)
def test_a_text_in_another_script_clashes(page: str, text: str, answer: bool) -> None:
    assert scene_of(page).clashes(text) is answer


def test_chinese_on_a_japanese_page_is_no_clash() -> None:
    japanese = (
        "東京で開かれた会議で、政府はきょう新しい方針をまとめた。これについて専門家は、慎重な議論が必要だとしている。"
        * 2
    )
    assert not scene_of(japanese).clashes("百家乐")


def test_words_are_counted_of_blocks_that_may_hold_them() -> None:
    scene = scene_of("百家乐平台", "老虎机", "青林" * 300 + "百家乐")
    assert [scene.count_words(at) for at in range(3)] == [(1, 2, 1.0), (1, 1, 1.0), (0, 0, 0.0)]
    assert (scene.has_words, scene.may_hold_words(0)) == (True, True)
    scene = scene_of("百家乐平台", "老虎机")
    scene.told = frozenset({1})
    assert [scene.count_words(at) for at in range(2)] == [(0, 0, 0.0), (1, 1, 1.0)]
    assert (scene.has_words, scene.may_hold_words(0), scene.may_hold_words(1)) == (True, False, True)
    scene.told = frozenset()
    assert not scene.has_words


def test_blocks_with_strong_words_are_told() -> None:
    scene = scene_of("百家乐平台", "平台", "A Casino here", "青林" * 300 + "百家乐")
    assert scene.tell_words(range(4)) == {0, 2}
    assert scene.tell_words([1, 2]) == {2}
    assert scene.tell_words([1]) == frozenset()


def test_foreign_links_lead_to_other_domains_that_not_everybody_links_to() -> None:
    block = links(
        ("own", "www.house.example"), ("kin", "news.house.example"), ("weibo", "weibo.com"), ("cousin", "house.cn"), ("bare", "localhost"),
        ("one", "www.other.com.cn"), ("two", "a.third.example"),
    )  # fmt: skip
    scene = scene_of(block + ' <a href="/x">relative</a> <a href="//fourth.example/">no scheme</a> <a name=x>none</a>')
    found = [
        (scene.blocks[0].text[span.start : span.end], owner) for span, owner in scene.foreign_links(scene.blocks[0])
    ]
    assert found == [("one", "other.com.cn"), ("two", "third.example"), ("no scheme", "fourth.example")]


def four(first: int = 0) -> str:
    return links(*((f"word{n}", f"site{chr(97 + n)}.example") for n in range(first, first + 4)))


def test_runs_of_links_are_neighbours_with_nothing_but_bars_between() -> None:
    scene = scene_of(four(), "|", four(4), "要闻图片", four(8))
    first = LinkRun(
        tuple(f"word{n}" for n in range(8)), tuple(f"site{chr(97 + n)}.example" for n in range(8)),
        "word0 word1 word2 word3 | word4 word5 word6 word7", 0,
    )  # fmt: skip
    assert scene.link_runs[0] == scene.link_runs[2] == first
    assert scene.link_runs[4].first == 4
    assert set(scene.link_runs) == {0, 2, 4}
    assert scene.away == (0, 2, 4)


def test_three_letters_between_do_not_part_a_run_and_four_do() -> None:
    assert len(set(scene_of(four(), "要闻网", four(4)).link_runs.values())) == 1
    assert len(set(scene_of(four(), "要闻网站", four(4)).link_runs.values())) == 2


def test_few_links_make_no_run() -> None:
    three = links(*((f"word{n}", f"site{n}.example") for n in "abc"))
    assert scene_of(three).away == ()
    assert scene_of(three, "要闻图片", links(("x", "sited.example"))).link_runs == {}
    assert scene_of(links(*[("word", "sitea.example")] * 8)).away == ()
    assert scene_of(four() + "某" * 18).away == ()
    assert scene_of(four() + "某" * 17).away == (0,)


def test_hidden_text_amid_prose_has_it_on_both_sides_near_and_in_one_home() -> None:
    hidden = "<p hidden>看不到的文字。</p>"

    def amid(*blocks: str) -> bool:
        scene = scene_of(*blocks)
        return scene.is_amid_prose(next(at for at, block in enumerate(scene.blocks) if block.hidden))

    assert amid(PROSE, hidden, PROSE)
    assert not amid(hidden, PROSE)
    assert not amid(PROSE, hidden)
    assert amid(PROSE, *["短"] * 5, hidden, PROSE)
    assert not amid(PROSE, *["短"] * 6, hidden, PROSE)
    assert amid(PROSE, hidden, *["短"] * 5, PROSE)
    assert not amid(PROSE, hidden, *["短"] * 6, PROSE)
    assert not amid(
        f"<div><p>{PROSE}</p></div>", f"<section><div>{hidden}</div></section>", f"<div><p>{PROSE}</p></div>"
    )


def test_own_words_are_those_of_title_text_headline_and_links() -> None:
    scene = scene_of("<h1>大桥</h1>", "导航", '<a href="/x">要闻</a>', PROSE, head="<title>青林 bridge</title>")
    assert {"大桥", "要闻", "青林", "bridge", "水库"} <= scene.own_words
    assert "导航" not in scene.own_words


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("某" * 24 + "。", True), ("某" * 23 + "。", False), ("某" * 30, False), ("某" * 30 + "。尾", True), ("x" * 58 + ". ", False),
        ("word " * 12 + "end.", True), ("word " * 10 + "end.", False), ("甲,乙,丙,丁,戊,己,庚,辛,壬,癸,子,丑,寅。", False),
        ("某" * 70 + "，某，某，某，某，某。", True),
    ],
)  # fmt: skip
def test_what_reads_as_running_text(text: str, answer: bool) -> None:
    assert is_prose(scene_of(text).blocks[0]) is answer


def test_links_and_hidden_blocks_are_no_running_text() -> None:
    block = scene_of(PROSE).blocks[0]
    size = len(block.text)
    assert not is_prose(replace(block, hidden="display"))
    assert is_prose(replace(block, link_chars=size // 3))
    assert not is_prose(replace(block, link_chars=size // 3 + 1))


def test_scripts_of_texts() -> None:
    texts = (
        "東京で開かれた会議",
        "中国西藏网",
        "Reuters",
        "정부는",
        "รัฐบาล",
        "Москва",
        "أعلنت",
        "",
        "123",
        "中国ab",
        "中abcd",
        "の中国西藏网新闻",
    )
    scripts = [main_script(text) for text in texts]
    assert scripts == ["kana", "han", "latin", "hangul", "thai", "cyrillic", "arabic", "", "", "han", "latin", "han"]
    assert main_script("a" * 400 + "中" * 400) == "latin"


def test_domains_that_one_buys() -> None:
    hosts = (
        "a.example",
        "www.a.example",
        "www.people.com.cn",
        "com.cn",
        "a.com.info",
        "a.co.uk.",
        "localhost",
        "a.b.gov.cn",
    )
    owners = ["a.example", "a.example", "people.com.cn", "com.cn", "com.info", "a.co.uk", "localhost", "b.gov.cn"]
    assert [registrable(host) for host in hosts] == owners


def test_phrases_on_a_string() -> None:
    assert segments_of("甲,乙_丙|丁、戊/己·庚;辛\n壬  癸 - 子") == list("甲乙丙丁戊己庚辛壬癸子")
    assert segments_of(" 词 ? | ? |词-词") == ["词", "词", "词"]
    assert segments_of("well-known words") == ["well-known words"]


def test_what_ends_like_a_sentence() -> None:
    texts = ("今天。", "今天！好", "今天?", "词 ?", "one. two", "one.two", "one.", "词…", "词", "词 ?二")
    assert [is_sentence(text) for text in texts] == [True, True, True, False, True, False, True, False, False, False]


@pytest.mark.parametrize(
    ("owner", "answer"),
    [
        ("kq3x9z.com", True), ("1000kdhe.example", True), ("247sports.com", False), ("house.com", False), ("a1b2.com", False),
        ("bcdfg.com", True), ("abcdfg.com", True), ("rhythm.com", False), ("xn--kq3x9z.com", True), ("k-q3x-9z.com", True),
        ("strength.com", False), ("163.com", False), ("china12.com", False),
    ],
)  # fmt: skip
def test_names_made_up_by_a_machine(owner: str, answer: bool) -> None:
    assert looks_random(owner) is answer


def test_words_of_a_text_are_pairs_and_words() -> None:
    assert words_of("青林县 Old house of it 2024") == {"青林", "林县", "old", "house"}


def test_places() -> None:
    names = ("北京", "托克逊县", "县", "青县", "某某某某某某某某县", "某某某某某某某某某县", "新闻", "a县")
    assert [is_place_name(name) for name in names] == [True, True, False, True, True, False, False, False]
    assert (place_share(["北京", "新闻"]), place_share([])) == (0.5, 0.0)


def test_words_of_the_lexicon() -> None:
    assert count_spam_words("百家乐,老虎机,平台abc") == (2, 3, 8 / 11)
    assert count_spam_words("百家乐百家乐") == (1, 1, 1.0)
    assert count_spam_words("，。") == (0, 0, 0.0)
    assert count_spam_words("casinos casino Casino") == (2, 2, 1.0)
    assert count_spam_words("xcasino") == (0, 0, 0.0)
    assert count_spam_words("pharmacy online")[:2] == count_spam_words("pharmacy-online")[:2] == (1, 1)
    assert (fold_spam("ＡＢＣ國"), fold_spam("ABC")) == ("abc国", "abc")
    assert [has_strong_word(text) for text in ("百家樂", "平台", "A CASINO", "xcasinox", "вулкан", "")] == [
        True,
        False,
        True,
        False,
        True,
        False,
    ]
    assert strip_weak_words("青林视频色平台") == "青林 色 "
    assert "百家乐" in word_group("gambling")
    assert find_strong_words("平台") == find_strong_words("") == frozenset()


def test_fingerprints_of_blocks() -> None:
    assert fingerprint("第1页 共9页") == fingerprint("第2页共10页") != fingerprint("第2页 共页页")
    document = document_of("Menu of it", "短短短短短", "Menu of it", "六个字的一块")
    assert fingerprint_blocks(document) == (fingerprint("Menu of it"), fingerprint("六个字的一块"))
    pages = [(1, 2)] * 3 + [(1, 1)] * 2
    assert learn_host_blocks(pages) == HostBlocks(pages=5, recurring=frozenset({1, 2}))
    assert learn_host_blocks(pages + [(1,)]) == HostBlocks(pages=6, recurring=frozenset({1}))
    assert learn_host_blocks(pages[:4]) == HostBlocks(pages=4)


LINE = "百家乐,老虎机,平台登录,娱乐城官网"


def head_signs(head: str, *blocks: str) -> dict[str, float]:
    return find_head_signs(scene_of(*(blocks or (PROSE * 2,)), head=head))


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


def test_signs_of_injection_in_the_head() -> None:
    stuffed = {"title_stuffed": 0.8}
    assert head_signs(f"<title>{LINE}</title>") == stuffed
    assert head_signs("<title>百家乐,老虎机</title>") == {}
    assert head_signs("<title>百家乐,平台,登录</title>") == {}
    assert head_signs(f"<title>{LINE}</title>", PROSE + "县里查处一处百家乐赌场。") == {}
    assert head_signs(f"<title>大桥</title>{meta('keywords', LINE)}") == {"keywords_stuffed": 0.8}
    assert head_signs(f"<title>大桥</title>{meta('description', LINE)}") == {"keywords_stuffed": 0.8}
    assert head_signs(f"<title>大桥</title>{meta('other', LINE)}") == {}
    assert head_signs(f"<title>{LINE}</title>{meta('keywords', LINE)}") == {
        "title_stuffed": 0.8,
        "keywords_stuffed": 0.8,
    }
    assert head_signs(f"<title>大桥</title>{meta('keywords', '某' * 3000 + LINE)}") == {}
    assert head_signs(f"<title>百家乐老虎机平台登录{'青林县今天举行大桥合龙仪式' * 2}</title>") == {}


def test_notes_of_the_reader_are_signs() -> None:
    scene = scene_of(PROSE * 2, head=f"<title>{LINE}</title>")
    noted = replace(scene.document, notes=("written_as_entities: title", "invented_elements: 40", "truncated"))
    assert find_head_signs(Scene(noted, HostBlocks())) == {
        "title_stuffed": 0.8,
        "written_as_entities": 0.4,
        "invented_elements": 0.6,
    }
    honest = replace(scene.document, head_title="大桥", notes=("written_as_entities: title",))
    assert find_head_signs(Scene(honest, HostBlocks())) == {}


def test_the_score_joins_what_was_found_as_independent_evidence() -> None:
    scene = scene_of(PROSE)

    def score(found: dict[int, str], signs: dict[str, float] | None = None) -> tuple[float, tuple[str, ...]]:
        return weigh(scene, scene.document, found, signs or {})

    assert score({}) == (0.0, ())
    assert score({0: "hidden_text"}) == (0.0, ())
    assert score({0: "keyword_line"}) == (0.8, ("keyword_line: 1",))
    assert score({0: "keyword_line", 1: "keyword_line"}) == (0.8, ("keyword_line: 2",))
    assert score({0: "emoji_line", 1: "place_list"}) == (0.68, ("place_list: 1", "emoji_line: 1"))
    assert score({0: "lone_keyword"}, {"title_stuffed": 0.8}) == (0.94, ("title_stuffed", "lone_keyword: 1"))


@pytest.mark.parametrize(("count", "score"), [(4, 0.0), (5, 0.5)])
def test_five_repaired_blocks_are_a_sign(count: int, score: float) -> None:
    served = document_of(*[PROSE] * 6)
    mended = replace(
        served, blocks=tuple(replace(b, text="x" + b.text) if at < count else b for at, b in enumerate(served.blocks))
    )
    reasons = (f"damaged_text: {count}",) if score else ()
    assert weigh(Scene(served, HostBlocks()), mended, {}, {}) == (score, reasons)


def mirror_signs(*blocks: str, head: str = "", url: str = "https://www.house.example/a.html") -> list[str]:
    scene = scene_of(*blocks, head=head, url=url)
    return find_mirror_signs(scene, scene.document)


def test_what_points_home_to_another_site() -> None:
    trs = "https://www.house.example/cn/t20230727_7460423.html"
    assert mirror_signs(PROSE) == []
    assert mirror_signs("版权声明：凡注明“来源：青林新闻网”的作品") == ["mirror: notice names 青林新闻网"]
    assert mirror_signs("版權所有 作品來源： 青林日報 2024") == ["mirror: notice names 青林日報"]
    assert mirror_signs("版权声明：来源：甲网甲网", "版权声明：来源：乙网乙网") == ["mirror: notice names 乙网乙网"]
    assert mirror_signs("某" * 60 + "版权声明：来源：青林新闻网") == []
    assert mirror_signs("来源：青林新闻网") == []
    assert mirror_signs(PROSE, head='<link rel="canonical" href="https://www.tibet.cn/a">') == [
        "mirror: canonical names www.tibet.cn"
    ]
    assert mirror_signs(PROSE, head='<link rel="canonical" href="https://m.house.example/a">') == []
    assert mirror_signs(PROSE, head='<link rel="canonical" href="/a"><link rel="next" href="https://b.cn/">') == []
    assert mirror_signs(PROSE, head='<meta property="og:url" content="http://b.cn/a">') == ["mirror: og:url names b.cn"]
    assert mirror_signs(PROSE, url=trs) == ["mirror: path of a Chinese newsroom's system"]
    assert mirror_signs(PROSE, url=trs + "?x=1") == ["mirror: path of a Chinese newsroom's system"]
    assert mirror_signs(PROSE, url=trs.replace("house.example", "house.cn")) == []
    assert mirror_signs(PROSE, url="https://www.house.example/cn/t20230727_7460423.html/x") == []


def test_signs_of_a_mirror_count_beside_another_sign_only() -> None:
    scene = scene_of(PROSE, url="https://www.house.example/cn/t20230727_7460423.html")
    assert weigh(scene, scene.document, {}, {}) == (0.0, ())
    reasons = ("keyword_line: 1", "mirror: path of a Chinese newsroom's system")
    assert weigh(scene, scene.document, {0: "keyword_line"}, {}) == (0.84, reasons)


def test_what_is_dropped_has_its_place_and_its_words_as_served() -> None:
    hidden = f'<p style="position:absolute;left:-9999px">{LINE}</p>'
    served = document_of(LINE, PROSE, hidden, "百家乐老虎机平台", PROSE, LINE)
    mended = replace(served, blocks=tuple(replace(b, text=b.text.replace("百", "佰")) for b in served.blocks))
    verdict = drop_spam(mended, served=served)
    assert [(d.text, d.rule, d.place) for d in verdict.dropped] == [
        (LINE, "keyword_line", "head"),
        (LINE, "hidden_keywords", "hidden"),
        ("百家乐老虎机平台", "spam_paragraph", "body"),
        (LINE, "keyword_line", "tail"),
    ]
    assert verdict.dropped_blocks == (
        (0, "keyword_line"),
        (2, "hidden_keywords"),
        (3, "spam_paragraph"),
        (5, "keyword_line"),
    )
    assert verdict.kept == (False, True, False, False, True, False)
    assert {"百家乐", "老虎机", "平台登录", "娱乐城官网", "百家乐老虎机平台"} == verdict.phrases
    assert verdict.reasons == ("keyword_line: 2", "hidden_keywords: 1", "spam_paragraph: 1", "damaged_text: 4")[:3]
    assert verdict.score == round(1 - 0.2 * 0.2 * 0.6, 3)


def test_phrases_are_collected_from_lines_of_keywords_alone() -> None:
    scene = scene_of("百家樂,A", "甲,乙乙", "丙丙")
    found = {0: "keyword_line", 1: "hidden_text", 2: "place_list"}
    assert collect_phrases(scene, found) == {"百家乐"}
    assert collect_phrases(scene_of("甲" * 60 + "," + "乙" * 61), {0: "link_farm"}) == {"甲" * 60}


def test_a_phrase_is_the_spam_s_by_its_words_or_because_the_page_dropped_it() -> None:
    verdict = SpamVerdict(kept=(), score=0.8, phrases=frozenset({"青林"}))
    texts = (
        " 青林 ",
        "青林县",
        "百家乐",
        "百家乐青林县",
        "百家乐青林县城",
        "百家乐老虎机平台" + "青林县" * 5,
        "百家乐老虎机平台" + "青林县" * 4,
    )
    assert [is_spam_phrase(text, verdict) for text in texts] == [True, False, True, True, False, False, True]
    assert not is_spam_phrase("百家乐", replace(verdict, score=0.0))


def cuts_of(text: str, *phrases: str, kept: bool = True) -> list[tuple[str, str]]:
    scene = scene_of(text, suspect=True)
    document = scene.document
    cuts = find_cuts(scene, document, (kept,), frozenset(phrases))
    assert all(at == 0 for at, *_ in cuts)
    return [(document.blocks[0].text[start:end], rule) for _, start, end, rule in cuts]


def test_stretches_of_spam_in_kept_blocks() -> None:
    assert cuts_of(PROSE + "天天操天天干的", "天天操天天干") == [("天天操天天干", "spam_phrase")]
    assert cuts_of(PROSE + "天天操天", "天天操天") == []
    assert cuts_of(PROSE + "天天操天天干的", "天天操天天干", kept=False) == []
    assert cuts_of("天天操天天干天天日的某", "天天操天天干天天日") == []
    assert cuts_of("天天操天天干天天的某某某", "天天操天天干天天") == [("天天操天天干天天", "spam_phrase")]
    assert cuts_of("天天操天天干天天的某某", "天天操天天干天天") == []
    assert cuts_of(PROSE + "天天操天天干天天日的", "天天操天天干", "天天操天天干天天日") == [
        ("天天操天天干天天日", "spam_phrase")
    ]
    assert cuts_of(PROSE + "WWW,ABC123,COM看") == [("WWW,ABC123,COM", "spam_address")]
    assert cuts_of(PROSE + "WWW.ABC123.COM看") == []
    assert cuts_of(PROSE + links(("百家乐平台", "o.example"))) == [("百家乐平台", "spam_link")]
    assert cuts_of(PROSE + links(("百家乐青林县城", "o.example"))) == []
    assert cuts_of(PROSE + links(("平台", "o.example"))) == []


def test_cuts_have_a_limit() -> None:
    scene = scene_of(*[f"{PROSE}A{n}BC,COM" for n in range(210)], suspect=True)
    assert len(find_cuts(scene, scene.document, (True,) * 210, frozenset())) == 200


def waiting(*blocks: str) -> frozenset[int]:
    return find_waiting(scene_of(*blocks))


def hid(text: str, how: str = "hidden", tag: str = "div") -> str:
    return f"<{tag} {how}><p>{text}</p></{tag}>"


def test_an_article_that_waits_for_its_script() -> None:
    text = LONG * 6
    assert waiting(hid(text), "Loading") == {0}
    assert waiting(hid(LONG * 5), "Loading") == frozenset()
    assert waiting(hid(text), LONG * 4) == {0}
    assert waiting(hid(text), LONG * 5) == frozenset()
    assert waiting(hid(text, 'style="position:absolute;left:-9999px"')) == frozenset()
    assert waiting(hid(text, 'style="display:none"')) == {0}
    assert waiting(f"<noscript><p>{text}</p></noscript>", "x") == {0}
    assert waiting(f"<noscript><p>{text}</p></noscript>", LONG) == frozenset()
    assert waiting(hid(text, 'hidden class="cookie-notice"')) == frozenset()
    assert waiting(hid(text, "hidden", "footer")) == frozenset()
    assert waiting(hid(f'<a href="/x">{text}</a>')) == frozenset()
    assert waiting(*[hid("x" * 79)] * 20) == frozenset()
    assert waiting("<div hidden>" + f"<p>{LONG}</p>" * 6 + "<p>short</p></div>", "Loading") == frozenset(range(7))
    assert waiting("Loading", "<div hidden>" + f"<p>{LONG}</p>" * 6 + "</div>", "End") == frozenset(range(1, 7))


def test_a_dialog_s_marks_are_looked_for_four_containers_up() -> None:
    def nested(levels: int) -> str:
        return "<div class=modal>" + "<div>" * levels + hid(LONG * 6) + "</div>" * levels + "</div>"

    assert waiting(nested(1)) == frozenset()
    assert waiting(nested(2)) == {0}


def test_an_honest_document_is_untouched() -> None:
    document: Document = document_of("要闻 | 图片 | 专题 | 体育", PROSE, PROSE, "版权所有")
    verdict = drop_spam(document, served=document)
    assert verdict == SpamVerdict(kept=(True,) * 4)

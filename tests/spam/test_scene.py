"""What the rules are told about a page: where its text stands, its script, its links."""

import pytest

from archiver.spam.scene import LinkRun
from tests.spam.blocks import ENGLISH, PROSE, TRADITIONAL, links, scene_of

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

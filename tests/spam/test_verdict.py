"""The verdict on a page: signs in its head, the score, what is dropped and cut, and the article that waits."""

from dataclasses import replace

import pytest

from archiver.model.document import Document
from archiver.model.spam import HostBlocks, SpamVerdict
from archiver.spam.cuts import find_cuts
from archiver.spam.drop import drop_spam
from archiver.spam.phrases import collect_phrases, is_spam_phrase
from archiver.spam.scene import Scene
from archiver.spam.verdict import find_head_signs, find_mirror_signs, weigh
from archiver.spam.waiting import find_waiting
from tests.spam.blocks import PROSE, document_of, links, scene_of

LONG = "The town council voted on Tuesday to repair the old bridge before winter, after months of debate. " * 2


LINE = "百家乐,老虎机,平台登录,娱乐城官网"


def head_signs(head: str, *blocks: str) -> dict[str, float]:
    return find_head_signs(scene_of(*(blocks or (PROSE * 2,)), head=head))


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


def test_signs_of_injection_in_the_head() -> None:
    stuffed = {"title_stuffed": 0.8}
    assert head_signs(f"<title>{LINE}</title>") == stuffed
    assert head_signs("<title>百家樂,無碼,賭場,開戶,註冊</title>") == stuffed
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
    assert find_waiting(Scene(document_of(hid(text), "Loading", body="class=modal-open"), HostBlocks())) == {0}
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

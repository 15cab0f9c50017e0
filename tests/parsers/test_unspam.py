"""Spam inside kept blocks and metadata is cut out, and everything else moves along."""

from archiver.model.document import Document
from archiver.model.reading import Piece
from archiver.model.repair import Edit
from archiver.model.spam import SpamVerdict
from archiver.parsers.mending import Mended
from archiver.parsers.repairs import FieldText, trace_repairs
from archiver.parsers.unspam import cut_spam
from tests.parsers.pages import read


def _mended(html: str, edits: dict[int, tuple[Edit, ...]] | None = None) -> Mended:
    document: Document = read(html).document
    return Mended(document, edits or {})


def _verdict(
    mended: Mended, cuts: tuple[tuple[int, int, int, str], ...], phrases: frozenset[str] = frozenset()
) -> SpamVerdict:
    return SpamVerdict(kept=(True,) * len(mended.document.blocks), cuts=cuts, score=0.9, phrases=phrases)


def test_page_without_spam_is_the_very_same() -> None:
    mended = _mended("<p>工作队走进牧区。</p>")
    assert cut_spam(mended, SpamVerdict(kept=(True,))) == (mended, ())


def test_phrase_inside_a_sentence_is_cut_and_named() -> None:
    mended = _mended("<p>工作队走进牧区久久精品为群众看病。</p>")
    cut, dropped = cut_spam(mended, _verdict(mended, ((0, 7, 11, "spam_phrase"),)))
    assert cut.document.blocks[0].text == "工作队走进牧区为群众看病。"
    assert [(d.text, d.rule, d.place) for d in dropped] == [("久久精品", "spam_phrase", "body")]


def test_links_behind_the_cut_move_and_links_inside_it_go() -> None:
    mended = _mended("<p>甲<a href='http://spam.example/'>久久精品</a>乙<a href='/b'>丙丁</a></p>")
    cut, _ = cut_spam(mended, _verdict(mended, ((0, 1, 5, "spam_link"),)))
    block = cut.document.blocks[0]
    assert (block.text, [(block.text[s.start : s.end], s.href) for s in block.spans]) == ("甲乙丙丁", [("丙丁", "/b")])
    assert block.link_chars == 2


def test_repairs_around_a_cut_are_still_undone_in_their_place() -> None:
    edits = {
        0: (
            Edit(kind="conversion", start=0, end=1, before="國", after="国"),
            Edit(kind="conversion", start=3, end=4, before="愛", after="爱"),
            Edit(kind="conversion", start=6, end=7, before="學", after="学"),
        )
    }
    mended = _mended("<p>国家做爱片大学校。</p>", edits)
    cut, dropped = cut_spam(mended, _verdict(mended, ((0, 2, 5, "spam_phrase"),)))
    text = cut.document.blocks[0].text
    _, served = trace_repairs(cut, [FieldText(name="body", value=text, pieces=(Piece(0, 0, len(text)),))])
    assert (text, served["body"], dropped[0].text) == ("国家大学校。", "國家大學校。", "做愛片")


def test_stuffed_titles_and_keywords_leave_the_metadata() -> None:
    mended = _mended(
        "<head><title>一本久道,久久精品</title><meta name=keywords content='援藏,久久精品,西藏'>"
        "<meta property='og:title' content='援藏工作纪实'></head><p>工作队走进牧区。</p>"
    )
    cut, _ = cut_spam(mended, _verdict(mended, (), frozenset({"一本久道", "久久精品"})))
    document = cut.document
    assert document.head_title is None
    assert document.meta["keywords"] == ("援藏,西藏",)
    assert document.meta["og:title"] == ("援藏工作纪实",)

"""Repairs traced into the fields of the record: undoing them gives the page as served."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from archiver.model.document import Block, Document, Node, Span
from archiver.model.reading import Piece
from archiver.model.repair import Edit, RepairedText
from archiver.parsers.article import parse_article
from archiver.parsers.mending import Mended, moved, repair_document
from archiver.parsers.repairs import FieldText, align, trace_repairs, undo
from tests.parsers.pages import page_of, read

PIECES = st.lists(
    st.tuples(
        st.text(alphabet="甲乙丙丁 a", max_size=4),
        st.text(alphabet="國學(dāng),", max_size=4),
        st.text(alphabet="国学", max_size=2),
    ),
    max_size=6,
)
"""Kept text, then an edit's text before and after."""


def _edited(parts: list[tuple[str, str, str]]) -> tuple[str, str, tuple[Edit, ...]]:
    """Text as served, as repaired, and the edits between them."""
    served = repaired = ""
    edits: list[Edit] = []
    for kept, before, after in parts:
        served, repaired = served + kept, repaired + kept
        if before != after:
            start = len(repaired)
            edits.append(Edit(kind="slip", start=start, end=start + len(after), before=before, after=after))
        served, repaired = served + before, repaired + after
    return served, repaired, tuple(edits)


def _document(*texts: str) -> Document:
    blocks = tuple(Block(text, "p", 0, (), 0, 0, None) for text in texts)
    return Document("u", "utf-8", "meta", None, None, {}, (), (), (Node("html", "", -1, 0, len(texts), 0),), blocks, ())


@given(PIECES)
def test_undoing_the_repairs_of_a_whole_block_gives_it_as_served(parts: list[tuple[str, str, str]]) -> None:
    served, repaired, edits = _edited(parts)
    mended = Mended(_document(repaired), {0: edits} if edits else {})
    field = FieldText(name="title", value=repaired, pieces=(Piece(0, 0, len(repaired)),))
    repairs, as_served = trace_repairs(mended, [field])
    if repaired.strip() and len(edits) == len(repairs):
        assert as_served.get("title", repaired) == served
    assert undo(repaired, repairs) == as_served.get("title", repaired)


@given(PIECES, PIECES)
def test_paragraphs_joined_are_undone_each_in_its_place(
    one: list[tuple[str, str, str]], two: list[tuple[str, str, str]]
) -> None:
    (served1, text1, edits1), (served2, text2, edits2) = (
        _edited([("甲", "", ""), *one, ("乙", "", "")]),
        _edited([("丙", "", ""), *two, ("丁", "", "")]),
    )
    mended = Mended(_document(text1, text2), {k: v for k, v in ((0, edits1), (1, edits2)) if v})
    pieces = (Piece(0, 0, len(text1)), Piece(1, 0, len(text2)))
    _, as_served = trace_repairs(mended, [FieldText(name="body", value=f"{text1}\n\n{text2}", pieces=pieces)])
    assert as_served.get("body", f"{text1}\n\n{text2}") == f"{served1}\n\n{served2}"


@given(PIECES)
def test_repairs_are_in_order_and_do_not_overlap(parts: list[tuple[str, str, str]]) -> None:
    _, repaired, edits = _edited(parts)
    mended = Mended(_document(repaired), {0: edits} if edits else {})
    repairs, _ = trace_repairs(mended, [FieldText(name="title", value=repaired, pieces=(Piece(0, 0, len(repaired)),))])
    assert all(a.offset + len(a.after) <= b.offset for a, b in pairwise(repairs))
    assert all(repaired[r.offset : r.offset + len(r.after)] == r.after for r in repairs)


def test_value_from_the_metadata_is_traced_by_its_string() -> None:
    text = RepairedText(text="中国_网", edits=(Edit(kind="conversion", start=1, end=2, before="國", after="国"),))
    mended = Mended(_document(""), {}, strings=(text,))
    repairs, as_served = trace_repairs(mended, [FieldText(name="title", value="中国")])
    assert (as_served, [(r.offset, r.before, r.after) for r in repairs]) == ({"title": "中國"}, [(1, "國", "国")])


def test_edit_outside_of_the_slice_is_no_repair_of_the_field() -> None:
    edits = (Edit(kind="conversion", start=0, end=1, before="來", after="来"),)
    mended = Mended(_document("来源: 日报"), {0: edits})
    assert trace_repairs(mended, [FieldText(name="source", value="日报", pieces=(Piece(0, 4, 6),))]) == ((), {})


def test_undamaged_page_is_the_very_same_document() -> None:
    served = read("<h1>大桥合龙</h1><p>工作队走进牧区。</p>").document
    assert repair_document(served).document is served


@given(PIECES, st.integers(0, 60))
def test_places_keep_their_order_when_moved(parts: list[tuple[str, str, str]], place: int) -> None:
    served, repaired, edits = _edited(parts)
    place = min(place, len(served))
    assert 0 <= moved(place, edits) <= len(repaired)
    assert moved(max(0, place - 1), edits) <= moved(place, edits)


def test_align_lets_white_space_differ() -> None:
    assert align("a b", [("a", (0, 0)), ("\n", (0, 1)), ("b", (0, 2))]) == [(0, 0), (0, 1), (0, 2)]


def test_damaged_page_comes_back_as_served() -> None:
    """Readings after characters, in title and body, on a page that gives enough evidence of them."""
    words = "國(guó)家發(fā)展現(xiàn)代產(chǎn)業(yè)，經(jīng)濟關(guān)係進(jìn)入新階段，學(xué)習實(shí)踐，"
    text = f"{words}工作隊堅持發(fā)展產(chǎn)業(yè)，關(guān)心經(jīng)濟，進(jìn)村學(xué)習實(shí)踐。"
    html = f"<title>國(guó)家發(fā)展</title><body><h1>國(guó)家發(fā)展</h1><div><p>{text}</p><p>{text}再來一段。</p></div>"
    article = parse_article(page_of(html))
    served = {
        name: undo(_field(article, name), [r for r in article.repairs if r.field == name]) for name in article.as_served
    }
    assert served == article.as_served
    assert article.as_served["title"] == "國(guó)家發(fā)展"
    assert text in article.as_served["body"]


def _field(article: object, name: str) -> str:
    return str(getattr(article, name))


def test_spans_move_with_the_words_before_them() -> None:
    words = "國(guó)家發(fā)展現(xiàn)代產(chǎn)業(yè)，經(jīng)濟關(guān)係進(jìn)入新階段，學(xué)習實(shí)踐，"
    html = f"<body><p>{words}<a href='/x'>鏈接文字</a></p><p>{words}</p><p>{words}</p>"
    document = repair_document(read(html).document).document
    span: Span = document.blocks[0].spans[0]
    assert document.blocks[0].text[span.start : span.end] in {"鏈接文字", "链接文字"}

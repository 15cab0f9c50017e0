"""Takes lines out of the body's edges that by-line and date parsers have read whole, all but their labels."""

import re
from collections.abc import Sequence
from dataclasses import replace

from archiver.model.document import Block
from archiver.model.fields import Byline, Dates
from archiver.model.reading import Body, Found, Piece

_LONGEST = 160
"""Characters of a line that can be all by-line."""
_EDGE = 3
_LABELS = re.compile(
    r"(?i)发布时间|發布時間|发表时间|更新时间|时间|日期|来源|來源|稿源|出处|作者|记者|記者|通讯员|撰文|文|责任编辑|責任編輯|责编|責編|编辑|編輯|"
    r"[【\[]?\s*字[号體号]\W*[大小]\W*中\W*[小大]|字号|打印|关闭|收藏|分享|纠错|评论|发布|發布|published|posted|updated|last|modified|written|by|and|und|och|on|at|from|source|author|editor|von|par|por|di|af|av|am|um|uhr|le|el|"
    r"[apm]{2}|ist|gmt|utc|e[ds]t|bst|cest?"
)
_ROLE = re.compile(r"^(?:[\w·]{1,10}\s?)?(?:记者|記者|通讯员|通訊員|特约撰稿人|撰稿人)$")
"""An outlet and a role, whose name stands in another element."""
_NOTICE = re.compile(r"^[（(【]?(?:平台|特别|特別|免责|免責|版权|版權|郑重|鄭重)(?:声明|聲明)[:：]")
_LETTER = re.compile(r"[^\W_]")


def without_bylines(body: Body, blocks: Sequence[Block], dates: Dates, byline: Byline) -> Body:
    """The body without those of its first and last paragraphs that hold only dates, names and labels.

    They are named in `left_out` as "byline", a platform's statement at the end as "notice". The very same body when
    there are none, and never an empty one.
    """
    read = _read_pieces(dates, byline)
    names = _read_names(byline)
    count = len(body.pieces)
    edge = [i for i in range(count) if i < _EDGE or i >= count - _EDGE]
    found = {i: _rule(body.pieces[i], blocks, read, names) for i in edge}
    gone = {i: rule for i, rule in found.items() if rule is not None}
    if not gone or len(gone) == count:
        return body
    left = tuple((body.pieces[i].block, rule) for i, rule in gone.items())
    pieces = tuple(piece for i, piece in enumerate(body.pieces) if i not in gone)
    return replace(body, pieces=pieces, left_out=tuple(sorted(body.left_out + left)))


def _read_pieces(dates: Dates, byline: Byline) -> dict[int, list[Piece]]:
    found: Sequence[Found[object] | None] = (
        dates.published, dates.modified, byline.source, byline.authors, byline.editor,
    )  # fmt: skip
    read: dict[int, list[Piece]] = {}
    for value in found:
        for piece in value.pieces if value is not None else ():
            read.setdefault(piece.block, []).append(piece)
    return read


def _read_names(byline: Byline) -> tuple[str, ...]:
    """The names of the by-line, the longest first: metadata gives them too, and then no piece says where they stand."""
    named = byline.authors.value if byline.authors else ()
    others = (found.value for found in (byline.source, byline.editor) if found is not None)
    return tuple(sorted({*named, *others}, key=lambda name: (-len(name), name)))


def _rule(paragraph: Piece, blocks: Sequence[Block], read: dict[int, list[Piece]], names: Sequence[str]) -> str | None:
    text = blocks[paragraph.block].text[paragraph.start : paragraph.end]
    if _NOTICE.match(text):
        return "notice"
    return "byline" if _ROLE.match(text) or _is_read_whole(paragraph, blocks, read, names) else None


def _is_read_whole(
    paragraph: Piece, blocks: Sequence[Block], read: dict[int, list[Piece]], names: Sequence[str]
) -> bool:
    if paragraph.end - paragraph.start > _LONGEST:
        return False
    text = list(blocks[paragraph.block].text)
    for piece in read.get(paragraph.block, ()):
        text[piece.start : piece.end] = " " * (piece.end - piece.start)
    rest = "".join(text[paragraph.start : paragraph.end])
    for name in names:
        rest = rest.replace(name, " ")
    if rest == blocks[paragraph.block].text[paragraph.start : paragraph.end]:
        return False
    return len(_LETTER.findall(_LABELS.sub(" ", rest))) <= 2

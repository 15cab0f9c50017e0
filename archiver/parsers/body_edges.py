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
# An agency's last line: (Reporting by A and B; Editing by C).
_DESK_LINE = re.compile(
    r"^\W{0,2}(?:additional |further )?(?:report(?:ing|ed)|writing|written|compiled|edit(?:ing|ed)|translated) by "
    r"[^.!?]{4,190}\W{0,3}$",
    re.IGNORECASE,
)
_LONGEST_LABEL = 30
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


def _with_label(piece: Piece, text: str) -> Piece:
    """The piece with the label before it, back to the line's beginning or the last mark: "Redaktion: ", "✍ द्वारा: "."""
    before = re.split(r"[\n;；|｜·•]", text[: piece.start])[-1]
    if len(before) <= _LONGEST_LABEL and before.rstrip().endswith((":", "：", "/", "／")):
        return Piece(piece.block, piece.start - len(before), piece.end)
    return piece


def _read_names(byline: Byline) -> tuple[str, ...]:
    """The names of the by-line, the longest first: metadata gives them too, and then no piece says where they stand."""
    named = byline.authors.value if byline.authors else ()
    others = (found.value for found in (byline.source, byline.editor) if found is not None)
    return tuple(sorted({*named, *others}, key=lambda name: (-len(name), name)))


def _rule(paragraph: Piece, blocks: Sequence[Block], read: dict[int, list[Piece]], names: Sequence[str]) -> str | None:
    text = blocks[paragraph.block].text[paragraph.start : paragraph.end]
    if _NOTICE.match(text):
        return "notice"
    if _ROLE.match(text) or _is_desk_line(text) or _is_read_whole(paragraph, blocks, read, names):
        return "byline"
    return None


def _is_desk_line(text: str) -> bool:
    """True for a line in which an agency says who reported and who edited; capitals tell its names from prose."""
    if len(text) > 200 or not _DESK_LINE.match(text):
        return False
    return bool(re.search(r" by (?:the |our )?[^\W\da-zß-ÿ]", text, re.IGNORECASE if text.isupper() else 0))


def _is_read_whole(
    paragraph: Piece, blocks: Sequence[Block], read: dict[int, list[Piece]], names: Sequence[str]
) -> bool:
    if paragraph.end - paragraph.start > _LONGEST:
        return False
    text = list(blocks[paragraph.block].text)
    for bare in read.get(paragraph.block, ()):
        piece = _with_label(bare, blocks[paragraph.block].text)
        text[piece.start : piece.end] = " " * (piece.end - piece.start)
    rest = "".join(text[paragraph.start : paragraph.end])
    for name in names:
        rest = rest.replace(name, " ")
    if rest == blocks[paragraph.block].text[paragraph.start : paragraph.end]:
        return False
    return len(_LETTER.findall(_LABELS.sub(" ", rest))) <= 2

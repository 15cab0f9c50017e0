"""Tables of figures that stand between an article's paragraphs: taken whole, since each cell alone says too little."""

from collections.abc import Sequence

from archiver.model.document import Document, Node

_MOST_ROWS = 200
_LONGEST_CELL = 80
"""Characters; a table of longer cells is a layout, whose paragraphs are judged one by one."""


def table_blocks(document: Document, kept: Sequence[bool], taken: Sequence[int]) -> tuple[int, ...]:
    """The cells of data tables between the first and the last block taken, as block indexes; empty when there are none.

    A data table has at least two rows of at least two cells, as many in each, without links, none long, and text of
    the article both before and after it.
    """
    if not taken:
        return ()
    first, last = taken[0], taken[-1]
    nodes = document.nodes
    tables = [n for n, node in enumerate(nodes) if node.tag == "table" and first < node.start and node.end <= last]
    found: list[int] = []
    for table in tables:
        if _is_data(document, kept, table):
            found += range(nodes[table].start, nodes[table].end)
    return tuple(found)


def _is_data(document: Document, kept: Sequence[bool], table: int) -> bool:
    nodes, whole = document.nodes, document.nodes[table]
    blocks = document.blocks[whole.start : whole.end]
    if not blocks or any(len(b.text) > _LONGEST_CELL or b.link_chars for b in blocks):
        return False
    if not all(kept[whole.start : whole.end]):
        return False
    rows: list[Node] = []
    for node in nodes[table + 1 :]:
        if node.depth <= whole.depth or node.start >= whole.end:
            break
        if node.tag == "table":
            return False
        if node.tag == "tr":
            rows.append(node)
    widths = {row.end - row.start for row in rows}
    return 2 <= len(rows) <= _MOST_ROWS and len(widths) == 1 and widths.pop() >= 2

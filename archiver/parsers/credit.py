"""One credit of a page: a value that a label or its place says to be a source, an author or an editor."""

from dataclasses import dataclass

from archiver.model.reading import Piece


@dataclass(frozen=True, slots=True)
class Credit:
    """One labelled value."""

    kind: str
    """ "source", "author" or "editor"."""
    value: str
    place: str
    """ "head", "lead" (the first paragraphs) or "tail"."""
    rule: str
    piece: Piece
    href: str | None = None
    names: tuple[str, ...] = ()
    """The names in the value where the rule has parted them already."""

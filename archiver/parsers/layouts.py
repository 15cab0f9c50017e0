"""A site's dated rules: which of its layouts held on the day of capture, and the selectors it states."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from archiver.model.site import Layout, Site


def layout_of(site: Site | None, captured_at: datetime | None) -> Layout | None:
    """The layout that held on the day of capture; the last one when the day is not known; None without a site's rules.

    Layouts stand oldest first; one without `until` holds from the last dated one on.
    """
    if site is None or not site.layouts:
        return None
    if captured_at is None:
        return site.layouts[-1]
    day = captured_at.date()
    for layout in site.layouts:
        if layout.until is None or day <= layout.until:
            return layout
    return site.layouts[-1]


def without_selected(kept: tuple[bool, ...], dropped: Sequence[int]) -> tuple[bool, ...]:
    """The blocks kept, without those that the layout's `drop` matched."""
    if not dropped:
        return kept
    gone = frozenset(dropped)
    return tuple(keep and index not in gone for index, keep in enumerate(kept))


def selectors_of(layout: Layout | None) -> dict[str, str]:
    """The selectors that a layout states, by field name."""
    if layout is None:
        return {}
    stated = {field.name: getattr(layout, field.name) for field in fields(layout)}
    return {name: selector for name, selector in stated.items() if isinstance(selector, str) and selector}

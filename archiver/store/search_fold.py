"""Folding a story's copies under its original: among the members of a family that match, one leads."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, text

from archiver.store.search_match import Condition

SPAM = 0.5
"""From this score on an article leads no family that has a cleaner member."""

_MEMBERS = text(
    "SELECT d.key, d.article_id FROM articles a JOIN search_docs d ON d.article_id = a.id"
    " WHERE a.family_id = :family ORDER BY CASE WHEN d.spam_score < :spam THEN 0 ELSE 1 END, d.key"
)
_FAMILIES = text(
    "SELECT a.family_id, a.id FROM articles a WHERE a.family_id IN :families ORDER BY a.family_id, a.sorted_at, a.id"
).bindparams(bindparam("families", expanding=True))


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that matches."""

    key: int
    article_id: int
    family_id: int | None
    spam_score: float
    score: float | None = None


def leads(connection: Connection, condition: Condition, each: Candidate, leaders: dict[int, int]) -> bool:
    """Whether a candidate is its family's earliest matching member that is no spam (or, all being spam, the earliest).

    `leaders` keeps what was found, by family.
    """
    if each.family_id is None:
        return True
    if each.family_id not in leaders:
        leaders[each.family_id] = _find_leader(connection, condition, each)
    return leaders[each.family_id] == each.article_id


def _find_leader(connection: Connection, condition: Condition, each: Candidate) -> int:
    one = text(
        f"SELECT 1 FROM {condition.source} WHERE {condition.by_text or condition.where} AND {condition.key} = :member"  # noqa: S608  # values are bound
    )
    members = connection.execute(_MEMBERS, {"family": each.family_id, "spam": SPAM}).all()
    for key, article_id in members:
        if key == each.key or connection.execute(one, {**condition.values, "member": key}).first() is not None:
            return int(article_id)
    return each.article_id


def reprints_of(connection: Connection, page: Sequence[Candidate]) -> dict[int, tuple[int, ...]]:
    """For each candidate with a family the other members' ids, earliest first."""
    families = {each.family_id for each in page if each.family_id is not None}
    if not families:
        return {}
    members: dict[int, list[int]] = {}
    for family, article_id in connection.execute(_FAMILIES, {"families": sorted(families)}):
        members.setdefault(family, []).append(article_id)
    return {
        each.article_id: tuple(other for other in members.get(each.family_id, ()) if other != each.article_id)
        for each in page
        if each.family_id is not None
    }

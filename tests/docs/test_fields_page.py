"""Every rule that gives a field a value is named in docs/fields.md."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = " ".join((ROOT / "docs" / "fields.md").read_text(encoding="utf-8").split())
FILES = (
    "dates", "date_claims", "printed_dates", "author_claims", "printed_authors", "bare_names", "printed_credits", "byline", "section", "reporter_lines",
    "keywords", "language", "copyright", "canonical", "publisher",
)  # fmt: skip
# Where the rule's name stands among a constructor's arguments.
PLACE = {"Found": 1, "AuthorClaim": 3, "Credit": 3, "Trail": 1}


def _rules() -> set[str]:
    found: set[str] = set()
    for name in FILES:
        tree = ast.parse((ROOT / "archiver" / "parsers" / f"{name}.py").read_text(encoding="utf-8"))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            place = PLACE.get(getattr(call.func, "id", ""))
            arguments = call.args[place : place + 1] if place is not None else []
            arguments += [k.value for k in call.keywords if k.arg == "rule"]
            found |= {a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return found


@pytest.mark.parametrize("rule", sorted(_rules()))
def test_a_rule_is_named_on_the_page(rule: str) -> None:
    assert rule in PAGE


def test_enough_rules_are_found_for_the_test_to_mean_something() -> None:
    assert {
        "bare name",
        "statement",
        "foot line",
        "trail",
        "beside the date",
        "dateline",
        "by-line paragraph",
    } <= _rules()

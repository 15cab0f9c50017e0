"""No file over 300 lines and no function over 40 without a written reason (docs/decisions/sizes.md)."""

import ast
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 300
LONGEST_FUNCTION = 40


def test_what_is_long_has_its_reason() -> None:
    reasons = (ROOT / "docs" / "decisions" / "sizes.md").read_text(encoding="utf-8")
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    unexplained = []
    for name in listed.split():
        text = (ROOT / name).read_text(encoding="utf-8") if (ROOT / name).is_file() else ""
        file = name.rpartition("/")[2]
        if f"`{name}`" in reasons or f"`{file}`" in reasons:
            continue
        if text.count("\n") > LONGEST_FILE:
            unexplained.append(f"{name}: {text.count(chr(10))} lines")
        unexplained += [f"{name}: {function}" for function in long_functions(text)]
    assert unexplained == []


def long_functions(text: str) -> list[str]:
    """The functions of a file that are too long."""
    return [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]

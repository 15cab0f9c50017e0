"""The reader's loops in C read what those in Python read; they are not built where no compiler is."""

import gzip
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.markup import runs, shapes, tokens, walk
from archiver.markup.quick import native
from archiver.markup.reader import read_document
from archiver.model.document import Document
from archiver.model.page import Page

hatch_build = pytest.importorskip("hatch_build", reason="built without hatchling")
ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "tests" / "sites").glob("*/*.html.gz"))[:25]
needs_native = pytest.mark.skipif(native is None, reason="no C compiler at installation")

PARTS = (
    *("<p>", "</p>", "<p class='a b'>", '<div class="Body  main" id="x">', "<div>", "</div>", "<br>", "<br/>", "\n  "),
    *(
        '<a href="/x?a=1&amp;b=2">',
        '<a href="">',
        "<a>",
        "</a>",
        "<b>",
        "</b>",
        '<span class="by">',
        "<span>",
        "</span>",
    ),
    *(
        '<span style="display:none">',
        '<div hidden="">',
        "<style>.gone{display:none}</style>",
        '<i class="gone">',
        "</i>",
    ),
    *(
        '<time datetime="2026-01-02"></time>',
        '<meta content="x" name="y">',
        '<img src="/a.jpg" alt="b">',
        "<img src=c>",
    ),
    *("<script>if (a<b) c='</p>'</script>", "<svg><path d='M0'/></svg>", "<select><option>x</select>", "</script>"),
    *(
        "<li>",
        "<td>",
        "<table>",
        "<tr>",
        "</table>",
        "<h1>",
        "<h2>",
        "</h1>",
        "<pre>",
        "</pre>",
        "<button>",
        "</button>",
    ),
    *(
        "<!-- a > b -->",
        "<!doctype html>",
        "<noscript>",
        "</noscript>",
        '<p title="a > b">',
        '<p title="',
        "<p a='b\"c'>",
    ),
    *(
        "&nbsp;",
        "&amp;lt;",
        "words of a text",
        " ",
        "\u3000\u3000段落",
        "新华社北京电",
        "a\u00adb\u200bc",
        "<",
        ">",
        "<3",
        "é",
    ),
    *("<x-y>", "</x-y>", "<madeup>", "<rt>", "<ruby>", "<DIV CLASS=A>", "</DIV>", "<dialog>", "</title>", "<textarea>"),
)


def read_both(body: bytes) -> tuple[Document, Document]:
    """The document as read by either; the loops are swapped here, since a property test reads many in one call."""
    page = Page(url="https://example.org/a", body=body)
    with pytest.MonkeyPatch.context() as patch:
        quick = read_document(page)
        patch.setattr(walk, "native", None)
        return quick, read_document(page)


def nodes_of(document: Document) -> list[tuple[object, ...]]:
    """Also what nodes are not compared by."""
    return [(node, node.hidden, node.index) for node in document.nodes]


@needs_native
@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_real_pages_are_read_alike(path: Path) -> None:
    body = gzip.decompress(path.read_bytes())
    cut = body[: len(body) * 2 // 3] + body[len(body) // 3 :]  # as a damaged download repeats and tears tags
    for seen in (body, cut):
        quick, plain = read_both(seen)
        assert quick == plain
        assert nodes_of(quick) == nodes_of(plain)


@needs_native
@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=40))
def test_any_markup_is_read_alike(parts: list[str]) -> None:
    quick, plain = read_both("".join(parts).encode())
    assert quick == plain
    assert nodes_of(quick) == nodes_of(plain)


@needs_native
@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec="utf-8") | st.sampled_from(" \n\t\u00a0\u200b\u00ad<>&/!a\"'="), max_size=60))
def test_parts_read_any_text_alike(text: str) -> None:
    assert native.fold(text) == runs.fold(text)
    assert native.read_attributes("a " + text) == shapes.read_attributes("a " + text)
    assert list(native.Tokens(text, lambda _: False)) == list(tokens.read_tokens(text))


@needs_native
def test_large_pages_end_where_they_do_in_python() -> None:
    """Whether a page has had enough is asked at the same places of the text."""
    asked: list[list[int]] = []
    parts = random.Random(3).choices(PARTS, k=60_000)
    for read in (native.Tokens, tokens.read_tokens):
        asked.append([])
        assert sum(1 for raw, _ in read("".join(parts), lambda tags: asked[-1].append(tags) or False) if raw)
    assert asked[0] == asked[1]
    assert len(asked[0]) > 2


@needs_native
def test_wrong_calls_are_refused() -> None:
    with pytest.raises(TypeError):
        native.Tokens(b"<p>", print)
    with pytest.raises(TypeError):
        native.fold(b"a")
    with pytest.raises(TypeError):
        native.read_attributes(None)
    with pytest.raises(ValueError, match="stop"):
        list(native.Tokens("<p>", lambda _: (_ for _ in ()).throw(ValueError("stop"))))


def test_without_a_compiler_nothing_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        hatch_build.sysconfig, "get_config_var", lambda name: ".so" if name == "EXT_SUFFIX" else "no-cc"
    )
    stale = tmp_path / "archiver" / "markup" / "_native.so"
    stale.parent.mkdir(parents=True)
    stale.write_bytes(b"of yesterday")
    assert hatch_build.build_native(tmp_path) == []
    assert not stale.exists()


@pytest.mark.slow
def test_the_package_reads_pages_without_it(tmp_path: Path) -> None:
    """A copy without the built module imports, and reads a page."""
    shutil.copytree(ROOT / "archiver", tmp_path / "archiver", ignore=shutil.ignore_patterns("_native.*", "__pycache__"))
    words = "import archiver; from archiver.markup.quick import native; print(native, archiver.extract(b'<p>x').title)"
    done = subprocess.run([sys.executable, "-c", words], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "None None\n"

"""One spelling for each address; what shape it has."""

import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.text.url_shapes import day_in_url, find_trap, is_page_address, looks_like_article, url_pattern
from archiver.text.urls import (
    apply_variant,
    is_on_site,
    learn_variant,
    normalise_url,
    origin_of,
    unescape_text,
    variant_key,
)

ROWS = json.loads((Path(__file__).parents[1] / "cases" / "urls.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS["normalise"], ids=lambda row: row["label"])
def test_an_address_has_one_spelling(row: dict[str, str | None]) -> None:
    assert normalise_url(str(row["in"]), row.get("base")) == row["out"]


@pytest.mark.parametrize("row", ROWS["article"], ids=lambda row: row["url"])
def test_the_shape_of_an_article_s_address(row: dict[str, object]) -> None:
    assert looks_like_article(str(row["url"])) is row["is_article"]


@pytest.mark.parametrize("row", ROWS["day"], ids=lambda row: row["url"])
def test_the_day_in_an_address(row: dict[str, str | None]) -> None:
    day = row["day"]
    assert day_in_url(str(row["url"])) == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize("row", ROWS["pattern"], ids=lambda row: row["url"])
def test_addresses_of_one_kind_share_a_pattern(row: dict[str, str]) -> None:
    assert url_pattern(row["url"]) == row["pattern"]


@pytest.mark.parametrize("row", ROWS["trap"], ids=lambda row: row["url"][:60])
def test_traps_are_named(row: dict[str, str | None]) -> None:
    assert find_trap(str(row["url"])) == row["trap"]


@given(st.text(max_size=200))
def test_any_text_gives_an_address_or_none(text: str) -> None:
    normalise_url(text)
    normalise_url(text, "https://a.cn/b/c")


@given(
    st.sampled_from(["http", "https", "HTTP"]),
    st.sampled_from(["a.cn", "WWW.A.cn", "新闻.cn", "127.0.0.1", "[::1]", "a.cn:80", "a.cn:8080"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
)
def test_a_second_pass_changes_nothing(scheme: str, host: str, path: str, query: str) -> None:
    once = normalise_url(f"{scheme}://{host}/{path}?{query}")
    if once is not None:
        assert normalise_url(once) == once
        assert once.isascii()
        assert origin_of(once).startswith(("http://", "https://"))
        for shape in (
            url_pattern,
            find_trap,
            day_in_url,
            looks_like_article,
            is_page_address,
            variant_key,
            unescape_text,
        ):
            shape(once)


@pytest.mark.parametrize(
    "piece", ["a/", "../", "%", "%e4", "?a=1&", "2024/01/", "a-", "1", "//", ";sid=a", "ab0", "-a", "index_"]
)
def test_the_time_grows_with_the_length_and_no_faster(piece: str) -> None:
    def cost(size: int) -> float:
        text = "http://a.cn/" + piece * size
        best = float("inf")
        for _ in range(2):
            began = time.process_time()
            normalise_url(text)
            for shape in (url_pattern, find_trap, day_in_url, looks_like_article):
                shape(text)
            best = min(best, time.process_time() - began)
        return best

    assert cost(16_000) <= 0.005 + 2.5 * cost(8000)


def test_variants_are_learned_from_redirects_alone() -> None:
    learned = dict([learn_variant("http://a.cn/x", "https://www.a.cn/x") or ("", "")])
    assert apply_variant("http://a.cn/y?z", learned) == "https://www.a.cn/y?z"
    assert apply_variant("http://b.cn/y", learned) == "http://b.cn/y"
    assert learn_variant("http://a.cn/x", "https://b.cn/x") is None
    assert (
        apply_variant("http://a.cn/", {"http://a.cn": "https://a.cn", "https://a.cn": "http://a.cn"}) == "https://a.cn/"
    )


@pytest.mark.parametrize(
    ("url", "domains", "on"),
    [
        ("https://www.tibet.cn/x", ("tibet.cn",), True),
        ("https://eviltibet.cn/x", ("tibet.cn",), False),
        ("https://tibet.cn.evil.com/x", ("tibet.cn",), False),
        ("https://tibet.cn:8443/x", ("tibet.cn",), False),
        ("http://127.0.0.1:81/x", ("127.0.0.1:81",), True),
        ("http://127.0.0.1:82/x", ("127.0.0.1:81",), False),
        ("http://a.127.0.0.1:81/x", ("127.0.0.1:81",), False),
    ],
)
def test_a_site_is_its_domains_and_their_ports(url: str, domains: tuple[str, ...], on: bool) -> None:
    assert is_on_site(url, domains) is on

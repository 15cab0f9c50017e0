"""Spellings, shapes and variants of addresses at their edges; which addresses of machines are public."""

from datetime import date

import pytest

from archiver.text.addresses import is_public_address
from archiver.text.url_shapes import day_in_url, find_trap, is_page_address, looks_like_article, url_pattern
from archiver.text.urls import (
    MAX_LENGTH,
    apply_variant,
    common_scope,
    host_of,
    is_on_site,
    learn_variant,
    normalise_url,
    origin_of,
    unescape_text,
    variant_key,
)

SESSION = "0a1b2c3d4e5f6071"


@pytest.mark.parametrize(
    ("url", "spelling"),
    [
        ("http://a.cn/n?a", "http://a.cn/n?a"),
        ("http://a.cn/n?&a&b&", "http://a.cn/n?a&b"),
        ("http://a.cn/n?a=", "http://a.cn/n?a="),
        ("http://a.cn/n?a=1&&b=2", "http://a.cn/n?a=1&b=2"),
        ("http://a.cn/n?b=1=2&a=3", "http://a.cn/n?a=3&b=1=2"),
        ("http://a.cn/n?a=1+2 3", "http://a.cn/n?a=1+2%203"),
        ("http://a.cn/n?a=%e6%96%b0", "http://a.cn/n?a=%E6%96%B0"),
        ("http://a.cn/n?a=x\\y", "http://a.cn/n?a=x%5Cy"),
        ("http://a.cn/n?A=1&utm_x=2", "http://a.cn/n?A=1"),
        ("http://a.cn/n?xutm_source=1", "http://a.cn/n?xutm_source=1"),
        ("http://a.cn/n?sessionid=1", "http://a.cn/n"),
        ("http://a.cn/n?sid=" + SESSION, "http://a.cn/n"),
        ("http://a.cn/n?sid=" + SESSION[:-1], "http://a.cn/n?sid=" + SESSION[:-1]),
        ("http://a.cn/n?sid=" + "1" * 16, "http://a.cn/n?sid=" + "1" * 16),
        ("http://a.cn/n?other=" + SESSION, "http://a.cn/n?other=" + SESSION),
        ("http://a.cn/n;jsessionid=1;x=2", "http://a.cn/n;x=2"),
        ("http://a.cn/a/.", "http://a.cn/a/"),
        ("http://a.cn/a/..", "http://a.cn/"),
        ("http://a.cn/a/b/..", "http://a.cn/a/"),
        ("http://a.cn/a/.../b", "http://a.cn/a/.../b"),
        ("http://a.cn/a/.hidden", "http://a.cn/a/.hidden"),
        ("http://a.cn/a///b", "http://a.cn/a/b"),
        ("http://a.cn/%", "http://a.cn/%25"),
        ("http://a.cn/%zz", "http://a.cn/%25zz"),
        ("http://a.cn/%41", "http://a.cn/A"),
        ("http://a.cn/%2f", "http://a.cn/%2F"),
        ("http://a.cn?x=1", "http://a.cn/?x=1"),
        ("https://a.cn:443/", "https://a.cn/"),
        ("https://a.cn:80/", "https://a.cn:80/"),
        ("http://a.cn:0/", None),
        ("ftp://a.cn/", None),
        ("http://a_b.cn/", "http://a_b.cn/"),
        ("http://-a.cn/", None),
        ("http://" + "a" * 253 + "/", "http://" + "a" * 253 + "/"),
        ("http://" + "a" * 254 + "/", None),
        ("http://[::1]/", "http://[::1]/"),
        ("http://[zz]/", None),
        ("http://a.cn/\ta\r\nb", "http://a.cn/ab"),
        ("http://a.cn/" + "a" * (MAX_LENGTH - 12), "http://a.cn/" + "a" * (MAX_LENGTH - 12)),
        ("http://a.cn/" + "a" * (MAX_LENGTH - 11), None),
    ],
)
def test_spelling(url: str, spelling: str | None) -> None:
    assert normalise_url(url) == spelling


def test_origin_and_host() -> None:
    urls = (
        "https://a.cn:8443/a?b",
        "http://a.cn",
        "http://a.cn?x/y",
        "http://[::1]:80/",
        "HTTP://A.CN/",
        "x",
        "http://[",
    )
    assert [origin_of(url) for url in urls[:3]] == ["https://a.cn:8443", "http://a.cn", "http://a.cn"]
    assert [host_of(url) for url in urls] == ["a.cn", "a.cn", "a.cn", "::1", "a.cn", "", ""]
    assert common_scope(["http://a.cn/1", "http://b.cn/", "http://a.cn/2"]) == ("http://a.cn", "http://b.cn")


@pytest.mark.parametrize(
    ("url", "domains", "on"),
    [
        ("https://a.cn/", ("A.CN",), True),
        ("https://b.cn/", ("a.cn", "b.cn"), True),
        ("https://b.cn/", (), False),
        ("http://[::1]:81/", ("[::1]:81",), True),
        ("http://x.[::1]:81/", ("[::1]:81",), False),
        ("http://[::1]/", ("[::1]",), True),
    ],
)
def test_domains_of_a_site(url: str, domains: tuple[str, ...], on: bool) -> None:
    assert is_on_site(url, domains) is on


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.a.cn/x/index.html", "http://a.cn/x", True),
        ("http://a.cn/x/default.aspx", "http://a.cn/x/", True),
        ("http://a.cn/x/index.html?p=2", "http://a.cn/x/?p=2", True),
        ("http://a.cn/x/?p=2", "http://a.cn/x?p=2", False),
        ("http://a.cn/x/index2.html", "http://a.cn/x/", False),
        ("http://a.cn/x/index.htmlx", "http://a.cn/x/", False),
        ("http://www.a.cn/x", "http://b.cn/x", False),
    ],
)
def test_variants_of_an_address_share_a_key(one: str, other: str, same: bool) -> None:
    assert (variant_key(one) == variant_key(other)) is same


def test_what_redirects_teach() -> None:
    assert learn_variant("http://www.a.cn/x", "https://a.cn/x") == ("http://www.a.cn", "https://a.cn")
    assert learn_variant("http://a.cn/x", "http://a.cn/y") is None
    assert learn_variant("http://a.cn/x", "http://m.a.cn/x") is None
    learned = {"http://a.cn": "https://a.cn", "https://a.cn": "https://www.a.cn"}
    assert apply_variant("http://a.cn/x", learned) == "https://www.a.cn/x"
    assert apply_variant("http://a.cn/x", {}) == "http://a.cn/x"


def test_addresses_as_people_read_them() -> None:
    urls = (
        "https://a.cn/%E6%96%B0%20b",
        "https://a.cn/%E6%96",
        "https://a.cn/%41",
        "https://a.cn/%C2%85",
        "https://a.cn/%e6%96%b0",
    )
    assert [unescape_text(url) for url in urls] == ["https://a.cn/新%20b", urls[1], urls[2], urls[3], "https://a.cn/新"]


@pytest.mark.parametrize(
    ("url", "pattern"),
    [
        ("http://a.cn/", "http://a.cn/"),
        ("http://a.cn/a-b", "http://a.cn/a-b"),
        ("http://a.cn/a-b-c", "http://a.cn/*"),
        ("http://a.cn/a-b-c.html", "http://a.cn/*.html"),
        ("http://a.cn/a-b-c.longer", "http://a.cn/*"),
        ("http://a.cn/a-b-c.shtml", "http://a.cn/*.shtml"),
        ("http://a.cn/2024-05-01", "http://a.cn/0-0-0"),
        ("http://a.cn/deadbeef", "http://a.cn/deadbeef"),
        ("http://a.cn/deadbee1", "http://a.cn/x"),
        ("http://a.cn/dead1", "http://a.cn/dead0"),
        ("http://a.cn/12345678", "http://a.cn/0"),
        ("http://a.cn/x?b=1&a=2&b=3", "http://a.cn/x?a&b"),
        ("http://a.cn/x?&", "http://a.cn/x"),
    ],
)
def test_patterns(url: str, pattern: str) -> None:
    assert url_pattern(url) == pattern


@pytest.mark.parametrize(
    ("url", "trap"),
    [
        ("http://a.cn/" + "/".join("abcdefghijklmnopqrst"), None),
        ("http://a.cn/" + "/".join("abcdefghijklmnopqrstu"), "deep_path"),
        ("http://a.cn/a/b/a/c", None),
        ("http://a.cn/a/b/a/c/a", "repeated_segment"),
        ("http://a.cn/?" + "&".join("a" * 20), None),
        ("http://a.cn/?" + "&".join("a" * 21), "many_parameters"),
        ("http://a.cn", None),
    ],
)
def test_traps(url: str, trap: str | None) -> None:
    assert find_trap(url) == trap


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/a/12345.html", True), ("/a/1234", False), ("/a/12345", True), ("/a/1.html", True), ("/a/1.php", True), ("/a/1.xyz", False),
        ("/a/one-two-three-four", True), ("/a/one-two-three", False), ("/a/one_two_three_four.html", True), ("/a/one--two-three", False),
        ("/a/" + "%E6%96%B0" * 4, True), ("/a/" + "%E6%96%B0" * 3, False), ("/a/" + "x" * 40, False),
        ("/a?id=123", True), ("/a?id=12", False), ("/a?x=1&newsid=123", True), ("/a?xid=123", False), ("/a?ID=123", True),
        ("/2024/05/01/a", True), ("/2024/05/01/", False), ("/20240501/a.html", True), ("/2024-05-01", False), ("/a/2024/05/1", False),
        ("/2024/05/01/-", False), ("/list_12345.html", True), ("/index_1234.html", False), ("/tag/12345.html", True),
        ("/news/page", False), ("/share/12345.html", False), ("/a/12345.pdf", False), ("/", False), ("", False),
    ],
)  # fmt: skip
def test_what_looks_like_an_article(path: str, answer: bool) -> None:
    assert looks_like_article(f"https://a.cn{path}") is answer


def test_days_in_paths() -> None:
    days = [
        day_in_url(f"http://a.cn{path}")
        for path in ("/20240230/20240301/x", "/2024/5/1/", "/2024/13/1/", "/x?20240501")
    ]
    assert days == [date(2024, 3, 1), date(2024, 5, 1), None, None]


def test_pictures_and_forms_are_no_pages() -> None:
    paths = (
        "/a.html",
        "/a.JPG",
        "/a.jpg.html",
        "/login",
        "/loginx",
        "/a/share/1",
        "/a.mp4",
        "/about-us.html",
        "/a.pdf?x=1",
    )
    answers = [is_page_address(f"http://a.cn{path}") for path in paths]
    assert answers == [True, False, True, False, True, False, False, False, False]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("127.0.0.1", False), ("10.0.0.1", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("198.18.0.1", False), ("192.0.0.8", False), ("224.0.0.1", False),
        ("0.0.0.0", False), ("255.255.255.255", False), ("::", False), ("::1", False), ("fe80::1", False), ("fe80::1%eth0", False),
        ("8.8.8.8%eth0", True), ("fc00::1", False), ("fec0::1", False), ("ff02::1", False), ("2001:db8::1", False), ("3fff::1", False),
        ("::ffff:8.8.8.8", True), ("::ffff:10.0.0.1", False), ("::10.0.0.1", False), ("::8.8.8.8", False),
        ("64:ff9b::8.8.8.8", True), ("64:ff9b::10.0.0.1", False), ("64:ff9b:1::8.8.8.8", False),
        ("2002:808:808::1", True), ("2002:a00:1::1", False), ("2001:0:808:808:0:0:f7f7:f7f7", True), ("2001:0:808:808:0:0:f5ff:fffe", False),
        ("", False), ("localhost", False), ("8.8.8", False),
    ],
)  # fmt: skip
def test_public_addresses(address: str, public: bool) -> None:
    """An IPv6 address that wraps an IPv4 one leads where that leads."""
    assert is_public_address(address) is public


def test_names_with_a_digit_are_articles_by_their_endings() -> None:
    endings = ("htm", "html", "shtml", "php", "asp", "aspx", "jsp", "do", "xyz", "htmx")
    answers = [looks_like_article(f"https://a.cn/a/n1.{ending}") for ending in endings]
    assert answers == [True] * 8 + [False] * 2

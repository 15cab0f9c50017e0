"""Index lines for pywb."""

import json
from datetime import UTC, datetime

import pytest

from archiver.captures.cdxj import cdxj_line, surt
from archiver.model.article import CaptureRef
from archiver.model.version import Captured


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.example.com/", "com,example)/"),
        ("https://www2.Example.com/A/B.html", "com,example)/a/b.html"),
        ("http://example.com:8080/x/", "com,example:8080)/x"),
        ("http://example.com/x?b=2&a=1", "com,example)/x?a=1&b=2"),
        ("http://xn--fiqs8s.cn/", "cn,xn--fiqs8s)/"),
    ],
)
def test_keys_sort_by_host_then_path(url: str, key: str) -> None:
    assert surt(url) == key


def test_a_line_holds_what_a_replay_needs() -> None:
    captured = Captured(
        url="https://a.cn/x",
        captured_at=datetime(2026, 3, 1, 12, 0, 1, tzinfo=UTC),
        ref=CaptureRef(file="2026/03/a.warc.gz", offset=77, digest="sha1:ABC"),
        status=200,
        content_type="text/html; charset=gbk",
    )
    key, stamp, block = cdxj_line(captured, length=99).split(" ", 2)
    assert (key, stamp) == ("cn,a)/x", "20260301120001")
    assert json.loads(block) == {
        "url": "https://a.cn/x",
        "mime": "text/html",
        "status": "200",
        "digest": "ABC",
        "length": "99",
        "offset": "77",
        "filename": "2026/03/a.warc.gz",
    }


def test_a_revisit_is_told_by_its_media_type() -> None:
    captured = Captured(
        url="http://a.cn/",
        captured_at=datetime(2026, 3, 1, tzinfo=UTC),
        ref=CaptureRef(file="a.warc.gz", offset=0, digest="sha1:ABC"),
    )
    mimes = [json.loads(cdxj_line(captured, is_revisit=kind).split(" ", 2)[2])["mime"] for kind in (False, True)]
    assert mimes == ["unk", "warc/revisit"]

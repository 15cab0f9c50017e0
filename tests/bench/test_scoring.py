"""The measures of the extraction bench, on cases that can be counted by hand."""

import json
import math
from pathlib import Path

import pytest

from bench.extraction import find_sets, read_set, write
from bench.scoring import body_scores, caption_scores, day, mean, ratio, score_page, tokens


def test_a_chinese_character_is_a_token_and_a_word_is_one() -> None:
    assert tokens("大桥 was opened 2024") == ["大", "桥", "was", "opened", "2024"]


def test_body_is_scored_by_runs_of_four() -> None:
    # truth: abcd bcde; given: abcd bcdf: one of two runs is shared
    assert body_scores("a b c d e", "a b c d f") == {"body": 0.5, "body_p": 0.5, "body_r": 0.5}


def test_no_text_given_is_f1_of_zero_without_a_precision() -> None:
    assert body_scores("a b c d e", "") == {"body": 0.0, "body_r": 0.0}


@pytest.mark.parametrize(
    ("truth", "given", "right"),
    [
        ({"title": "“Rain” – ends"}, {"title": '"rain" - ends'}, {"title": 1.0}),
        ({"title": "Rain ends"}, {"title": "Rain ends | Example"}, {"title": 0.0}),
        ({"date": "2024-05-01"}, {"date": "2024-05-01T09:30"}, {"date": 1.0}),
        ({"date": "2024-05-01"}, {"date": None}, {"date": 0.0}),
        ({"author": "By Jane Doe and John Roe"}, {"author": ["John Roe", "Jane Doe"]}, {"author": 1.0}),
        ({"author": ["Jane Doe", "John Roe"]}, {"author": ["Jane Doe"]}, {"author": 0.0}),
        ({"source": "新华社"}, {"source": "新华社北京"}, {"source": 1.0}),
        ({"source": "新华社"}, {"source": ""}, {"source": 0.0}),
    ],
)
def test_fields(truth: dict[str, object], given: dict[str, object], right: dict[str, float]) -> None:
    assert score_page(truth, given) == right


def test_caption_counts() -> None:
    truth = ["图为大桥合龙现场。 张三 摄", "学生在图书馆里读书。"]
    assert caption_scores(truth, ["图为大桥合龙现场。", "广告"]) == {
        "captions_n": 2, "captions_hit": 1, "captions_given": 2, "captions_good": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"), [("May 2024", None), ("2024年5月1日", "2024-05-01"), ("1850-01-01", None), ("2024-13-01", None)]
)
def test_day(text: str, found: str | None) -> None:
    assert day(text) == found


def test_means_leave_out_pages_that_say_nothing() -> None:
    assert mean([{"title": 1.0}, {}], "title") == 1.0
    assert math.isnan(mean([{}], "title"))
    assert ratio([{"a": 1, "b": 4}, {"a": 1, "b": 0}], "a", "b") == 0.5


def test_a_set_is_read_from_its_folder(tmp_path: Path) -> None:
    import gzip

    (tmp_path / "one" / "html").mkdir(parents=True)
    (tmp_path / "one" / "truth.jsonl").write_text(json.dumps({"id": "p", "url": "https://a.example/", "title": "T"}))
    (tmp_path / "one" / "html" / "p.html.gz").write_bytes(gzip.compress(b"<title>T</title>"))
    assert find_sets(tmp_path, []) == [tmp_path / "one"]
    assert [(name, url, html) for name, url, html, _ in read_set(tmp_path / "one")] == [
        ("p", "https://a.example/", b"<title>T</title>")
    ]


def test_the_section_is_put_in_its_place_and_the_rest_stays(tmp_path: Path) -> None:
    path = tmp_path / "benchmarks.md"
    path.write_text("# Benchmarks\n\n## Crawl\n\nfast\n")
    write("first", path)
    write("second", path)
    text = path.read_text()
    assert (text.count("second"), "first" in text, "fast" in text) == (1, False, True)

"""What Prometheus is told: every line in its text form, and what is needed to be warned of a site that fails."""

import re

from starlette.testclient import TestClient

LINE = re.compile(r'archiver_[a-z_]+(\{[a-z_]+="[^"\n]*"(,[a-z_]+="[^"\n]*")*\})? -?\d+(\.\d+)?(e[+-]?\d+)?')


def test_every_line_is_in_the_text_form_and_every_measure_is_told_what_it_is(client: TestClient) -> None:
    lines = client.get("/metrics").text.splitlines()
    values = [line for line in lines if not line.startswith("#")]
    assert [line for line in values if not LINE.fullmatch(line)] == []
    helped = [line.split(" ")[2] for line in lines if line.startswith("# HELP")]
    assert len(helped) == len(set(helped))
    assert {re.split(r"[{ ]", line)[0] for line in values} <= set(helped)


def test_the_last_run_of_a_site_is_told_in_numbers(client: TestClient) -> None:
    told = client.get("/metrics").text
    for name in (
        "last_success_seconds",
        "run_failed",
        "run_articles_seen",
        "run_minimum",
        "run_requests",
        "run_seconds",
        "run_pages",
        "field_coverage",
        "drift",
        "frontier_urls",
        "frontier_due",
    ):
        assert f"# TYPE archiver_{name} gauge" in told

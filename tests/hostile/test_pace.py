"""What a host may ask for."""

from archiver.crawl.pace import MAX_PAUSE, Pace


def test_a_wish_beyond_a_day_does_not_hold_the_host() -> None:
    pace = Pace(0.0)
    pace.note_trouble("a", 0.0, retry_after=99_999_999.0)
    assert pace.wait("a", 0.0) < 1
    pace.note_trouble("a", 0.0, retry_after=3_600.0)
    assert pace.wait("a", 0.0) == MAX_PAUSE

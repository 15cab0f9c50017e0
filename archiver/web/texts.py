"""Which language a reader wants, and how days, times and phrases are said in it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Literal

from archiver.web.phrases import TEXTS

Tongue = Literal["zh", "en"]


def choose_tongue(asked: str | None, kept: str | None, accepted: str) -> Tongue:
    """The interface's language: as asked, else as kept, else the first that the browser accepts, else English.

    >>> choose_tongue(None, None, "de;q=0.9, zh-TW;q=0.8, en;q=0.7")
    'zh'
    """
    for given in (asked, kept):
        if given in ("zh", "en"):
            return given  # type: ignore[return-value]  # just compared
    weighed: list[tuple[float, int, Tongue]] = []
    for at, part in enumerate(accepted[:200].split(",")):
        name, _, weight = part.strip().partition(";q=")
        main = name[:2].lower()
        if main in ("zh", "en"):
            weighed.append((-_weight(weight), at, "zh" if main == "zh" else "en"))
    return min(weighed)[2] if weighed else "en"


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


def speaker(tongue: Tongue) -> Callable[..., str]:
    """A function that says a text by its name; `n` and `m` are put in."""
    place = 0 if tongue == "zh" else 1

    def say(name: str, **values: object) -> str:
        known = TEXTS.get(name)
        text = name.partition("_")[2].replace("{", "{{").replace("}", "}}") if known is None else known[place]
        return text.format(**values) if values else text

    return say


def show_day(day: date, tongue: Tongue) -> str:
    """A day for people.

    >>> show_day(date(2023, 7, 27), "zh"), show_day(date(2023, 7, 27), "en")
    ('2023年7月27日', '27 July 2023')
    """
    if tongue == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def show_month(day: date, tongue: Tongue) -> str:
    """A month for people.

    >>> show_month(date(2023, 7, 1), "zh"), show_month(date(2023, 7, 1), "en")
    ('2023年7月', 'July 2023')
    """
    return f"{day.year}年{day.month}月" if tongue == "zh" else f"{_MONTHS[day.month - 1]} {day.year}"


def show_time(moment: datetime | None, tongue: Tongue, precision: str | None = "minute") -> str:
    """A moment for people, on its own clock; "" without one."""
    if moment is None:
        return ""
    if precision == "day":
        return show_day(moment.date(), tongue)
    return f"{show_day(moment.date(), tongue)} {moment:%H:%M}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

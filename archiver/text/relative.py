"""Dates told from now: 3小时前, vor 2 Stunden, 昨天 10:20."""

import re
from datetime import datetime, timedelta

from archiver.model.article import Precision

_SECOND, _MINUTE, _HOUR, _DAY, _WEEK, _MONTH, _YEAR = "second", "minute", "hour", "day", "week", "month", "year"
_UNITS: dict[str, str] = {
    _SECOND: (
        "秒 秒钟 秒鐘 초 sec secs second seconds sekunde sekunden seconde secondes segundo segundos secondi secondo "
        "сек секунд секунды"
    ),
    _MINUTE: (
        "分 分钟 分鐘 분 min mins minute minutes minuten minuto minutos minuti мин минут минуты минуту хвилин "
        "хвилини minut minuty minuta minutter minuuttia dakika phút menit минута λεπτά मिनट মিনিট دقيقة دقائق دقیقه "
        "דקות นาที"
    ),
    _HOUR: (
        "时 小时 小時 時間 시간 h hr hrs hour hours stunde stunden std heure heures hora horas ore ora час часа часов "
        "година години годин godzin godziny godzinę timer time tunti tuntia saat giờ jam ώρες घंटे घंटा "
        "ঘণ্টা ঘন্টা ساعة ساعات ساعت שעות ชั่วโมง uur timmar hodin hodiny óra órája"
    ),
    _DAY: (
        "天 日 일 d day days tag tagen jour jours día días dia dias giorni giorno день дня дней днів дні dni "
        "dzień dager dage dagar päivää gün ngày hari ημέρες दिन দিন يوم أيام روز ימים วัน dagen dny napja"
    ),
    _WEEK: (
        "周 週 周间 週間 个星期 星期 주 week weeks woche wochen semaine semaines semana semanas settimane settimana "
        "неделю недели недель weken uker veckor hafta minggu tuần"
    ),
    _MONTH: ("个月 個月 か月 ヶ月 개월 month months monat monaten mois mes meses mesi mese месяц месяца месяцев"),
    _YEAR: ("年 년 year years yr yrs jahr jahren an ans año años ano anos anni anno год года лет"),
}
_UNIT = {form: unit for unit, forms in _UNITS.items() for form in forms.split()}
_NUMBER = r"(?P<n>\d{1,3}|an?|one|two|three|four|five|six|einer|einem|una|uma|une?|hace un|半|一|两|兩|二|三|四|五|几)"
_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "einer": 1, "einem": 1,
          "un": 1, "une": 1, "una": 1, "uma": 1, "半": 0, "一": 1, "两": 2, "兩": 2, "二": 2, "三": 3, "四": 4,
          "五": 5}  # fmt: skip
# Letters with their combining signs, which are no word characters to `re`.
_UNIT_WORD = r"(?P<unit>[^\s\d.,:;()|_-]{1,12})"
_AGO = re.compile(
    rf"(?<![\w.])(?:about |约|約|ca\. )?{_NUMBER}\s?{_UNIT_WORD}?\s?"
    r"(?P<ago>前(?!后)|以前|之前|전|\bago\b|\bfa\b|\batrás\b|\bназад\b|\bтому\b|\btemu\b|\bsiden\b|\bsedan\b|\bsitten\b|\bönce\b"
    r"|\btrước\b|(?:yang )?\blalu\b|\bgeleden\b|\bпрежде\b|पहले|আগে|முன்பு|\bپیش\b|ที่แล้ว|\bezelőtt\b)",
    re.IGNORECASE,
)
_CJK_AGO = re.compile(
    r"(?<![\d.])(?P<n>\d{1,3}|半|一|两|兩|二|三|四|五)\s?"
    r"(?P<unit>秒钟?|秒鐘|分钟?|分鐘|小时|小時|時間|天|日|周|週間?|个?星期|个月|個月|か月|ヶ月|年|초|분|시간|일|주|개월|년)\s?(?P<ago>以?前|之前|전)"
)
_SINCE = re.compile(
    r"(?<!\w)(?P<since>vor|il y a|hace|há|منذ|قبل|před|pred|prije|пре|преди|acum|przed|πριν|לפני|fa|for)\s"
    rf"{_NUMBER}\s?{_UNIT_WORD}",
    re.IGNORECASE,
)
# Arabic counts two by the form of the word.
_ARABIC_TWO = re.compile(r"(?:منذ|قبل)\s(?P<unit>ساعة|ساعتين|دقيقة|دقيقتين|يوم|يومين)(?!\w)")
_ARABIC_FORMS = {"ساعة": (1, "ساعة"), "ساعتين": (2, "ساعة"), "دقيقة": (1, "دقيقة"), "دقيقتين": (2, "دقيقة"),
                 "يوم": (1, "يوم"), "يومين": (2, "يوم")}  # fmt: skip
_JUST = re.compile(
    r"(?<!\w)(?:刚刚|剛剛|たった今|방금|just now|gerade eben|à l['’]instant|ahora mismo|только что)(?!\w)", re.I
)
_DAY_NAMES = (
    (
        "今天 今日 오늘 today heute aujourd'hui aujourd’hui hoy hoje oggi сегодня сьогодні dzisiaj dziś dnes idag "
        "bugün vandaag اليوم امروز hôm_nay hari_ini"
    ),
    (
        "昨天 昨日 어제 yesterday gestern hier ayer ontem ieri вчера вчора wczoraj včera igår dün gisteren أمس دیروز "
        "hôm_qua kemarin"
    ),
    "前天 一昨日 그저께 vorgestern avant-hier anteayer anteontem позавчера",
)
_DAYS = {name.replace("_", " "): back for back, names in enumerate(_DAY_NAMES) for name in names.split()}
_DAY_WORD = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, _DAYS), key=len, reverse=True))})(?=\W|\d|$)", re.I)
_GATE = re.compile(
    r"前|전|ago|vor\b|il y a|hace|há |fa\b|atrás|назад|тому|temu|siden|sedan|sitten|önce|trước|lalu|geleden|منذ|قبل|پیش"
    r"|আগে|முன்|pred|prije|преди|"
    r"לפני|پہلے|पहले|แล้ว|před|acum|przed|πριν|刚|剛|방금|今|just now|gerade|instant|только|ezelőtt|ahora",
    re.IGNORECASE,
)
_PRECISION: dict[str, Precision] = {_SECOND: "minute", _MINUTE: "minute", _HOUR: "hour"}


def read_ago(text: str, now: datetime) -> tuple[datetime, Precision, int, int] | None:
    """The moment that a count back from now tells, with its precision and the offsets it is printed at.

    Months count 30 days, years 365. None when the text counts nothing.

    >>> read_ago("3小时前 来源：新华社", datetime(2023, 7, 27, 12, 30))
    (datetime.datetime(2023, 7, 27, 9, 0), 'hour', 0, 4)
    """
    if not _GATE.search(text):
        return None
    for pattern in (_CJK_AGO, _AGO, _SINCE):
        match = pattern.search(text)
        if match and (found := _counted(match, now)):
            return (*found, match.start(), match.end())
    if match := _ARABIC_TWO.search(text):
        return (*_back(*_ARABIC_FORMS[match["unit"]], now), match.start(), match.end())
    if match := _JUST.search(text):
        return now.replace(second=0, microsecond=0), "minute", match.start(), match.end()
    return None


def read_day_word(text: str, now: datetime) -> tuple[datetime, int, int] | None:
    """Midnight of the day that a word such as 昨天 or gestern names, with its offsets; None without such a word."""
    match = _DAY_WORD.search(text)
    if not match:
        return None
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=_DAYS[match[0].casefold()]), match.start(), match.end()


def _counted(match: re.Match[str], now: datetime) -> tuple[datetime, Precision] | None:
    unit = _UNIT.get((match["unit"] or "").casefold().removeprefix("个").removeprefix("個")) or _UNIT.get(
        (match["unit"] or "").casefold()
    )
    number = match["n"].casefold()
    count = int(number) if number.isdigit() else _WORDS.get(number.rpartition(" ")[2])
    if unit is None or count is None:
        return None
    if number == "半":
        return (now - timedelta(minutes=30)).replace(second=0, microsecond=0), "minute"
    return _back(count, unit, now)


def _back(count: int, unit: str, now: datetime) -> tuple[datetime, Precision]:
    """So many units before now; `unit` is one of ours or a word for it."""
    unit = _UNIT.get(unit, unit)
    days = {_DAY: 1, _WEEK: 7, _MONTH: 30, _YEAR: 365}.get(unit)
    if days:
        return (now - timedelta(days=days * count)).replace(hour=0, minute=0, second=0, microsecond=0), "day"
    then = now - timedelta(**{f"{unit}s": count})
    precision = _PRECISION[unit]
    then = then.replace(second=0, microsecond=0)
    return (then.replace(minute=0) if precision == "hour" else then), precision

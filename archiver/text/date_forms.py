"""The forms in which pages print a day: one pattern each, with groups y, m, d (or w for a month's name)."""

import re

from archiver.text.calendars import ERA_NAMES, HAN_DIGITS

WORD = r"(?P<w>[^\s\d.,/:;()\[\]{}|·•،–—_'\"’+*=<>-]{2,20})"
YEAR = r"(?P<y>(?:19|20|25|13|14)\d\d)"
SHORT_YEAR = r"(?P<y>(?:19|20|25|13|14)\d\d|['’]?\d\d(?!\d|[:.]\d))"
ORDINAL = r"(?:st|nd|rd|th|er|ère|ème|[ºª°]|-?(?:го|е|ви|ма|ri|ste|de|i)(?!\w))?"
OF = r"(?:of |de |d['’]|di |den |the |da |ta['’] )?"

YMD = re.compile(
    r"(?<![\d.])(?P<y>(?:19|20|25|13|14)\d\d) ?(?P<sep>[-/.–—_]) ?(?P<m>0?[1-9]|1[0-2]) ?(?P=sep) ?"
    r"(?P<d>[12]\d|3[01]|0?[1-9])(?!\d(?!\d?:\d\d))"
)
# 2024 05/01 09:34:12: the year, the day and the time are elements of their own in the heads of Chinese agencies.
SPLIT = re.compile(
    r"(?<!\d)(?P<y>20\d\d)\s{0,2}(?P<m>0[1-9]|1[0-2])\s?/\s?(?P<d>0[1-9]|[12]\d|3[01])(?=\s{0,2}\d\d:\d\d)"
)
# 24-5-1 09:34 in China.
SHORT_YMD = re.compile(
    r"(?<![\d./-])(?P<y>[0-4]\d)-(?P<m>0?[1-9]|1[0-2])-(?P<d>[12]\d|3[01]|0?[1-9])(?=\s{1,2}\d{1,2}:\d\d)"
)
# 20240501, when it is all of its line.
COMPACT = re.compile(
    r"^\W{0,2}(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?=\W{0,2}$|\s\d\d:\d\d(?::\d\d)?\W{0,2}$)"
)
CJK = re.compile(
    rf"(?:(?P<era>{ERA_NAMES})\s?(?P<ey>\d{{1,3}}|元)|(?<!\d)(?P<y>\d{{4}}|\d{{2}}))\s?[年년]度?\s?"
    r"(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日號号일]?"
)
HAN = re.compile(
    rf"(?:(?P<era>{ERA_NAMES})(?P<ey>[{HAN_DIGITS}]{{1,4}})|(?P<y>[{HAN_DIGITS}]{{4}}))"
    rf"年(?P<m>[{HAN_DIGITS}]{{1,3}})月(?P<d>[{HAN_DIGITS}]{{1,4}})[日號号]"
)
# 113/05/01 in Taiwan, R6.5.1 in Japan.
REPUBLIC = re.compile(
    r"(?<![\d./-])(?P<y>1[01]\d) ?(?P<sep>[-/.]) ?(?P<m>0?[1-9]|1[0-2]) ?(?P=sep) ?(?P<d>[0-3]?\d)(?!\d|[./-]\d)"
)
REPUBLIC_CJK = re.compile(r"(?<!\d)(?P<y>1[01]\d)\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?[日號号]")
KHMER = re.compile(
    r"ទី\s?(?P<d>\d{1,2})\s{0,2}(?:ខែ)?\s{0,2}(?P<w>[\u1780-\u17d3]{2,14})\s{0,2}(?:ឆ្នាំ)?\s{0,2}(?P<y>(?:19|20)\d\d)"
)
BURMESE = re.compile(
    r"(?P<y>(?:19|20)\d\d)\s{0,2}(?:ခုနှစ်|ခု)[၊,\s]{0,3}(?P<w>[\u1000-\u103f]{2,14}?)\s?လ[\s၊,]{0,3}(?P<d>\d{1,2})\s?ရက်"
)
ERA_LETTER = re.compile(
    r"(?<![A-Za-z\d])(?P<era>[RH])(?P<ey>\d{1,2})(?P<sep>[./-])(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<d>[0-3]?\d)(?!\d|[./-])"
)
TIBETAN = re.compile(r"(?P<y>(?:19|20)\d\d)\s?ལོའི་ཟླ་\s?(?P<m>\d{1,2})\s?(?:པའི་)?(?:ཟླ་)?ཚེས་\s?(?P<d>\d{1,2})")
UYGHUR = re.compile(
    r"(?P<y>(?:19|20)\d\d)[\s-]{0,3}يىلى?[\s-]{0,3}(?P<m>\d{1,2})[\s-]{0,3}ئاينىڭ[\s-]{0,3}(?P<d>\d{1,2})"
)
MONGOLIAN = re.compile(r"(?P<y>(?:19|20)\d\d) оны (?P<m>\d{1,2})(?:-р)? сарын (?P<d>\d{1,2})")
NUMERIC = re.compile(
    r"(?<![\d./-])(?P<a>\d{1,2}) ?(?P<sep>[./-]) ?(?P<b>\d{1,2}) ?(?P=sep) ?(?P<y>(?:19|20|25)\d\d|\d\d)(?!\d"
    r"|[./-]\d(?!\d?:\d\d))"
)
DAY_WORD_YEAR = re.compile(
    rf"(?<![\d:.,/])(?P<d>\d{{1,2}}){ORDINAL}[\s.,/-]{{0,2}}{OF}(?:tháng )?(?P<w2>(?:[^\W\d_]{{3,12}} ?/ ?)?){WORD}"
    rf"(?P<w3>(?: ال[^\W\d_]{{4,6}})?)[\s.,/-]{{0,3}}(?:del? |năm |of |พ\.ศ\. ?|ค\.ศ\. ?)?{SHORT_YEAR}(?!\d)"
)
THAI = re.compile(r"(?<!\d)(?P<d>\d{1,2})\s(?P<w>[ก-๛]{1,3}\.[ก-๛]{1,2}\.?)\s?(?P<y>25\d\d|20\d\d|\d\d)(?!\d)")
WORD_DAY_YEAR = re.compile(
    rf"(?<![^\W\d_]){WORD}\.?[\s-]{{1,2}}(?P<d>\d{{1,2}}){ORDINAL}"
    rf"(?:\s?,\s?|\s|\.,\s?|-|,?\sa las )['’]?{YEAR}(?!\d(?!\d?:\d\d))"
)
YEAR_WORD_DAY = re.compile(
    rf"(?<![\d.,/-]){YEAR}(?:ko)?[\s.,-]{{1,3}}(?:m\.\s|gada\s)?{WORD}[\s.-]{{1,2}}(?P<d>\d{{1,2}})(?!\d|:\d)"
)
LATVIAN = re.compile(rf"(?<!\d){YEAR}(?:\. ?(?:gada )?| жыл(?:ғы|ы) | ж\. )(?P<d>\d{{1,2}})\.? ?{WORD}")
VIETNAMESE = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:\s|,)*tháng (?P<m>\d{{1,2}})(?:,|\s){{1,2}}(?:năm )?{YEAR}", re.IGNORECASE
)
# A day, however written, needs two groups of digits, or Chinese numerals.
GATE = re.compile(r"\d\D{1,30}?\d|年")
COUNTS_REPUBLIC = frozenset({"zh-tw", "zh-hant", "zh-hant-tw", "cht"})
COUNTS_ERAS = frozenset({"ja", "ja-JP", "ja-jp"})
# What the dearer patterns below surely need: two letters side by side, none of them of Chinese, Japanese or Korean.
MONTH_NAME = re.compile(
    r"[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}|[\u0900-\u0fff\u1000-\u109f\u1780-\u17ff]{2}"
)
NUMBERS = re.compile(r"\d ?[./-] ?\d{1,2} ?[./-] ?\d")
HAS_YEAR = re.compile(r"(?:19|20|25|13|14)\d\d")
THAI_LETTER = re.compile(r"[ก-๛]")
# Without a year: only beside a time of day.
MONTH_DAY = re.compile(r"(?<![\d年.:/-])(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日號号일]")
MONTH_DAY_SLASH = re.compile(
    r"(?<![\d./])(?P<m>1?\d)/(?P<d>[123]?\d)(?:\s?[(（][^()（）]{1,3}[)）])?(?=\s?\d{1,2}:\d\d)"
)
MONTH_DAY_NUMERIC = re.compile(
    r"(?<![\d./-])(?<!\d:)(?P<m>0[1-9]|1[0-2])[-/.](?P<d>0[1-9]|[12]\d|3[01])(?=\s\d\d:\d\d)"
)
DAY_WORD_ALONE = re.compile(rf"(?<![\d:.,/])(?P<d>\d{{1,2}}){ORDINAL}[\s.]{{1,2}}{OF}{WORD}")
WORD_DAY_ALONE = re.compile(rf"(?<![^\W\d_]){WORD}\.?\s(?P<d>\d{{1,2}})(?!\d|[:.]\d)")

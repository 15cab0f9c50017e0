"""The words of the pages, in Chinese and English."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Literal

Tongue = Literal["zh", "en"]

TEXTS: Mapping[str, tuple[str, str]] = {
    # everywhere
    "archive": ("新闻档案", "News archive"),
    "skip": ("跳到正文", "Skip to content"),
    "search": ("搜索", "Search"),
    "runs": ("采集", "Runs"),
    "sites": ("站点", "Sites"),
    "other_tongue": ("English", "中文"),
    "dark": ("深色", "Dark"),
    "light": ("浅色", "Light"),
    "auto": ("随系统", "As the system"),
    "appearance": ("外观", "Appearance"),
    "language_choice": ("界面语言", "Interface language"),
    "navigation": ("导航", "Navigation"),
    "footer": (
        "只读存档。页面文字归其发布者所有。",
        "A read-only archive. The pages' words belong to their publishers.",
    ),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "none": ("无", "none"),
    "unknown": ("未注明", "not stated"),
    # search
    "search_hint": ("关键词、“短语”、-排除、title:标题", "words, “a phrase”, -without, title:word"),
    "words": ("搜索词", "Words"),
    "found_count": ("{n} 篇", "{n} articles"),
    "found_one": ("1 篇", "1 article"),
    "all_articles": ("全部报道", "All articles"),
    "results": ("结果", "Results"),
    "nothing": ("没有找到符合的报道。", "No article matches."),
    "nothing_hint": (
        "少用几个词，去掉筛选条件，或检查日期范围。繁体与简体、全角与半角写法是一样的。",
        "Try fewer words, drop a filter, or widen the dates. Traditional and simplified characters are found alike.",
    ),
    "empty_archive": ("档案里还没有报道。", "The archive holds no articles yet."),
    "empty_hint": ("运行一次采集后，报道会出现在这里：", "Articles appear here after a crawl:"),
    "filters": ("筛选", "Filters"),
    "since": ("起", "From"),
    "until": ("止", "To"),
    "sort": ("排序", "Order"),
    "newest": ("最新", "Newest"),
    "oldest": ("最早", "Oldest"),
    "relevance": ("最相关", "Best match"),
    "apply": ("应用", "Apply"),
    "clear": ("清除筛选", "Clear filters"),
    "remove_filter": ("去掉筛选：{n}", "Remove filter: {n}"),
    "site": ("站点", "Site"),
    "source": ("来源", "Source"),
    "publisher": ("发布者", "Publisher"),
    "language": ("语言", "Language"),
    "author": ("作者", "Author"),
    "section": ("栏目", "Section"),
    "year": ("年份", "Year"),
    "timeline": ("时间分布", "Over time"),
    "timeline_note": ("点选一段时间即可筛选", "Choose a bar to see that time only"),
    "bar": ("{n}：{m} 篇", "{n}: {m} articles"),
    "next": ("下一页", "Next page"),
    "first_page": ("回到第一页", "First page"),
    "feed": ("订阅此搜索", "Feed of this search"),
    "reprints_n": ("另有 {n} 篇转载", "{n} reprints"),
    "reprint_1": ("另有 1 篇转载", "1 reprint"),
    "spam_flag": ("疑似垃圾镜像", "probably a spam mirror"),
    "in_caption": ("图片说明", "Caption"),
    "untitled": ("（无标题）", "(no title)"),
    "bad_query": ("这个搜索无法理解", "That search cannot be read"),
    # article
    "published": ("发布", "Published"),
    "modified": ("修改", "Changed"),
    "captured": ("采集", "Captured"),
    "authors": ("作者", "By"),
    "editor": ("责任编辑", "Editor"),
    "keywords": ("关键词", "Keywords"),
    "copyright": ("版权声明", "Notice"),
    "original": ("原网址", "Original address"),
    "captions": ("图片与说明", "Pictures and captions"),
    "open_picture": ("在原站打开图片", "Open the picture at its site"),
    "pictures_note": (
        "图片不会自动从原站载入。",
        "Pictures are not fetched from their sites unless you open them.",
    ),
    "credit": ("摄影／供图", "Credit"),
    "no_body": ("没有读到正文。", "No article text was found on the page."),
    "versions": ("版本", "Versions"),
    "version_n": ("第 {n} 版", "Version {n}"),
    "current": ("当前", "current"),
    "compare": ("比较版本", "Compare versions"),
    "compare_two": ("第 {n} 版与第 {m} 版对照", "Versions {n} and {m} side by side"),
    "before": ("改前", "Before"),
    "after": ("改后", "After"),
    "no_change": ("这一项没有变化。", "This did not change."),
    "removed": ("删去", "removed"),
    "added": ("增加", "added"),
    "one_version": ("只有一个版本。", "There is one version."),
    "kind_first": ("首次采集", "first reading"),
    "kind_editor": ("原站修改", "changed at its site"),
    "kind_parser": ("重新解析", "read anew by better parsers"),
    "kind_unclear": ("页面与解析都有变化", "page and parsers both changed"),
    "changed_fields": ("变化：{n}", "changed: {n}"),
    "gone_since": (
        "{n}起原网址已打不开，这里是存档。",
        "No longer at its address since {n}; this is the archived text.",
    ),
    "as_served": ("原页对照", "Beside the page as served"),
    "as_served_title": ("原样页面与读取结果", "The page as served, beside the page as read"),
    "served": ("原样（已隔离，脚本不运行）", "As served (isolated, no script runs)"),
    "read": ("读取结果", "As read"),
    "repaired_marked": ("修复的文字已标出", "repaired text is marked"),
    "no_capture": ("这一版没有可读的存档页面。", "No capture of this version can be read."),
    "evidence": ("每一项的依据", "Where each value came from"),
    "field": ("项目", "Field"),
    "from": ("依据", "From"),
    "certainty": ("把握", "Certainty"),
    "value": ("值", "Value"),
    "repairs": ("修复的文字", "Repaired text"),
    "dropped": ("去除的内容", "What was taken out"),
    "repair_kind": ("类型", "Kind"),
    "rule": ("规则", "Rule"),
    "place": ("位置", "Place"),
    "text": ("文字", "Text"),
    "guess": ("推测", "a guess"),
    "place_head": ("页首", "head"),
    "place_body": ("正文中", "body"),
    "place_tail": ("页尾", "tail"),
    "place_hidden": ("隐藏", "hidden"),
    "spam_score": ("垃圾程度", "Spam score"),
    "reprints": ("同一报道", "The same story elsewhere"),
    "reprints_axis": ("按时间排列的转载", "Reprints over time"),
    "original_story": ("最早", "the original"),
    "to_original": ("看原文", "see the original"),
    "this_one": ("本篇", "this one"),
    "alike": ("相同 {n}%", "{n}% alike"),
    "no_reprints": ("没有发现转载。", "No reprints were found."),
    "history": ("经历", "History"),
    "what": ("事件", "Event"),
    "when": ("时间", "When"),
    "detail": ("详情", "Detail"),
    "what_capture": ("采集", "captured"),
    "what_version": ("新版本", "new version"),
    "what_visit": ("访问", "visited"),
    "what_gone": ("消失", "gone"),
    "what_back": ("恢复", "back"),
    "what_moved": ("换网址", "moved"),
    "what_edited": ("修改", "edited"),
    "record": ("完整记录（JSON）", "The whole record (JSON)"),
    "parser": ("解析器版本", "Parser version"),
    # the names of fields
    "field_title": ("标题", "title"),
    "field_body": ("正文", "text"),
    "field_published_at": ("发布时间", "published"),
    "field_modified_at": ("修改时间", "changed"),
    "field_source": ("来源", "source"),
    "field_authors": ("作者", "authors"),
    "field_editor": ("责任编辑", "editor"),
    "field_section": ("栏目", "section"),
    "field_copyright": ("版权声明", "notice"),
    "field_captions": ("图片说明", "captions"),
    "field_images": ("图片", "pictures"),
    "field_keywords": ("关键词", "keywords"),
    "field_language": ("语言", "language"),
    "field_publisher": ("发布者", "publisher"),
    "field_canonical_url": ("规范网址", "address"),
    # runs and sites
    "run_n": ("采集 {n}", "Run {n}"),
    "started": ("开始", "Started"),
    "ended": ("结束", "Ended"),
    "status": ("状态", "Status"),
    "status_running": ("进行中", "running"),
    "status_done": ("完成", "done"),
    "status_failed": ("失败", "failed"),
    "status_interrupted": ("中断", "interrupted"),
    "status_abandoned": ("终止", "abandoned"),
    "outcomes": ("结果", "Outcomes"),
    "outcome_new": ("新", "new"),
    "outcome_changed": ("有变", "changed"),
    "outcome_unchanged": ("未变", "unchanged"),
    "outcome_dropped": ("略过", "dropped"),
    "outcome_gone": ("消失", "gone"),
    "outcome_refused": ("拒绝", "refused"),
    "outcome_failed": ("失败", "failed"),
    "pages": ("页面", "Pages"),
    "requests": ("请求", "Requests"),
    "minimum": ("最低篇数", "Minimum"),
    "seen": ("见到的报道", "Articles seen"),
    "speed": ("每秒页数", "Pages a second"),
    "coverage": ("各项齐全程度", "Coverage of fields"),
    "warnings": ("警告", "Warnings"),
    "reasons": ("原因", "Reasons"),
    "no_runs": ("还没有采集过。", "No run has been made yet."),
    "no_sites": ("还没有站点。", "No site has been crawled yet."),
    "articles": ("报道", "Articles"),
    "last_run": ("最近一次采集", "Last run"),
    "drift": ("变化", "Drift"),
    "no_drift": ("正常", "as usual"),
    "drifted": ("{n}：{m}", "{n}: {m}"),
    "since_when": ("自 {n}", "since {n}"),
    "spam_host": ("{n} 疑似被劫持（{m} 篇）", "{n} may be hijacked ({m} articles)"),
    "field_body_chars": ("正文长度", "length of text"),
    "field_date_lag_hours": ("发布到采集（小时）", "hours from publishing to capture"),
    "field_articles_per_day": ("每日篇数", "articles a day"),
    "per_day": ("每日篇数", "Articles a day"),
    "all_runs": ("全部采集", "All runs"),
    "see_articles": ("看报道", "See its articles"),
    # problems
    "problem": ("出了问题", "Something is wrong"),
    "problem_404": ("没有找到", "Not found"),
    "problem_400": ("请求有误", "The request is wrong"),
    "problem_503": ("档案暂时无法回答", "The archive cannot answer now"),
    "back_to_search": ("回到搜索", "Back to search"),
}
"""By name: Chinese, English."""


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

"""In a real browser: people find an article and its changes, by mouse, by keys, without script; nothing stored acts."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.browser import Watched, open_browser, serve, skip_or_fail

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [
    pytest.mark.slow,
    # Playwright leaves the event loop of its own thread to the collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]

PAGES = [
    "/",
    "/?q=援藏",
    "/?q=恶意文字",
    "/?q=nothing-like-this",
    "/?q=%3F%3F",
    "/?source=新华社&sort=oldest",
    "/articles/1?q=援藏",
    "/articles/1?version=1",
    "/articles/2",
    "/articles/1/versions",
    "/articles/1/served",
    "/articles/2/served",
    "/articles/64",
    "/runs",
    "/runs?site=example",
    "/runs/1",
    "/sites",
    "/articles/99999",
]


@pytest.fixture(scope="module")
def origin(archive_folder: Path) -> Iterator[str]:
    skip_or_fail("playwright", "axe_playwright_python")
    with serve(archive_folder / "archive.db", archive_folder / "captures") as found:
        yield found


@pytest.fixture(scope="module")
def browser(origin: str) -> Iterator["Browser"]:
    with open_browser() as opened:
        yield opened


@pytest.fixture
def tab(browser: "Browser", request: pytest.FixtureRequest) -> Iterator[Watched]:
    """A tab in Chinese, 1200 wide, unless the test says otherwise."""
    said = getattr(request, "param", {})
    context = browser.new_context(**{"locale": "zh-CN", "viewport": {"width": 1200, "height": 900}, **said})
    yield Watched(context.new_page())
    context.close()


def test_a_stranger_finds_an_article_and_its_changes(tab: Watched, origin: str) -> None:
    page = tab.page
    page.goto(origin)
    page.get_by_role("searchbox").fill("援藏 河北")
    page.get_by_role("button", name="搜索").click()
    assert page.locator(".list mark").first.inner_text() in ("援藏", "河北")
    page.get_by_role("link", name="采集后有修改").click()
    assert page.locator("del").all_inner_texts()[0] == "工作"
    assert page.locator("ins").all_inner_texts()[0] == "三年"
    page.get_by_role("link", name="把温室建在高原上").click()
    assert page.locator("h1").inner_text() == "把温室建在高原上——河北援藏三年纪实"
    page.get_by_text("每一项的依据").click()
    assert page.get_by_role("cell", name="label 来源").is_visible()
    page.get_by_text("去除的内容").click()
    assert page.get_by_role("cell", name="keyword_line").is_visible()
    tab.assert_quiet(origin)


def test_filters_narrow_and_are_taken_off_again(tab: Watched, origin: str) -> None:
    page = tab.page
    page.goto(f"{origin}/?q=公路")
    page.locator(".facets").get_by_role("link", name="新华社").click()
    assert page.locator(".count").inner_text() == "20 篇"
    page.locator(".chips a").click()
    assert page.locator(".count").inner_text() == "60 篇"
    page.locator(".time a").first.click()
    assert "since=2023-01-01" in page.url
    page.goto(f"{origin}/?q=公路")
    page.get_by_label("排序").select_option("oldest")
    page.wait_for_url("**sort=oldest**")
    assert page.locator(".list h2").first.inner_text() == "高原新闻第0期：公路与学校"
    page.get_by_role("link", name="下一页").click()
    assert page.locator(".list h2").first.inner_text() == "高原新闻第20期：公路与学校"
    tab.assert_quiet(origin)


@pytest.mark.parametrize("tab", [{"java_script_enabled": False}], indirect=True)
def test_everything_works_without_javascript(tab: Watched, origin: str) -> None:
    page = tab.page
    page.goto(origin)
    page.get_by_role("searchbox").fill("公路")
    page.get_by_label("排序").select_option("oldest")
    page.get_by_role("button", name="搜索").click()
    assert page.locator(".list h2").first.inner_text() == "高原新闻第0期：公路与学校"
    page.locator(".facets").get_by_role("link", name="新华社").click()
    page.locator(".list h2 a").first.click()
    assert page.locator("h1").inner_text() == "高原新闻第0期：公路与学校"
    page.goto(f"{origin}/articles/1/versions")
    page.get_by_label("改前").select_option("2")
    page.get_by_role("button", name="比较版本").click()
    assert "from=2" in page.url
    page.goto(f"{origin}/articles/1")
    page.get_by_text("经历").click()
    assert page.locator("details[open]").count() == 1


def test_keys_alone_are_enough(tab: Watched, origin: str) -> None:
    page = tab.page
    page.goto(origin)
    page.keyboard.type("把温室")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=**")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.list h2 a')"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/1**")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.goto(f"{origin}/?q=公路")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.querySelectorAll('.list h2 a')[1]")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("j")
    assert page.get_by_role("searchbox").input_value() == "j"


def luminance(page: object, part: str) -> float:
    """How bright a colour of the page's body is, 0 to 255."""
    found = page.evaluate(f"getComputedStyle(document.documentElement).{part}.match(/[0-9.]+/g).slice(0,3).map(Number)")  # type: ignore[attr-defined]
    return sum(found) / 3


@pytest.mark.parametrize(
    "tab", [{"color_scheme": "dark"}, {"color_scheme": "light"}], indirect=True, ids=["dark", "light"]
)
def test_pages_follow_the_system_and_the_reader(tab: Watched, origin: str, request: pytest.FixtureRequest) -> None:
    page = tab.page
    page.goto(origin)
    is_dark = "dark" in request.node.callspec.id
    assert (luminance(page, "backgroundColor") < luminance(page, "color")) == is_dark
    other = "浅色" if is_dark else "深色"
    page.get_by_role("link", name=other).click()
    page.goto(f"{origin}/articles/1")
    assert (luminance(page, "backgroundColor") < luminance(page, "color")) != is_dark


@pytest.mark.parametrize(("width", "scheme"), [(1200, "light"), (390, "dark"), (1200, "dark")])
def test_every_page_is_quiet_fits_and_is_open_to_all(browser: "Browser", origin: str, width: int, scheme: str) -> None:
    """No console error, no sideways scrolling, nothing serious that axe finds, all under 200 KB."""
    from axe_playwright_python.sync_playwright import Axe

    axe, found = Axe(), []
    # axe is put into the page as a script of its own, which our policy would refuse.
    context = browser.new_context(
        bypass_csp=True, color_scheme=scheme, locale="zh-CN" if width == 1200 else "en-US",
        viewport={"width": width, "height": 900},
    )  # fmt: skip
    for path in PAGES:
        tab = Watched(context.new_page())
        sizes: list[int] = []
        tab.page.on("requestfinished", lambda request, sizes=sizes: sizes.append(request.sizes()["responseBodySize"]))
        tab.page.goto(origin + path)
        tab.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        serious = [
            (each["id"], each["nodes"][0]["html"][:200])
            for each in axe.run(tab.page).response["violations"]
            if each["impact"] in ("serious", "critical")
        ]
        over = tab.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        html = len(tab.page.content().encode())
        found += [(path, each) for each in serious]
        found += [(path, "wider than the window", over)] if over > 0 else []
        found += [(path, "large", html, sizes)] if html > 200_000 or sum(sizes) > 200_000 else []
        tab.page.close()
    context.close()
    assert found == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_that_is_stored_acts(tab: Watched, origin: str, path: str) -> None:
    tab.page.goto(origin + path)
    tab.page.wait_for_timeout(150)
    assert "owned" not in tab.page.title().replace("document.title='owned'", "")
    assert tab.dialogs == []
    assert [url for url in tab.asked if not url.startswith(origin)] == []
    # A missing page and the parts that a served page is refused are told by the browser; nothing else may be.
    known = ("/articles/99999", "/?q=%3F%3F")
    if not path.endswith("/served") and path not in known:
        assert tab.console == []


def test_the_page_as_served_is_shut_in(tab: Watched, origin: str) -> None:
    page = tab.page
    page.goto(f"{origin}/articles/1/served")
    frame = page.frames[1]
    frame.wait_for_load_state()
    assert page.locator("iframe").get_attribute("sandbox") == ""
    assert frame.locator("h1").inner_text() == "把温室建在高原上——河北援藏三年纪实"
    page.goto(frame.url)
    assert "owned'" in page.content()  # the script is there as served …
    assert not page.title().startswith("owned")  # … and did not run
    assert page.evaluate("window.origin") == "null"


def test_long_stored_text_hides_nothing(tab: Watched, origin: str) -> None:
    """A title of right-to-left marks and escapes leaves the page around it as it is."""
    page = tab.page
    page.goto(f"{origin}/articles/2")
    assert page.locator("footer").is_visible()
    assert page.get_by_role("link", name="新闻档案").is_visible()
    assert "<script>document.title='owned'</script>" in page.locator("h1").inner_text()

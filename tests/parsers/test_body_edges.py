"""Lines that hold nothing but dates, names and labels are no paragraphs."""

import pytest

from archiver.parsers.article import parse_article
from tests.parsers.pages import page_of, paragraphs


@pytest.mark.parametrize(
    "line",
    [
        "2024-05-01 09:30 来源：某某日报",
        "2024年05月01日09:30 来源：某某日报 作者：钱红 【字号 大 中 小】",
        "发布时间：2024-05-01 09:30:00 来源：某某日报 责任编辑：李四",
    ],
)
def test_line_that_is_all_byline_is_not_in_the_body(line: str) -> None:
    article = parse_article(page_of(f"<title>大桥合龙</title><h1>大桥合龙</h1><div><p>{line}</p>{paragraphs()}</div>"))
    assert article.body is not None
    assert article.body.startswith("第0段。")


def test_dateline_in_a_sentence_stays() -> None:
    line = "新华社北京5月1日电（记者张三）大桥今天合龙，比计划提前了二十天，沿线群众都来到现场观看。"
    article = parse_article(page_of(f"<title>大桥合龙</title><h1>大桥合龙</h1><div><p>{line}</p>{paragraphs()}</div>"))
    assert article.body is not None
    assert article.body.startswith("新华社北京5月1日电")


@pytest.mark.parametrize("line", ["平台声明：该文观点仅代表作者本人，本平台仅提供信息存储空间服务。", "BBC中文记者"])
def test_notice_and_lone_role_at_the_edge_are_no_paragraphs(line: str) -> None:
    html = f"<title>大桥合龙</title><h1>大桥合龙</h1><div>{paragraphs()}<p>{line}</p></div>"
    assert line not in (parse_article(page_of(html)).body or "")


ENGLISH = "".join(
    f"<p>{n}. The bridge was joined today, twenty days early, and the river stayed calm. It rained.</p>"
    for n in range(5)
)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "(Reporting by Ann Brown in London and Joe Black; Editing by Eva Stone)"),
        ("en", "Edited by Eva Stone"),
        ("en", "Writing by Ann Brown; editing by Eva Stone."),
        ("de", "Redaktion: Eva Stein"),
        ("ru", "Редактор: Анна Смирнова"),
        ("pt", "Edição: Pedro Lima"),
        ("es", "Edición: Luis Pérez"),
        ("tr", "Editör: Ayşe Demir"),
        ("id", "Editor: Siti Aminah"),
        ("th", "บรรณาธิการ: สมชาย ใจดี"),
        ("hi", "संपादक: राम कुमार"),
        ("el", "Επιμέλεια: Μαρία Νικολάου"),
        ("ar", "تحرير: محمد حسن"),
    ],
)  # fmt: skip
def test_an_editor_line_of_any_language_is_no_paragraph(language: str, line: str) -> None:
    html = f"<html lang={language}><title>The bridge is joined</title><h1>The bridge is joined</h1><div>{ENGLISH}<p>{line}</p></div>"
    assert line not in (parse_article(page_of(html)).body or "")


@pytest.mark.parametrize(
    "line",
    [
        "Editing by hand takes a day, but the volumes that come of it are kept for a century.",
        "Reporting by law is due within a week, the ministry said.",
        "The editor: a man of few words, and fewer friends, had seen it coming.",
    ],
)
def test_a_sentence_about_editing_stays(line: str) -> None:
    html = f"<html lang=en><title>The bridge is joined</title><h1>The bridge is joined</h1><div>{ENGLISH}<p>{line}</p></div>"
    assert line in (parse_article(page_of(html)).body or "")

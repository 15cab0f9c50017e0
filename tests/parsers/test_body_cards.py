"""Cards of other articles stand beside every article: they are never its text, in any element and under any name."""

import pytest

from archiver import extract

URL = "https://news.example/2024/05/06/pier.html"
TITLE = "Harbour pier opens two months early"
TEXT = (
    "The harbour authority said on Tuesday that the new pier would open in March, two months earlier than planned.",
    "Engineers finished the last of the forty-two piles in early autumn, when the sea was unusually calm.",
    "Local fishermen had objected to the plan but withdrew their complaint last year after long talks.",
)
TOLD = (
    ("Council votes for a second bridge", "The members voted by nine to four after a debate that went on until midnight."),
    ("School roof gives way under snow", "Nobody was hurt, since the children had been sent home an hour before it fell."),
    ("Old mill turns its wheel again", "Forty years after the last sack of flour the wheel goes round for visitors alone."),
    ("Ferry crew goes on strike in May", "The union asks for two more hands on each of the boats and for a shorter night."),
)  # fmt: skip


def cards(*, tag: str, marks: str = "", host: str = "", count: int = 4) -> str:
    return "".join(
        f"<{tag}{marks}><a href='{host}/n/{n}.html'><h3>{title}</h3></a><p>{told}</p></{tag}>"
        for n, (title, told) in enumerate(TOLD[:count])
    )


def body_of(*, above: str = "", after: str = "") -> list[str]:
    text = "".join(f"<div>{line}</div>" for line in TEXT)
    html = f"<body><div>{above}<div><h1>{TITLE}</h1>{text}</div><div>{after}</div></div></body>"
    return (extract(html.encode(), url=URL).body or "").split("\n\n")


@pytest.mark.parametrize("tag", ["div", "li", "section", "article"])
@pytest.mark.parametrize("marks", ["", " class=x7"])
def test_cards_after_the_article_are_not_its_text(tag: str, marks: str) -> None:
    assert body_of(after=cards(tag=tag, marks=marks)) == list(TEXT)


def test_two_cards_above_the_headline_are_not_its_text() -> None:
    assert body_of(above=cards(tag="div", count=2)) == list(TEXT)


def test_what_leads_to_other_sites_is_a_list_of_the_article() -> None:
    """A round-up of things to buy or to read looks like cards, and is what the article is about."""
    text = body_of(after=cards(tag="div", host="https://shop.example"))
    assert sum(told in text for _, told in TOLD) >= 3


def test_a_block_of_several_links_is_no_paragraph() -> None:
    links = " | ".join(f"<a href=/n/{n}.html>{title} and what came of it</a>" for n, (title, _) in enumerate(TOLD))
    html = f"<body><h1>{TITLE}</h1>{'<br><br>'.join(TEXT)}<hr>{links}</body>"
    assert (extract(html.encode(), url=URL).body or "").split("\n\n") == list(TEXT)

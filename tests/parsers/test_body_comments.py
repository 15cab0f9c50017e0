"""A heading that announces the comments of readers ends the article; headings within articles do not."""

import pytest

from archiver import extract
from archiver.parsers.body_comments import is_comments_heading

ANNOUNCING = [
    "Comments", "3 Comments", "Comments (0)", "0 Comments", "No comments:", "Leave a Reply", "Leave a Reply Cancel reply",
    "One response to “Big day”", "12 thoughts on “The bridge”", "Join the conversation", "网友评论", "评论（3）",
    "发表评论", "全部评论(12)", "评论区", "コメント 4", "コメントを残す", "댓글 3", "Kommentare (4)", "Schreibe einen Kommentar",
    "Laisser un commentaire", "Deja una respuesta", "Deixe um comentário", "Lascia un commento", "Комментарии (2)",
    "Добавить комментарий", "Yorumlar", "Komentarze", "Reacties (5)", "التعليقات", "اترك تعليقاً", "Bình luận (0)",
]  # fmt: skip
WITHIN = [
    "Comment le maire a menti", "Discussion of the budget", "Responses from readers differ over the plan", "Commentary",
    "评论：谁来负责", "Kommentar: Der Kanzler irrt", "Opinion", "留言条里的秘密", "Comments on the new law by ministers",
    "Reply of the government", "Discussion", "Réactions", "Reacties", "コメント", "Kommentar", "Комментарий", "评论",
    "Responses", "2024 discussion papers",
]  # fmt: skip
POST = (
    "This is the open thread of the third quarter, where anybody may ask what our reports leave open.",
    "We read every question and answer the ones that we can before the month is out.",
)
SAID = (
    "My guess is that the effects on the speed of the buses are fairly small, since we have only limited data of them.",
    "The authors tried to test the mechanisms by themselves, but their evidence was mixed, as the second table shows.",
    "Reductions of the mean speed at such levels are small enough that a person in the bus would not notice them at all.",
)


@pytest.mark.parametrize("text", ANNOUNCING)
def test_heading_announces_comments(text: str) -> None:
    assert is_comments_heading(text)


@pytest.mark.parametrize("text", WITHIN)
def test_heading_belongs_to_the_article(text: str) -> None:
    assert not is_comments_heading(text)


def page(*, heading: str, tag: str = "h3") -> bytes:
    """A short post with many comments that look as it does."""
    post = "".join(f"<p>{text}</p>" for text in POST)
    said = "".join(f"<li><b>Reader {n}</b><p>{text}</p></li>" for n, text in enumerate(SAID * 4))
    return f"<main><h1>September open thread</h1>{post}<{tag}>{heading}</{tag}><ol>{said}</ol></main>".encode()


def test_comments_of_a_short_post_are_left_out() -> None:
    article = extract(page(heading="Comments"), url="https://news.example/2024/09/thread")
    assert article.body == "\n\n".join(POST)


def test_paragraphs_under_a_heading_of_the_article_stay() -> None:
    article = extract(page(heading="Discussion"), url="https://news.example/2024/09/thread")
    assert article.body is not None
    assert SAID[0] in article.body


def test_a_counter_above_the_article_cuts_nothing_off() -> None:
    counted = page(heading="Discussion").replace(b"<h1>", b"<h4>3 Comments</h4><h1>")
    article = extract(counted, url="https://news.example/2024/09/thread")
    assert article.body is not None
    assert POST[0] in article.body

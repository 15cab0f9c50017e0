"""Pages that declare no language, or their system's: dates, outlets and names are read by the language of the words."""

from datetime import UTC, datetime

import pytest

from archiver import extract

FRENCH = (
    "L'autorité portuaire a annoncé mardi que le nouveau quai ouvrirait en mars, deux mois plus tôt que prévu.",
    "Les ingénieurs ont achevé le dernier des quarante-deux pieux au début de l'automne, par une mer très calme.",
)
JAPANESE = (
    "港湾局は火曜日、新しい旅客桟橋を当初の予定より二か月早い来年三月に開業すると発表した。",
    "最後の杭は初秋に打ち終えた。海が例年になく穏やかで、工事は順調に進んだという。",
)
TAIWANESE = (
    "記者從市港務局獲悉，新建的客運碼頭將於明年三月啟用，比原計畫提前兩個月。",
    "工程人員在初秋完成了最後一根樁基的施工，當時海面異常平靜，為趕工創造了條件。",
)


def page(title: str, info: str, text: tuple[str, ...], *, lang: str = "") -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in text)
    html = (
        f"<html{lang}><head><title>{title}</title></head><body><h1>{title}</h1><div>{info}</div><div>{paragraphs}</div>"
    )
    return f"{html}<h3>関連記事</h3></body></html>".encode()


@pytest.mark.parametrize("lang", ["", ' lang="en"', ' lang="fr"'])
def test_a_french_date_is_read_whatever_the_page_declares(lang: str) -> None:
    html = page("Le nouveau quai ouvrira plus tôt", "Par Anne Martin, le 6 mai 2024 à 8h30", FRENCH, lang=lang)
    article = extract(html, url="https://news.example/le-quai.html")
    assert article.published_at == datetime(2024, 5, 6, 6, 30, tzinfo=UTC)
    assert article.authors == ("Anne Martin",)


def test_the_writer_beside_a_japanese_date_is_no_outlet() -> None:
    html = page("新桟橋、来年三月に開業へ", "2024年5月6日 8時30分 山田太郎", JAPANESE)
    article = extract(html, url="https://news.example/a.html")
    assert (article.source, "関連記事" in article.authors) == (None, False)


def test_where_a_reporter_writes_from_is_no_outlet() -> None:
    html = page("新碼頭明年三月啟用", "記者王芳／台北報導 2024/05/06 08:30", TAIWANESE)
    article = extract(html, url="https://news.example/a.html")
    assert (article.source, article.authors) == (None, ("王芳",))


def test_an_outlet_within_another_keeps_its_marks() -> None:
    html = page("新碼頭明年三月啟用", "2024年05月06日08:30 | 来源：滨海网－《滨海日报》", TAIWANESE)
    assert extract(html, url="https://news.example/a.html").source == "滨海网－《滨海日报》"

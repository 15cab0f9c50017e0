"""Lines that are no article by their words, and sentences of articles that only begin alike."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.parsers import body_lines
from archiver.parsers.body_lines import rule_of_line

PATTERNS = (
    "PAYWALL _NOTICE _LONG_NOTICE _COMMENT _INVITES _VIEWS _EDITED_BY _EDITOR _PRINTED _FORMER_TITLE _SOURCE".split()
)

LINES = [
    ("editor_line", "Web editor: Jane Roe"),
    ("editor_line", "Редактор: Иван Петров"),
    ("editor_line", "Redaktion: Hans Meier"),
    ("editor_line", "Édité par Jean Dupont"),
    ("editor_line", "Edición: Juan Pérez"),
    ("editor_line", "تحرير: أحمد علي"),
    ("editor_line", "（編集：山田）"),
    ("editor_line", "（责任编辑：王芳 李明）"),
    ("editor_line", "Biên tập: Nguyễn Văn An"),
    ("notice", "© 2024 Example Media"),
    ("notice", "Copyright 2024 Example Media. All rights reserved. This may not be published without permission of the paper."),
    ("notice", "При использовании материалов ссылка на сайт обязательна. Все права защищены."),
    ("notice", "Tous droits réservés. Reproduction interdite."),
    ("notice", "Todos los derechos reservados."),
    ("notice", "جميع الحقوق محفوظة. لا يجوز إعادة النشر دون إذن."),
    ("notice", "著作權聲明：本網站內容未經授權請勿轉載。"),
    ("notice", "凡本网注明来源的作品，未经授权不得转载。"),
    ("comment", "By posting a comment you agree to our terms and community guidelines."),
    ("comment", "Comments are closed."),
    ("comment", "Bitte beachten Sie beim Kommentieren unsere Netiquette."),
    ("comment", "Los comentarios son responsabilidad de sus autores y serán moderados."),
    ("comment", "网友评论仅供其表达个人看法，并不表明本网同意其观点。"),
    ("comment", "コメントの投稿には会員登録が必要です。"),
    ("comment", "댓글은 운영정책에 따라 삭제될 수 있습니다."),
    ("newsletter", "Sign up for our morning newsletter and get the news in your inbox every day."),
    ("newsletter", "Abonnieren Sie unseren Newsletter und lesen Sie jeden Morgen das Wichtigste."),
    ("newsletter", "Подпишитесь на нашу рассылку и получайте новости каждое утро"),
    ("newsletter", "扫描二维码关注我们的公众号，获取更多资讯"),
    ("newsletter", "加入我們的LINE好友，隨時掌握最新消息"),
    ("source_line", "来源：滨海日报"),
    ("source_line", "《 滨海日报 》（ 2024年05月06日 第 04 版）"),
    ("title", "原标题：《新码头明年三月启用》"),
    ("view_counter", "阅读 37049"),
    ("paywall", "Subscribe now for full access to all articles, from one euro a week."),
    ("paywall", "Already a subscriber? Log in"),
    ("paywall", "This article is available exclusively to our subscribers."),
    ("paywall", "Dieser Artikel ist nur für Abonnenten."),
    ("paywall", "Il vous reste 72.5% de cet article à lire. La suite est réservée aux abonnés."),
    ("paywall", "Para seguir leyendo, suscríbete"),
    ("paywall", "本文为付费内容，订阅后可阅读全文"),
    ("paywall", "登录后查看全文"),
    ("paywall", "この記事は有料会員限定です。残り 1,234文字"),
    ("paywall", "이 기사는 유료회원 전용입니다."),
    ("advert", "— ADVERTISEMENT —"),
    ("advert", "Story continues below advertisement"),
    ("advert", "廣告"),
    ("button", "Share this article"),
    ("button", "展开全文 ▼"),
    ("button", "続きを読む"),
    ("button", "3 dari 8 halaman"),
]  # fmt: skip
SENTENCES = [
    "Editor: the word stood on his door for forty years. Last week it came down.",
    "Share prices fell on Monday.",
    "Subscribe to the view of the court, said the minister, or leave it.",
    "This article is for my father.",
    "You have one life, she said, and free articles of faith.",
    "广告收入去年下降一成。",
    "本文为作者在会议上的发言。",
    "登录后他发现账户已空。",
    "残りの試合は三つである。",
    "Copyright law protects the drawing for seventy years after the death of the one who made it, and no longer than that. "
    "The court held that the copy was no copy, since nobody could have taken it for the work itself at first sight.",
    "Comments are welcome from residents until Friday, the council said.",
    "By leaving the union early the company lost its vote.",
    "Sign up for the draft opened on Monday, and 400 men came.",
    "Get the roof mended before winter, the mayor told them.",
    "Newsletters are back in fashion, two surveys found.",
    "При использовании новых технологий расходы упали вдвое.",
    "Перепечатка книги заняла два года.",
    "Nachdruck verlieh er der Forderung mit einem Streik.",
    "《滨海日报》（2024年创刊）今天出满一千期。",
    "原标题党的时代过去了。",
    "本网讯（记者 王芳）客运码头将于明年三月启用。",
    "扫码支付成为主流，现金越来越少。",
    "扫描二维码点餐的老人不多。",
    "编辑部的故事今天重播。",
    "转载量超过一万次的报道并不多见。",
    "评论家认为这部电影值得一看。",
    "اشترك اللاعبون الثلاثة في المباراة الأخيرة.",
    "구독하는 사람이 지난해보다 두 배로 늘었다.",
    "Recevez-vous encore des lettres ? La poste en compte moins.",
]  # fmt: skip


@pytest.mark.parametrize(("rule", "line"), LINES)
def test_line_is_no_article(rule: str, line: str) -> None:
    assert rule_of_line(line) == rule


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentence_that_begins_alike_stays(sentence: str) -> None:
    assert rule_of_line(sentence) is None


def anchored(pattern: re.Pattern[str]) -> re.Pattern[str]:
    return pattern if pattern.pattern.startswith("^") else re.compile(f"^(?:{pattern.pattern})", pattern.flags)


@pytest.mark.parametrize("name", PATTERNS)
@settings(max_examples=60)
@given(data=st.data())
def test_the_quick_look_misses_no_line(name: str, data: st.DataObject) -> None:
    """What a pattern can match the look at the first letters lets through, views as far as they are short."""
    text = data.draw(st.from_regex(anchored(getattr(body_lines, name))))
    assert body_lines.may_tell(text) or (name == "_VIEWS" and len(text) > 60)


def test_the_quick_look_spares_prose() -> None:
    told = [
        "The mayor said so.",
        "In the evening it rained.",
        "Er sagte: „Nein“.",
        "市长说，大桥昨天合龙。",
        "Он сказал так.",
    ]
    assert [body_lines.may_tell(text) for text in told] == [False] * 5

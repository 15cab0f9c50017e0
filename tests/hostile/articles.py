"""Good articles of known truth, in words made by seed."""

import random
from dataclasses import dataclass

_HAN = "山河湖草原牧场学校医院道路桥梁春秋冬夏牛羊马儿童老师医生村口县城水电站新居商店"
_SYLLABLES = ("ta", "ren", "mo", "lis", "kar", "ven", "do", "pel", "sun", "gra", "ith", "bo")


@dataclass(frozen=True)
class Good:
    """What a good page says."""

    path: str
    title: str
    paragraphs: tuple[str, ...]
    day: str
    chinese: bool

    def html(self) -> str:
        """The page, in a common shape."""
        words = "".join(f"<p>{p}</p>" for p in self.paragraphs)
        by = "来源：试验日报" if self.chinese else "Source: Trial Daily"
        return (
            f'<html lang="{"zh" if self.chinese else "en"}"><head><title>{self.title}</title></head><body>'
            f'<h1>{self.title}</h1><div class="info">{self.day} 08:30:00 {by}</div>'
            f'<div class="content">{words}</div></body></html>'
        )


def good_articles(seed: int, count: int) -> list[Good]:
    """So many articles, Chinese and English in turn, no two alike."""
    dice = random.Random(seed)
    return [_article(dice, number) for number in range(count)]


def _article(dice: random.Random, number: int) -> Good:
    chinese = number % 2 == 0
    day = f"2024-{1 + number % 12:02}-{1 + number % 28:02}"
    say = _chinese if chinese else _english
    title = say(dice, 14 if chinese else 7).rstrip("。.")
    paragraphs = tuple(say(dice, 60 if chinese else 40) for _ in range(4))
    return Good(f"/news/{day.replace('-', '/')}/{number + 1000}.html", title, paragraphs, day, chinese)


def _chinese(dice: random.Random, length: int) -> str:
    return "".join(dice.choice(_HAN) for _ in range(length)) + "。"


def _english(dice: random.Random, length: int) -> str:
    words = ["".join(dice.choice(_SYLLABLES) for _ in range(dice.randint(1, 3))) for _ in range(length)]
    return " ".join(words).capitalize() + "."

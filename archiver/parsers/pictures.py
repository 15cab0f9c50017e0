"""Which images of a page are pictures, and which are its furniture: logos, icons, portraits, pixels, advertisements."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from archiver.model.document import Image

_NOT_PICTURE = re.compile(
    r"logo|icon|avatar|gravatar|sprite|\bpixel|spacer|blank\.|placeholder|loading|1x1|badge|button|emoji|smil(?:ey|ies)|"
    r"doubleclick|adserv|/ads?[/_.-]|tracking|beacon|qr-?code|erweima|weixin|wechat|scorecardresearch|facebook\.com/tr|"
    r"headshot|byline|/authors?/|profile|share[-_]|transparent|captcha|flags?/|\.svg$"
)
_NOT_PICTURE_MARK = re.compile(r"logo|icon|avatar|author|byline|profile|headshot|\bad-|emoji|sponsor|badge|qr-?code")
_TELLING = 160
"""Characters at the end of an address that are looked at; before them stand host and folders of the picture service."""
_SMALL = 100
"""Pixels; smaller ones are icons and portraits."""


def is_picture_address(src: str) -> bool:
    """True for the address of what may be a picture.

    >>> is_picture_address("https://example.cn/2024/W0203.jpg")
    True
    >>> is_picture_address("/static/logo.png")
    False
    """
    return bool(src) and len(src) < 4000 and _may_be_picture(src.partition("?")[0][-_TELLING:])


@lru_cache(maxsize=4096)
def _may_be_picture(path: str) -> bool:
    return not _NOT_PICTURE.search(path.lower())


def is_picture(image: Image) -> bool:
    """True for an image that may be a picture of an article, by its address, class and size."""
    if 0 < image.width < _SMALL or 0 < image.height < _SMALL // 2:
        return False
    if image.marks and _NOT_PICTURE_MARK.search(image.marks):
        return False
    return image.src.startswith("data:") or is_picture_address(image.src)


def images_between(images: Sequence[Image], first: int, last: int) -> Sequence[Image]:
    """The pictures that stand before or inside the blocks first to last, both included."""
    if not images:
        return ()
    return images[bisect_left(images, first, key=_place) : bisect_right(images, last, key=_place)]


def _place(image: Image) -> int:
    return image.block

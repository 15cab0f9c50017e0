"""What a publisher says about archiving and machine use: recorded beside the capture, for those who use it later."""

import re

from archiver.model.page import Page

_WORDS = re.compile(r"\b(noarchive|noai|noimageai|nocache|nosnippet|noml)\b")
_META = re.compile(
    rb"""<meta\s[^>]{0,200}?name\s*=\s*["']?(?:robots|googlebot|archiver)["']?[^>]{0,300}>""", re.IGNORECASE
)
_HEAD = 64 * 1024


def opt_outs(page: Page) -> tuple[str, ...]:
    """The words of a page's robots headers and meta elements that restrict its use, and tdm-reservation; in order.

    >>> opt_outs(Page(url="http://a.cn/", body=b'<meta name="robots" content="noarchive, noai">',
    ...     headers=(("TDM-Reservation", "1"),)))
    ('noai', 'noarchive', 'tdm-reservation')
    """
    said = {
        "tdm-reservation" for name, value in page.headers if name.lower() == "tdm-reservation" and value.strip() == "1"
    }
    texts = [value for name, value in page.headers if name.lower() == "x-robots-tag"]
    texts += [found.decode("latin-1") for found in _META.findall(page.body[:_HEAD])]
    for text in texts:
        said.update(_WORDS.findall(text.lower()))
    return tuple(sorted(said))

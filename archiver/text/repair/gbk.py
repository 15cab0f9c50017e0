"""Characters and the two bytes that GBK writes them with, as the converter on the mirrors reads them."""

from functools import cache

EURO = 0x80
"""CP936 reads a lone 0x80 as €; as the second byte of a pair it is an ordinary tail."""
LEADS = range(0x81, 0xFF)


@cache
def encode_char(char: str) -> tuple[int, ...]:
    """The character's bytes in GBK: one, two, or none when GBK cannot write it.

    Pairs that GBK leaves to users are private-use characters and count as written.
    """
    if char == "€":
        return (EURO,)
    try:
        data = char.encode("gb18030")
    except UnicodeEncodeError:
        return ()
    return tuple(data) if len(data) < 3 else ()


@cache
def decode_pair(lead: int, tail: int) -> str:
    """The character of two bytes; "" when they are no pair, or one that GBK leaves unassigned."""
    try:
        char = bytes((lead, tail)).decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "" if len(char) != 1 or "\ue000" <= char <= "\uf8ff" else char

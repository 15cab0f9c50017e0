"""Addresses as text: one spelling for each, its origin, whether it is in scope; no network is asked."""

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urljoin, urlsplit

MAX_LENGTH = 2083
"""Longer addresses are traps or data: the bound that served in trials, and that of old browsers."""

_DEFAULT_PORTS = {"http": 80, "https": 443}

# Parameters that say where a reader came from and never which page is shown. Names as published by the tools that add
# them (Google, Meta, Microsoft, Mailchimp, HubSpot, Matomo, Yandex, AT Internet, Alibaba, WeChat and Weibo shares).
_TRACKING = re.compile(
    r"""(?xi) ^(?:
        (?: utm | mtm | pk | piwik | matomo | hsa | wx_share )_ \w+
      | at_(?: medium | campaign | custom | link | bbc | ptr | format | type )\w*
      | ns_(?: mchannel | source | campaign | linkname | fee )
      | (?: fb | g | d | ms | tt | tw | y )clid | [gw]braid | li_fat_id
      | gad_source | gad_campaignid | gclsrc | _ga | _gl | _openstat | gcl_au
      | fb_(?: action_ids | action_types | source | ref )
      | mc_[ce]id | _hsenc | _hsmi | hsctatracking | mkt_tok | vero_id | vero_conv | oly_(?: anon | enc )_id
      | igshid | igsh | s_cid | cmpid | wt[._]mc_id | wt_mc | xtor | ocid | ncid | spm | scm
      | share_(?: token | from | source | medium ) | isappinstalled | weibo_id | nsukey | __twitter_impression
    )$"""
)
# A session's number changes the address and not the page. By name alone when the name says so; a bare "sid" or
# "token" only when the value is long and random, for sites that number their sections "sid=3".
_SESSION = re.compile(
    r"(?i)^(?:(?:php|asp|asp\.net_|j)?sess(?:ion)?_?id|phpsessid|jsessionid|aspsessionid\w*|cftoken|cfid)$"
)
_SHORT_SESSION = re.compile(r"(?i)^(?:s|sid|oscsid|zenid|token|_t)$")
_RANDOM = re.compile(r"^(?=.*\d)(?=.*[A-Za-z])[0-9A-Za-z_-]{16,}$")
_PATH_SESSION = re.compile(r"(?i);(?:jsessionid|phpsessid|sid)=[^/?#;]*")
_HOST = re.compile(r"^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*$")
_ESCAPE = re.compile(rb"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH_SAFE = "/:@!$&'()*+,;=-._~%"
_QUERY_SAFE = "/:@!$'()*,;-._~%?"
_CONTROLS = re.compile(r"[\x00-\x20\x7f]+")


def normalise_url(url: str, base: str | None = None) -> str | None:
    """Give the one spelling under which an address is known, or None when it is no web address that can be fetched.

    Scheme and host become lower case, an international host its ASCII form; user names, default ports, fragments,
    tracking parameters and session numbers go; parameters are put in order of name; escapes are written one way.
    A second pass changes nothing. Never raises.

    >>> normalise_url("HTTP://WWW.Example.CN:80/a/../news/t1.html?utm_source=rss&id=7#top")
    'http://www.example.cn/news/t1.html?id=7'
    >>> normalise_url("../b.html", "https://example.com/a/c/d.html")
    'https://example.com/a/b.html'
    >>> normalise_url("javascript:void(0)") is None
    True
    """
    try:
        absolute = urljoin(base, _tidy(url)) if base else _tidy(url)
        parts = urlsplit(absolute)
        scheme, port = parts.scheme.lower(), parts.port
        host = _ascii_host(parts.hostname or "")
    except ValueError:
        return None
    if scheme not in _DEFAULT_PORTS or host is None or port == 0:
        return None
    origin = f"{scheme}://{host}" if port in (None, _DEFAULT_PORTS[scheme]) else f"{scheme}://{host}:{port}"
    query = _clean_query(parts.query)
    clean = f"{origin}{_clean_path(parts.path)}" + (f"?{query}" if query else "")
    return clean if len(clean) <= MAX_LENGTH else None


def origin_of(url: str) -> str:
    """Scheme, host and port of a normalised address.

    >>> origin_of("https://example.cn:8443/a?b")
    'https://example.cn:8443'
    """
    return "/".join(url.split("/", 3)[:3]).split("?", 1)[0]


def host_of(url: str) -> str:
    """The host of an address without its port, lower case; "" when there is none.

    >>> host_of("http://127.0.0.1:8000/x"), host_of("http://[::1]:80/")
    ('127.0.0.1', '::1')
    """
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def is_on_site(url: str, domains: Iterable[str]) -> bool:
    """Whether a normalised address belongs to one of a site's domains.

    A domain stands for itself and its sub-domains on the default ports; "host:port" for that host and port alone.

    >>> is_on_site("https://www.tibet.cn/cn/", ("tibet.cn",)), is_on_site("https://tibet.cn:8443/", ("tibet.cn",))
    (True, False)
    """
    authority = origin_of(url).partition("://")[2]
    for domain in domains:
        wanted = domain.lower()
        if authority == wanted or (not _has_port(wanted) and authority.endswith("." + wanted)):
            return True
    return False


def variant_key(url: str) -> str:
    """The same for an address in all its http, https, www and index-page variants, for finding likely duplicates.

    >>> variant_key("https://www.a.cn/x/index.html") == variant_key("http://a.cn/x/")
    True
    """
    rest = url.partition("://")[2].removeprefix("www.")
    path, mark, query = rest.partition("?")
    path = re.sub(r"/(?:index|default)\.(?:s?html?|php|aspx?|jsp)$", "/", path)
    return (path.rstrip("/") if not mark else path) + mark + query


def learn_variant(asked: str, final: str) -> tuple[str, str] | None:
    """What a redirect teaches about a site's origins: (old, new) when only http/https or www changed, else None.

    >>> learn_variant("http://a.cn/x", "https://www.a.cn/x")
    ('http://a.cn', 'https://www.a.cn')
    >>> learn_variant("http://a.cn/x", "https://www.a.cn/") is None
    True
    """
    old, new = origin_of(asked), origin_of(final)
    if old == new or asked[len(old) :] != final[len(new) :]:
        return None
    same = old.partition("://")[2].removeprefix("www.") == new.partition("://")[2].removeprefix("www.")
    return (old, new) if same else None


def apply_variant(url: str, learned: Mapping[str, str]) -> str:
    """Spell an address with the origin that redirects have shown to be the site's own; unchanged when none is known."""
    origin = origin_of(url)
    seen = {origin}
    while (better := learned.get(origin)) and better not in seen:
        seen.add(better)
        url, origin = better + url[len(origin) :], better
    return url


def _has_port(domain: str) -> bool:
    return bool(re.search(r"(?<=[^:\]]):\d+$|\]:\d+$", domain))


def _tidy(url: str) -> str:
    """Undo what browsers undo: white space around and inside, back slashes, a missing scheme before "//"."""
    url = url.strip().replace("\t", "").replace("\n", "").replace("\r", "")
    head, mark, tail = url.partition("?")
    return head.replace("\\", "/") + mark + tail


def _ascii_host(host: str) -> str | None:
    if ":" in host:  # IPv6, already without its brackets
        return f"[{host}]" if re.fullmatch(r"[0-9a-f:.]+", host) else None
    host = host.rstrip(".").lower()
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii").lower()
        except UnicodeError:
            return None
    return host if _HOST.match(host) else None


def _clean_path(path: str) -> str:
    path = _PATH_SESSION.sub("", path)
    path = _escape(path, _PATH_SAFE) or "/"
    if "//" in path:  # "http://" inside a path, as archives write it, stays
        path = re.sub(r"(?<!:)/{2,}", "/", path)
    if "/." in path:
        path = _resolve_dots(path)
    return path if path.startswith("/") else "/" + path


def _resolve_dots(path: str) -> str:
    out: list[str] = []
    segments = path.split("/")[1:]
    for place, segment in enumerate(segments):
        last = place == len(segments) - 1
        if segment == "..":
            del out[-1:]
        elif segment != ".":
            out.append(segment)
        if last and segment in (".", ".."):
            out.append("")
    return "/" + "/".join(out)


def _clean_query(query: str) -> str:
    if not query:
        return ""
    query = query.replace("&amp;", "&")
    if "=" not in query:
        return _escape(query.strip("&"), _QUERY_SAFE + "&=+")
    kept = [pair for pair in query.split("&") if pair and not _is_noise(pair)]
    kept = [_escape(pair, _QUERY_SAFE + "=+") for pair in kept]
    return "&".join(sorted(kept, key=lambda pair: pair.partition("=")[0]))


def _is_noise(pair: str) -> bool:
    name, value = (parse_qsl(pair, keep_blank_values=True, max_num_fields=2) or [("", "")])[0]
    if _TRACKING.match(name) or _SESSION.match(name):
        return True
    return bool(_SHORT_SESSION.match(name) and _RANDOM.match(value))


def _escape(text: str, safe: str) -> str:
    """Write escapes one way: upper case, none where none is needed, everything else that is not plain ASCII escaped."""
    data = _ESCAPE.sub(_one_escape, text.encode("utf-8", "surrogatepass"))
    data = re.sub(rb"%(?![0-9A-F]{2})", b"%25", data)
    return quote(data, safe=safe)


def _one_escape(found: re.Match[bytes]) -> bytes:
    value = int(found[1], 16)
    return bytes([value]) if value in _UNRESERVED else found[0].upper()


def unescape_text(url: str) -> str:
    """An address as people read it: escapes of UTF-8 undone where they spell text.

    >>> unescape_text("https://a.cn/%E6%96%B0%E9%97%BB?q=%E8%A5%BF%20b")
    'https://a.cn/新闻?q=西%20b'
    """
    return re.sub(r"(?:%[89A-Fa-f][0-9A-Fa-f])+", _readable, url)


def _readable(found: re.Match[str]) -> str:
    try:
        text = unquote_to_bytes(found[0]).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
    return text if text.isprintable() else found[0]


def common_scope(urls: Sequence[str]) -> tuple[str, ...]:
    """The origins of some addresses, each once, in order: the scope of a crawl started from them."""
    return tuple(dict.fromkeys(origin_of(url) for url in urls))

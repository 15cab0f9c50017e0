"""Redirects: without end, to other schemes, hosts and ports, to machines inside in every spelling."""

from tests.crawl.server import Asked, Reply, moved


def redirects(other: str) -> dict[str, object]:
    """`other` is an origin that nobody may ask."""
    port = other.rsplit(":", 1)[1]
    targets = {
        "loop": "/h/redirect-loop",
        "loop-fragment": "/h/redirect-loop-fragment#again",
        "port": f"{other}/redirect",
        "https": "https://127.0.0.1:1/",
        "file": "file:///etc/passwd",
        "ftp": "ftp://127.0.0.1/",
        "gopher": "gopher://127.0.0.1:70/_x",
        "data": "data:text/html,hello",
        "script": "javascript:alert(1)",
        "about": "about:blank",
        "metadata": "http://169.254.169.254/latest/meta-data/",
        "metadata-name": "http://metadata.google.internal/",
        "private": "http://10.0.0.1/",
        "ipv6": f"http://[::1]:{port}/",
        "ipv6-any": f"http://[::]:{port}/",
        "mapped": f"http://[::ffff:127.0.0.1]:{port}/",
        "mapped-hex": f"http://[::ffff:7f00:1]:{port}/",
        "nat64": f"http://[64:ff9b::7f00:1]:{port}/",
        "zone": f"http://[fe80::1%25lo]:{port}/",
        "decimal": f"http://2130706433:{port}/",
        "octal": f"http://0177.0.0.1:{port}/",
        "hex": f"http://0x7f000001:{port}/",
        "short": f"http://127.1:{port}/",
        "zero": f"http://0:{port}/",
        "circled": f"http://①②⑦.⓪.⓪.①:{port}/",
        "full-stop": f"http://127。0。0。1:{port}/",
        "dot-at-end": f"http://127.0.0.1.:{port}/",
        "name": f"http://localhost:{port}/",
        "name-dot": f"http://localhost.:{port}/",
        "user": f"http://127.0.0.1@{other.removeprefix('http://')}/",
        "user-and-word": f"http://a:b@{other.removeprefix('http://')}/",
        "two-slashes": f"//{other.removeprefix('http://')}/",
        "three-slashes": f"http:///{other.removeprefix('http://')}/",
        "backslashes": f"http:\\\\{other.removeprefix('http://')}\\",
        "tab-inside": f"ht\ttp://{other.removeprefix('http://')}/",
        "port-zero": "http://127.0.0.1:0/",
        "port-huge": "http://127.0.0.1:99999999/",
        "long": "/h/" + "a" * 60_000,
        "mapped-long": f"http://[0:0:0:0:0:ffff:7f00:0001]:{port}/",
        "compatible": f"http://[::127.0.0.1]:{port}/",
        "translated": f"http://[::ffff:0:127.0.0.1]:{port}/",
        "six-to-four": f"http://[2002:7f00:1::]:{port}/",
        "teredo": f"http://[2001:0:7f00:1::80ff:fffe]:{port}/",
        "unique-local": f"http://[fd00:ec2::254]:{port}/",
        "hex-parts": f"http://0x7f.0x0.0x0.0x1:{port}/",
        "octal-long": f"http://00000177.00.00.01:{port}/",
        "mixed-parts": f"http://0x7f.1:{port}/",
        "escaped-host": f"http://%31%32%37.0.0.1:{port}/",
        "wide-letters": f"http://ｌｏｃａｌｈｏｓｔ:{port}/",
        "soft-hyphen": f"http://local\u00adhost:{port}/",
        "metadata-decimal": "http://2852039166/latest/",
        "metadata-mapped": "http://[::ffff:169.254.169.254]/latest/",
        "metadata-other-cloud": "http://100.100.100.200/latest/",
        "broadcast": f"http://255.255.255.255:{port}/",
        "any": f"http://0.0.0.0:{port}/",
        "fragment-user": f"http://127.0.0.1#@{other.removeprefix('http://')}/",
        "backslash-user": f"http://127.0.0.1\\@{other.removeprefix('http://')}/",
        "capitals": f"HTTP://{other.removeprefix('http://')}/",
        "line-feed": f"/h/x\r\n\r\nGET {other}/",
        "deep-path": "/h" + "/a" * 900,
        "empty": "",
        "broken": "http://[",
        "spaces": "  /h/redirect-spaces  ",
    }
    cases: dict[str, object] = {
        f"redirect-{name}": moved(url.encode().decode("latin-1")) for name, url in targets.items()
    }
    cases["redirect-nowhere"] = Reply(status=302)
    cases["redirect-bytes"] = Reply(raw=b"HTTP/1.1 302 F\r\nLocation: /\xff\xfe\xe4\xb8\r\nContent-Length: 0\r\n\r\n")
    cases["redirect-two"] = Reply(
        raw=b"HTTP/1.1 302 F\r\nLocation: /h/x\r\nLocation: " + other.encode() + b"/two\r\nContent-Length: 0\r\n\r\n"
    )
    cases["redirect-chain"] = moved("/h-chain/1")
    cases["redirect-303"], cases["redirect-308"] = moved("/h/redirect-308", 303), moved("/h/redirect-303", 308)
    return cases


def chain(asked: Asked) -> Reply | None:
    """A chain that never ends and never repeats."""
    if not asked.path.startswith("/h-chain/"):
        return None
    return moved(f"/h-chain/{len(asked.path)}{asked.count}{asked.path[-1]}")

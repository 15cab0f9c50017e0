"""Pages that are hard to read: heavy, deep, broken, and with markup in every field."""

import json

from tests.crawl.server import Reply, page, xml

_LD = '<script type="application/ld+json">'
_SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg onload=alert(3)>"


def heavy() -> dict[str, object]:
    """Pages that cost time and memory; each has killed some parser."""
    texts = {
        "nested": "<div>" * 1_000_000,
        "nested-tables": "<table><tr><td>" * 50_000,
        "nested-fonts": "<font><b><i>" * 50_000 + "x",
        "nested-forms": "<form><select><option>" * 50_000,
        "nested-svg": "<svg><foreignObject><math><mtext>" * 30_000,
        "attributes": "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</p>",
        "attribute-long": '<p class="' + "c " * 3_000_000 + '">x</p>',
        "attributes-same": "<p " + "a=1 " * 1_000_000 + ">x",
        "long-line": "<p>" + "a" * 8_000_000,
        "line-of-50-megabytes": "<p>" + "a" * 50_000_000,
        "many-blocks": "<p>x</p>" * 900_000,
        "many-inline": "<b>x" * 100_000,
        "many-headings": "<h1>x</h1>" * 300_000,
        "many-links": '<a href="/t/1.html">x</a>' * 250_000,
        "many-pictures": "<figure><img src=a.jpg><figcaption>b</figcaption></figure>" * 100_000,
        "many-meta": '<meta name="keywords" content="a">' * 200_000,
        "many-styles": "<style>" + ".a{display:none}" * 300_000 + "</style><p class=a>x",
        "style-selectors": "<style>" + ",".join([".a .b>.c~.d+.e"] * 100_000) + "{display:none}</style><p class=e>x",
        "style-nested": "<style>" + "@media x{" * 200_000 + "</style><p>x",
        "spaces": "<p>" + " " * 2_000_000 + "x",
        "spaces-wide": "<p>" + "\u3000" * 2_000_000 + "x",
        "breaks": "<p>" + "<br>" * 1_000_000,
        "dates": "<p>" + "2024-01-01 " * 100_000,
        "dates-without-end": "<p>2024年" + "1月" * 500_000,
        "digits": "<p>" + "1" * 1_000_000,
        "colons": "<p>来源：" + "：" * 500_000,
        "by-lines": "<p>" + "责任编辑：（" * 200_000,
        "brackets": "<p>" + "(（[【" * 200_000,
        "readings": "<p>" + "中(zhong" * 200_000,
        "names": "<p>By " + "A. B. and " * 200_000,
        "capitals": "<p>" + "Aa" * 1_000_000,
        "at-signs": "<p>" + "a@" * 1_000_000,
        "addresses": "<p>" + "http://a.b/" * 300_000,
        "open-comment": "<!--" * 200_000,
        "open-script": "<script>" + "<" * 1_000_000,
        "open-title": "<title>" + "a<" * 1_000_000,
        "open-textarea": "<textarea>" + "&lt;" * 1_000_000,
        "open-cdata": "<![CDATA[" * 200_000,
        "open-tags": "<" * 3_000_000,
        "end-tags": "<div>" * 5_000 + "</p>" * 500_000,
        "entities": "<p>" + "&#x110000;&#xd800;&#0;&nosuch;" * 9999,
        "ampersands": "<p>" + "&" * 3_000_000,
        "combining": "<p>a" + "\u0301" * 1_000_000,
        "json-ld-huge": _LD + '{"@type":"NewsArticle","headline":"' + "a" * 7_000_000 + '"}</script>',
        "json-ld-deep": _LD + "[" * 100_000 + "</script>",
        "json-ld-deep-objects": _LD + '{"a":' * 100_000 + "</script>",
        "json-ld-many": (_LD + '{"@type":"NewsArticle"}</script>') * 100_000,
        "json-ld-graph": _LD + json.dumps({"@graph": [{"@id": str(n), "author": {"@id": str(n)}} for n in range(50_000)]}) + "</script>",
        "microdata-deep": "<div itemscope itemprop=a itemtype=https://schema.org/NewsArticle>" * 100_000,
        "next-script": '<script id="__NEXT_DATA__">' + '{"a":[' * 300_000,
    }  # fmt: skip
    return {name: page(text) for name, text in texts.items()}


def odd() -> dict[str, object]:
    """Small pages that lie or break."""
    ring = {"@context": "https://schema.org", "@graph": [{"@id": "a", "isPartOf": {"@id": "b"}}, {"@id": "b", "isPartOf": {"@id": "a"}}]}  # fmt: skip
    numbers = '{"datePublished":' + "9" * 10_000 + ',"headline":NaN,"author":Infinity}'
    shapes = '{"@type":["NewsArticle",[],{}],"headline":{"a":[1]},"author":[[[{"name":{"name":[]}}]]],"image":7,"datePublished":[]}'
    fields = dict.fromkeys(("headline", "articleBody", "articleSection", "keywords", "dateline"), _SCRIPT)
    thing = {**fields, "@type": "NewsArticle", "author": {"name": _SCRIPT}, "publisher": {"name": _SCRIPT}, "datePublished": _SCRIPT, "url": "javascript:alert(1)", "image": ["javascript:alert(1)", "data:text/html,x"]}  # fmt: skip
    texts = {
        "empty": "",
        "one-byte": "<",
        "nul": "<h1>a\0b</h1><p>\0</p>" * 99,
        "bidi": "<h1>\u202egnp.exe</h1><p>\u2066x</p>",
        "controls": "<h1>" + "".join(map(chr, range(32))) + "</h1><p>\x7f\x80\x9f\ufffe\uffff</p>",
        "tags-of-language": "<p>" + "\U000e0041" * 9999,
        "planes": "<p>\U0010ffff\U000f0000\ue000" * 999,
        "doctype-entities": '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d SYSTEM "file:///etc/passwd">]><p>&b;&d;</p>',
        "xml-of-html": '<?xml version="1.0"?><?xml-stylesheet href="file:///etc/passwd"?><html><p>x</p></html>',
        "xinclude": '<html xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd"/></html>',
        "json-ld-broken": _LD + '{"@type":"NewsArticle",</script>',
        "json-ld-number": _LD + numbers + "</script>",
        "json-ld-shapes": _LD + shapes + "</script>",
        "json-ld-ring": _LD + json.dumps(ring) + "</script>",
        "json-ld-scripts": _LD + json.dumps(thing).replace("</", "<\\/") + "</script>",
        "json-ld-surrogates": _LD + '{"@type":"NewsArticle","headline":"\\ud800\\u0000\\udfff"}</script>',
        "script-title": "<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>",
        "script-meta": "".join(
            f'<meta property="{name}" content="{_SCRIPT.replace(chr(34), "&quot;")}">'
            for name in ("og:title", "og:image", "og:url", "og:site_name", "article:author", "article:published_time")
        ),
        "links-scripts": '<a href="javascript:alert(1)">Words of a long link</a><a href="data:text/html,x">More words</a>'
        '<link rel=canonical href="javascript:1"><img src="javascript:1"><base href="javascript:1">',
        "links-broken": "".join(f'<a href="{u}">Words of a link</a>' for u in ("http://[", "http://]:x/", "//", "\\\\", "?\0", "%", "#" * 9999)),
        "years": "<h1>Years</h1><time datetime='99999-01-01'>0000-00-00 25:61</time><p>32/13/2024 2024-02-30T24:60:60+99:99",
        "date-ends": "<time datetime='0001-01-01T00:00+14:00'></time><time datetime='9999-12-31T23:59-14:00'></time>",
        "refresh-loop": '<meta http-equiv=refresh content="0;url=/h/refresh-loop"><p>wait',
        "frames": '<frameset><frame src="/h/frames"><frame src="javascript:1"></frameset>',
        "template": "<template><p>x</template><noscript><p>y</noscript><slot><p>z</slot>",
        "binary": "<p>" + "".join(map(chr, range(128, 1024))) * 99,
    }  # fmt: skip
    return {name: page(text) for name, text in texts.items()}


def indexes(site: str, other: str) -> dict[str, object]:
    """Feeds and sitemaps that blow up, loop, or lead elsewhere."""
    laughs = '<!DOCTYPE a [<!ENTITY b "cccccccccc">' + "".join(
        f'<!ENTITY b{n} "{f"&b{n - 1};" * 10 if n else "&b;" * 10}">' for n in range(9)
    )
    maps = "".join(f"<sitemap><loc>{site}/h/map-{name}</loc></sitemap>" for name in ("loop", "ring", "deep"))
    ring = f"<sitemap><loc>{site}/h/map-loop?{{n}}</loc></sitemap><sitemap><loc>{other}/map.xml</loc></sitemap>"
    far = "".join(f"<url><loc>{other}/{n}.html</loc></url>" for n in range(60_000))
    odd_urls = "".join(
        f"<url><loc>{u}</loc></url>" for u in ("file:///etc/passwd", "http://[", "", "javascript:1", "&#0;")
    )
    items = "".join(f"<item><title>&lt;script&gt;</title><link>{other}/{n}</link></item>" for n in range(5_000))
    return {
        "map-loop": xml(f"<sitemapindex>{maps}</sitemapindex>"),
        "map-ring": lambda asked: xml(f"<sitemapindex>{ring.format(n=asked.count)}</sitemapindex>"),
        "map-deep": xml("<sitemapindex>" * 100_000),
        "map-entities": xml(laughs + "]><urlset>&b8;</urlset>"),
        "map-external": xml(f'<!DOCTYPE a [<!ENTITY b SYSTEM "{other}/entity">]><urlset>&b;</urlset>'),
        "map-dtd": xml(
            f'<!DOCTYPE urlset SYSTEM "{other}/a.dtd"><urlset><url><loc>{other}/a.html</loc></url></urlset>'
        ),
        "map-far": xml(f"<urlset>{far}</urlset>"),
        "map-odd": xml(f"<urlset>{odd_urls}</urlset>"),
        "map-cut": Reply(body=b"<?xml version='1.0'?><urlset><url><loc>http", headers={"Content-Type": "text/xml"}),
        "map-html": page("<p>no map"),
        "map-bytes": Reply(body=b"<?xml version='1.0' encoding='nonsense'?><urlset>\xff\xfe\0</urlset>"),
        "feed-entities": xml(laughs + "]><rss><channel><item><title>&b8;</title></item></channel></rss>"),
        "feed-items": xml(f"<rss><channel>{items}</channel></rss>"),
        "feed-loop": lambda asked: xml(
            f'<feed xmlns="http://www.w3.org/2005/Atom"><link rel="next" href="{site}/h/feed-loop?p={asked.count}"/></feed>'
        ),
        "feed-json-deep": Reply(body=b'{"items":' + b"[" * 100_000, headers={"Content-Type": "application/feed+json"}),
    }

"""An article as a schema.org NewsArticle, in JSON-LD, for tools that know that vocabulary."""

from archiver.model.article import Article


def news_article(article: Article) -> dict[str, object]:
    """The article as JSON-LD (https://schema.org/NewsArticle); what the page does not say is left out.

    The credited outlet (来源) is `sourceOrganization`, who runs the site `publisher`; `sdDatePublished` is when the
    page was captured, `identifier` the digest of its bytes.
    """
    captions: list[dict[str, str | None]] = [
        {"@type": "ImageObject", "contentUrl": c.image_url, "caption": c.text, "creditText": c.credit}
        for c in article.captions
    ]
    shown = {c.image_url for c in article.captions}
    others: list[dict[str, str | None]] = [
        {"@type": "ImageObject", "contentUrl": url} for url in article.images if url not in shown
    ]
    found: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": article.canonical_url or article.url,
        "url": article.url,
        "headline": article.title,
        "datePublished": _published(article),
        "dateModified": article.modified_at.isoformat() if article.modified_at else None,
        "author": [{"@type": "Person", "name": name} for name in article.authors],
        "editor": {"@type": "Person", "name": article.editor} if article.editor else None,
        "publisher": _organization(article.publisher, None),
        "sourceOrganization": _organization(article.source, article.source_url),
        "articleSection": list(article.section),
        "keywords": list(article.keywords),
        "articleBody": article.body,
        "image": [{key: value for key, value in picture.items() if value} for picture in (*captions, *others)],
        "inLanguage": article.language,
        "copyrightNotice": article.copyright,
        "version": article.version,
        "identifier": article.capture.digest if article.capture else None,
        "sdDatePublished": article.captured_at.isoformat() if article.captured_at else None,
    }
    return {key: value for key, value in found.items() if value not in (None, [], "")}


def _published(article: Article) -> str | None:
    """The time to its precision: a day is no midnight."""
    if article.published_at is None:
        return None
    return article.published_at.isoformat()[: 10 if article.published_precision == "day" else None]


def _organization(name: str | None, url: str | None) -> dict[str, str] | None:
    if not name:
        return None
    return {"@type": "Organization", "name": name} | ({"url": url} if url else {})

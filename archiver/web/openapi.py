"""The API's own description (OpenAPI 3.1)."""

from functools import cache
from importlib.metadata import version
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from archiver.model.article import Article
from archiver.store.search import CURSOR
from archiver.text.query import LONGEST_QUERY
from archiver.web.params import LONGEST_URL, MOST

Json = dict[str, Any]


def openapi(_request: Request) -> JSONResponse:
    """The description."""
    return JSONResponse(describe())


@cache
def describe() -> Json:
    """The description as one JSON object."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "News archive",
            "version": version("archiver"),
            "description": "Read-only. Errors are application/problem+json (RFC 9457).",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": _paths(),
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "responses": {"Problem": _problem()},
        },
        "security": [{}, {"token": []}],
    }


def _paths() -> Json:
    text = {"type": "string"}
    number = _parameter("id", {"type": "integer", "minimum": 0, "maximum": 10**18 - 1}, place="path")
    whole = {"type": "integer", "minimum": 1, "maximum": 10**9}
    words = [_parameter("q", {"type": "string", "maxLength": LONGEST_QUERY}, about="docs/search.md"), *_filters()]
    paging = [
        _parameter("sort", {"type": "string", "enum": ["newest", "oldest", "relevance"]}),
        _parameter("limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": 20}),
        _parameter(
            "cursor", {"type": "string", "pattern": f"^(|{CURSOR.pattern})$"}, about="`next` of the page before"
        ),
        _parameter("count", {"type": "string", "enum": ["0", "1"]}, about="1 fills in `total`"),
    ]
    step = _parameter("by", {"type": "string", "enum": ["day", "week", "month"], "default": "day"})
    url = _parameter("url", {"type": "string", "minLength": 1, "maxLength": LONGEST_URL}, required=True)
    feed = [
        *words,
        _parameter("saved", {"type": "string", "maxLength": 64}, about="a saved search's name, in place of q"),
    ]
    listed = _object(articles=_list(_ref("Found")), next=_maybe(text), total=_maybe({"type": "integer"}))
    return {
        "/api/articles": _get("Articles that match", listed, *words, *paging),
        "/api/articles/{id}": _get("One article", _ref("Article"), number, _parameter("version", whole)),
        "/api/articles/{id}/versions": _get("Its versions", _object(versions=_list(_ref("Version"))), number),
        "/api/articles/{id}/diff": _get(
            "What differs between two versions",
            _ref("Diff"),
            number,
            _parameter("from", whole),
            _parameter("to", whole),
        ),
        "/api/articles/{id}/reprints": _get("The same story", _object(reprints=_list({"type": "object"})), number),
        "/api/timeline": _get("Matches over time", _ref("Timeline"), *words, step),
        "/api/facets": _get("Commonest values", _ref("Facets"), *words),
        "/api/sites": _get("Sites", _object(sites=_list({"type": "object"}))),
        "/api/runs": _get(
            "Runs, newest first",
            _object(runs=_list({"type": "object"})),
            _parameter("site", {"type": "string"}),
            _parameter("limit", {"type": "integer", "minimum": 1, "maximum": 500, "default": 50}),
        ),
        "/feed.json": _get("A search as a feed", {"type": "object"}, *feed, kind="application/feed+json"),
        "/feed.atom": _get("A search as a feed", text, *feed, kind="application/atom+xml"),
        "/cdx": _get("Captures of an address", text, url, kind="application/x-ndjson"),
        "/healthz": _get("Whether the database answers", _object(status=text)),
    }


def _filters() -> list[Json]:
    day = {"type": "string", "anyOf": [{"format": "date"}, {"format": "date-time"}, {"const": ""}]}
    several = {"type": "array", "items": {"type": "string", "maxLength": 200}, "maxItems": 20}
    names = ("site", "source", "publisher", "author", "section", "lang")
    share = {"type": "number", "minimum": 0, "maximum": 1}
    return [
        *(_parameter(name, several) for name in names),
        _parameter("since", day, about="the first day, on the page's calendar"),
        _parameter("until", day, about="the last day, included"),
        _parameter("spam_below", share),
    ]


def _parameter(name: str, schema: Json, *, place: str = "query", required: bool = False, about: str = "") -> Json:
    found: Json = {"name": name, "in": place, "schema": schema, "required": required or place == "path"}
    return {**found, "description": about} if about else found


def _get(summary: str, schema: Json, *parameters: Json, kind: str = "application/json") -> Json:
    problem = {"$ref": "#/components/responses/Problem"}
    codes = ("400", "401", "404", "405", "421", "429", "503")
    return {
        "get": {
            "summary": summary,
            "parameters": list(parameters),
            "responses": {
                "200": {"description": "Found", "content": {kind: {"schema": schema}}},
                "304": {"description": "As the ETag says, nothing changed"},
                **dict.fromkeys(codes, problem),
            },
        }
    }


def _schemas() -> Json:
    text, whole = {"type": "string"}, {"type": "integer"}
    record: Json = {"type": "object", "required": list(Article(url="").to_dict()), "description": "docs/record.md"}
    mark = {"type": "array", "items": whole, "minItems": 2, "maxItems": 2}
    change = {**_list(text), "minItems": 2, "maxItems": 2, "description": "same, out or in; and the text"}
    count = _object(value=text, articles=whole)
    hit = _object(snippet=text, field=text, offset=whole, marks=_list(mark), title_marks=_list(mark))
    return {
        "Article": record,
        "Found": {"allOf": [_ref("Article"), _object(hit=hit)]},
        "Version": _object(number=whole, kind={"enum": ["first", "editor", "parser", "unclear"]}, changed=_list(text)),
        "Diff": {
            "type": "object",
            "required": ["from", "to", "fields"],
            "properties": {"fields": {"type": "object", "additionalProperties": _list(change)}},
        },
        "Timeline": _object(by=text, total=whole, buckets=_list(_object(start=text, articles=whole))),
        "Facets": _object(**{name: _list(count) for name in ("site", "source", "publisher", "language", "year")}),
        "Problem": _object(type=text, title=text, status=whole, detail=text),
    }


def _problem() -> Json:
    return {"description": "Why not", "content": {"application/problem+json": {"schema": _ref("Problem")}}}


def _object(**properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _maybe(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}

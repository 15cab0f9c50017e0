"""The truth of the sample site, in the form of records."""

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

from archiver.cli.sample_server import sample_site_folder


def truths(site: str, mirror: str) -> Iterator[dict[str, object]]:
    """The expected fields of every article, by address; `site` and `mirror` are the origins they are served from."""
    for line in (sample_site_folder() / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)
        origin = {"site": site, "mirror": mirror}[truth.pop("host")]
        truth["url"] = origin + truth.pop("path")
        truth["images"] = [origin + path for path in truth["images"]]
        truth["captions"] = [{**c, "image_url": origin + c["image_url"]} for c in truth["captions"]]
        yield truth


def path_of(url: str) -> str:
    """The address without its origin."""
    return urlsplit(url).path

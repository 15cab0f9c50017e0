"""trafilatura on the responses of WARC files, for bench.reparse; run by a Python that has it and fastwarc, never ours.

../rivals/bin/python bench/rival_warc.py FOLDER
"""

import sys
from pathlib import Path

import trafilatura
from fastwarc.warc import ArchiveIterator, WarcRecordType


def main() -> None:
    read = 0
    for path in sorted(Path(sys.argv[1]).rglob("*.warc*")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
                if "html" not in (record.http_content_type or ""):
                    continue
                url = record.headers["WARC-Target-URI"]
                found = trafilatura.bare_extraction(
                    record.reader.read(), url=url, with_metadata=True, include_comments=False
                )
                read += found is not None
    print(read)


if __name__ == "__main__":
    main()

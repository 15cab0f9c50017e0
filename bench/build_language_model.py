"""Builds the character model that repair chooses readings with: `python -m bench.build_language_model`.

It fetches two Debian packages with apt-get (the open-gram word model and the tool that prints it), spells the words'
n-grams as characters, mixes in jieba's word list, and writes `archiver/text/repair/language.bin`. Needs jieba,
apt-get and dpkg-deb; takes a minute or two. Licences: docs/decisions/language-model.md.
"""

import argparse
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import jieba

from bench.language_tables import Counts, write_model

TARGET = Path(__file__).resolve().parent.parent / "archiver" / "text" / "repair" / "language.bin"
PACKAGES = ("sunpinyin-data", "sunpinyin-utils")
JIEBA_SHARE = 0.4
"""Weight of jieba's words (news of the 1990s to 2010s) beside open-gram's (the web of 2011)."""


def fetch(folder: Path) -> tuple[Path, Path, Path]:
    """The packed model, its dictionary, and the tool that prints it."""
    subprocess.run(["apt-get", "download", *PACKAGES], cwd=folder, check=True, capture_output=True)
    for package in folder.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", package, folder / "root"], check=True)
    names = ("lm_sc.t3g", "pydict_sc.bin", "tslminfo")
    model, words, tool = (next((folder / "root").rglob(name)) for name in names)
    return model, words, tool


def read_words(path: Path) -> list[str]:
    """Word by number. The strings follow one another as UTF-32, each with a zero after it."""
    data = path.read_bytes()
    start = int.from_bytes(data[8:12], "little")
    return data[start:].decode("utf-32-le").split("\0")


def read_ngrams(model: Path, tool: Path) -> Iterator[tuple[tuple[int, ...], float]]:
    """Word numbers, shortest n-grams first, and the probability of the last word after those before it."""
    with tempfile.TemporaryFile("w+") as out:
        subprocess.run([tool, "-v", "-p", model], stdout=out, check=True)
        out.seek(0)
        order = 0
        for line in out:
            if line.startswith("\\"):
                order = int(line[1])
            elif order:
                fields = line.split()
                yield tuple(map(int, fields[:order])), float(fields[order])


def add_open_gram(counts: Counts, folder: Path) -> None:
    model, dictionary, tool = fetch(folder)
    # Word 0 stands for numbers, Latin words and unknown ones.
    spelt = [counts.spell(word or "0") for word in read_words(dictionary)]
    mass: dict[tuple[int, ...], float] = {}
    for words, probability in read_ngrams(model, tool):
        joint = mass.get(words[:-1], 0.0) * probability if len(words) > 1 else probability
        if len(words) < 3:
            mass[words] = joint
        parts = [spelt[word] for word in words]
        if len(parts) == 1:
            counts.add_word(parts[0], joint)
        elif len(parts) == 2:
            counts.add_border(parts[0], parts[1], joint)
        elif len(parts[1]) == 1:
            counts.triple[parts[0][-1], parts[1][0], parts[2][0]] += joint


def add_jieba(counts: Counts) -> None:
    rows = [line.split()[:2] for line in Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines()]
    total = sum(int(count) for _, count in rows)
    for word, count in rows:
        counts.add_word(counts.spell(word), JIEBA_SHARE * int(count) / total)


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    counts = Counts()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        add_open_gram(counts, Path(folder))
    add_jieba(counts)
    write_model(counts, TARGET)


if __name__ == "__main__":
    main()

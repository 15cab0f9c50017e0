"""What the rules look at: the blocks of a page as served, and where the article seems to stand among them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from archiver.model.document import Block, Document, Span
from archiver.model.spam import HostBlocks
from archiver.spam.hosts import fingerprint
from archiver.spam.lexicon import count_spam_words, find_strong_words
from archiver.spam.shapes import EVERYWHERE, is_prose, main_script, registrable, words_of
from archiver.text.hanzi import count_scripts
from archiver.text.urls import host_of

_LOOKED_AT = 600  # characters of a block; a mass of keywords shows in its beginning

_OPENING = 3
_NEAR = 6  # blocks on either side
_ABROAD = ("http", "//")
_FEW_HOSTS = 4  # links to fewer hosts make no farm


@dataclass(slots=True, frozen=True)
class LinkRun:
    """Neighbouring blocks that are links to other hosts."""

    anchors: tuple[str, ...]
    hosts: tuple[str, ...]
    """Registrable domains, one an anchor."""
    text: str
    """The words of its blocks."""
    first: int
    """Index of its first block."""


@dataclass
class Scene:
    """A page as the rules see it. Computed values wait until a rule asks for them; on honest pages few are."""

    document: Document
    """As served, before repair: repair turns the newsroom's script into that of the spam."""
    learnt: HostBlocks
    """Blocks known to recur on the page's host."""
    is_suspect: bool = False
    """True in the second round, when the page has shown spam already: then weaker evidence is enough."""

    told: frozenset[int] | None = None
    """Blocks that hold a strong word, of those that the rules look at; None when all are to be counted."""

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return self.document.blocks

    @cached_property
    def domain(self) -> str:
        """The registrable domain that served the page."""
        return registrable(host_of(self.document.url))

    @cached_property
    def prose(self) -> tuple[int, ...]:
        """Indexes of visible blocks that read as running text."""
        return tuple(i for i, block in enumerate(self.blocks) if len(block.text) >= 25 and is_prose(block))

    @cached_property
    def first(self) -> int:
        """Index of the first running text; the number of blocks when there is none."""
        return self.prose[0] if self.prose else len(self.blocks)

    @cached_property
    def last(self) -> int:
        """Index of the last running text; -1 when there is none."""
        return self.prose[-1] if self.prose else -1

    @cached_property
    def opening(self) -> frozenset[int]:
        """Indexes of the first blocks that readers see."""
        return frozenset([at for at, block in enumerate(self.blocks[:200]) if not block.hidden][:_OPENING])

    @cached_property
    def sample(self) -> str:
        """Some of the running text, of the longest paragraphs."""
        longest = sorted(self.prose, key=lambda i: -len(self.blocks[i].text))[:8]
        return "\n".join(self.blocks[i].text[:300] for i in longest)

    @cached_property
    def is_traditional(self) -> bool:
        """Whether the running text is in traditional characters."""
        simplified, traditional = count_scripts(self.sample)
        return traditional >= 12 and traditional > 4 * simplified

    @cached_property
    def script(self) -> str:
        """The main script of the running text: han, kana, hangul, latin …; "" when there is too little of it."""
        return main_script(self.sample) if len(self.sample) >= 60 else ""

    def clashes(self, text: str) -> bool:
        """Whether a text is in another script than the article: simplified on a traditional page, Thai on French."""
        if self.is_traditional:
            simplified, traditional = count_scripts(text)
            if simplified >= 3 and simplified > 3 * traditional:
                return True
        own = main_script(text)
        if not own or not self.script or own == self.script:
            return False
        # Names and brands are Latin everywhere, and Japanese is half Chinese characters.
        return (own != "latin" and {own, self.script} != {"han", "kana"}) or (own == "kana" and self.script == "han")

    def is_outside(self, at: int) -> bool:
        """Whether a block stands before or after all running text."""
        return at < self.first or at > self.last

    @property
    def has_words(self) -> bool:
        """Whether a strong word stands in any block that the rules look at."""
        return self.told is None or bool(self.told)

    def may_hold_words(self, at: int) -> bool:
        """Whether a block may hold a strong word."""
        return self.told is None or at in self.told

    def count_words(self, at: int) -> tuple[int, int, float]:
        """Strong words, words, share of a block's text; see `count_spam_words`."""
        if self.told is not None and at not in self.told:
            return 0, 0, 0.0
        if at not in self._counted:
            self._counted[at] = count_spam_words(self.blocks[at].text[:_LOOKED_AT])
        return self._counted[at]

    @cached_property
    def farms(self) -> dict[int, bool]:
        """What was decided on each run of links, by its first block."""
        return {}

    @cached_property
    def _counted(self) -> dict[int, tuple[int, int, float]]:
        return {}

    def openings(self, looked_at: Iterable[int]) -> dict[int, str]:
        """The beginnings of the blocks, in which words are looked for."""
        return {at: self.blocks[at].text[:_LOOKED_AT] for at in looked_at}

    def tell_words(self, looked_at: Iterable[int]) -> frozenset[int]:
        """Which of the blocks hold a strong word."""
        texts = self.openings(looked_at)
        words = find_strong_words("\n".join(texts.values()))
        if not words:
            return frozenset()
        return frozenset(at for at, text in texts.items() if any(word in text.lower() for word in words))

    def foreign_links(self, block: Block) -> list[tuple[Span, str]]:
        """The links of a block that lead to other registrable domains, those everybody links to left out."""
        found = []
        own = self.domain.split(".", 1)[0]
        for span in block.spans:
            if not _is_foreign(span.href, self.domain):
                continue
            href = span.href or ""
            path = href.find("/", href.find("//") + 2)
            name, owner = _owner_of(href if path < 0 else href[:path])
            if owner and name not in EVERYWHERE and name != own:  # the same name under another country's ending
                found.append((span, owner))
        return found

    @cached_property
    def away(self) -> tuple[int, ...]:
        """Indexes of blocks that are mostly links, one of them to another site; none when few sites are linked to."""
        found = []
        hosts: set[str] = set()
        domain = self.domain
        for at, block in enumerate(self.blocks):
            if not block.link_chars or block.link_chars * 2 < len(block.text):
                continue
            foreign = [
                span.href
                for span in block.spans
                if span.href and span.href.startswith(_ABROAD) and domain not in span.href
            ]
            if foreign:
                found.append(at)
                hosts.update([href.split("/", 3)[2] for href in foreign if href.count("/") >= 2])
        return tuple(found) if len(hosts) >= _FEW_HOSTS else ()

    @cached_property
    def link_runs(self) -> dict[int, LinkRun]:
        """For each block of a run of foreign links, the run; only bars and the like stand between its blocks."""
        runs: dict[int, LinkRun] = {}
        group: list[int] = []
        for at in self.away:
            if group and any(len(block.text) > 3 for block in self.blocks[group[-1] + 1 : at]):
                self._add_run(runs, group)
                group = []
            group.append(at)
        self._add_run(runs, group)
        return runs

    def _add_run(self, runs: dict[int, LinkRun], group: list[int]) -> None:
        blocks = self.blocks
        if sum(len(blocks[at].spans) for at in group) < _FEW_HOSTS:
            return
        links: list[tuple[str, str]] = []
        members = []
        for at in group:
            found = self.foreign_links(blocks[at])
            if found:
                members.append(at)
                links += [(blocks[at].text[span.start : span.end], host) for span, host in found]
        if members:
            text = " | ".join(blocks[at].text for at in members)
            run = LinkRun(tuple(anchor for anchor, _ in links), tuple(host for _, host in links), text, members[0])
            runs.update(dict.fromkeys(members, run))

    def is_amid_prose(self, at: int) -> bool:
        """Whether a hidden block stands between running text that readers see, in the same container or paragraph."""
        nodes, blocks = self.document.nodes, self.blocks
        homes = {blocks[at].node, nodes[blocks[at].node].parent}

        def is_near(other: int) -> bool:
            block = blocks[other]
            return is_prose(block) and not homes.isdisjoint((block.node, nodes[block.node].parent))

        before = any(is_near(other) for other in range(max(0, at - _NEAR), at))
        return before and any(is_near(other) for other in range(at + 1, min(len(blocks), at + _NEAR + 1)))

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The words of the page's title, running text, headline and links: what else a newsroom's line would repeat."""
        prose = frozenset(self.prose)
        texts = [b.text for at, b in enumerate(self.blocks) if at in prose or b.link_chars or b.tag == "h1"]
        return words_of("\n".join((self.document.head_title or "", *texts)))

    def recurs(self, at: int) -> bool:
        """Whether a block is known to stand on most pages of the host."""
        return fingerprint(self.blocks[at].text) in self.learnt.recurring


@lru_cache(maxsize=4096)
def _owner_of(origin: str) -> tuple[str, str]:
    """The registrable domain of an address without its path, its first label before it; "" for what is no domain."""
    host = host_of(origin)
    owner = registrable(host) if "." in host else ""
    return owner.split(".", 1)[0], owner


def _is_foreign(href: str | None, domain: str) -> bool:
    return href is not None and href.startswith(_ABROAD) and domain not in href

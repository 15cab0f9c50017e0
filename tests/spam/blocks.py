"""Documents of a few blocks, written as the reader would have read them."""

from archiver.markup.reader import read_document
from archiver.model.document import Document
from archiver.model.page import Page
from archiver.model.spam import HostBlocks
from archiver.spam.scene import Scene

URL = "https://www.house.example/news/1.html"
PROSE = "入夏以来，青林县气象台先后发布了三次高温预警，县里的水利部门提前对水库进行了检查。"
TRADITIONAL = "入夏以來，青林縣氣象臺先後發布了三次高溫預警，縣裏的水利部門提前對全縣的水庫進行了檢查，確保安全度過汛期，並且還準備了備用電源。"
ENGLISH = "The town council voted on Tuesday to repair the old bridge before winter, after months of debate."


def document_of(*blocks: str, url: str = URL, head: str = "", body: str = "") -> Document:
    """Each of the blocks is the inside of one `p`, or markup of its own when it begins with a tag of a block."""
    tags = ("<p", "<div", "<h1", "<ul", "<section", "<footer", "<nav", "<noscript", "<dialog")
    inside = "".join(block if block.startswith(tags) else f"<p>{block}</p>" for block in blocks)
    return read_document(Page(url=url, body=f"<html><head>{head}</head><body {body}>{inside}</body></html>".encode()))


def scene_of(
    *blocks: str, suspect: bool = False, learnt: HostBlocks | None = None, url: str = URL, head: str = ""
) -> Scene:
    """The blocks as the rules see them."""
    return Scene(document_of(*blocks, url=url, head=head), learnt or HostBlocks(), suspect)


def links(*pairs: tuple[str, str]) -> str:
    """A block of links: words and host of each."""
    return " ".join(f'<a href="http://{host}/">{words}</a>' for words, host in pairs)

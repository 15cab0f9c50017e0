"""Alerts reach who they are for, nobody inside by mistake, and no secret gets into a log."""

import hashlib
import hmac
import json
import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from archiver.alerts import webhook
from archiver.alerts.deliver import deliver, shown
from archiver.model.alert import Delivery, Message, Target

MESSAGE = Message(id="m-1", subject="2 new: 援藏", text="甲\n乙", data={"search": "aid", "articles": [1, 2]})


class Receiver(BaseHTTPRequestHandler):
    """Answers with the statuses it was given, one after another, and keeps what it got."""

    server: "Taking"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, dict(self.headers), body))
        status = self.server.statuses.pop(0) if len(self.server.statuses) > 1 else self.server.statuses[0]
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", "http://127.0.0.1:1/inside")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class Taking(HTTPServer):
    """A receiver on loopback."""

    def __init__(self, statuses: list[int]) -> None:
        super().__init__(("127.0.0.1", 0), Receiver)
        self.statuses = statuses
        self.got: list[tuple[str, dict[str, str], bytes]] = []

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def receiver(*statuses: int) -> Iterator[Taking]:
    server = Taking(list(statuses))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def send(target: Target, **options: object) -> Delivery:
    return deliver(target, MESSAGE, sleep=lambda _: None, **options)  # type: ignore[arg-type]


def test_a_webhook_gets_the_message_signed() -> None:
    with receiver(204) as server:
        target = Target(
            kind="webhook", address=f"{server.origin}/T0?x=1", allow=(server.origin,), secret_variable="KEY"
        )
        assert send(target, environ={"KEY": "s3cret"}) == Delivery(is_done=True, detail="answered with 204")
        [(path, headers, body)] = server.got
    assert path == "/T0?x=1"
    assert headers["Idempotency-Key"] == "m-1"
    assert headers["X-Archiver-Signature"] == "sha256=" + hmac.new(b"s3cret", body, hashlib.sha256).hexdigest()
    assert json.loads(body) == {
        "id": "m-1",
        "subject": "2 new: 援藏",
        "text": "甲\n乙",
        "search": "aid",
        "articles": [1, 2],
    }


@pytest.mark.parametrize(
    ("statuses", "done", "tries"),
    [
        ((200,), True, 1),
        ((503, 200), True, 2),
        ((429, 500, 201), True, 3),
        ((500,), False, 3),
        ((404,), False, 1),
        ((302,), False, 1),
    ],
)
def test_what_may_mend_itself_is_tried_again(statuses: tuple[int, ...], done: bool, tries: int) -> None:
    with receiver(*statuses) as server:
        ended = send(Target(kind="webhook", address=server.origin, allow=(server.origin,)))
        assert (ended.is_done, len(server.got)) == (done, tries)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://2130706433:{port}/",
        "http://0:{port}/",
        "http://127.1:{port}/",
    ],
)
def test_a_private_address_is_refused_in_every_disguise(address: str) -> None:
    with receiver(200) as server:
        ended = send(Target(kind="webhook", address=address.format(port=server.server_port)))
        assert (ended.is_done, server.got) == (False, [])


@pytest.mark.parametrize("found", [["10.0.0.1"], ["93.184.216.34", "169.254.169.254"], ["fe80::1"], ["::1"]])
def test_a_name_is_refused_when_any_address_of_it_is_private(found: list[str]) -> None:
    ended = webhook.post("http://rebind.example/", "m", b"{}", resolve=lambda *_: found)
    assert (ended.is_done, ended.is_final) == (False, True)
    assert "private address" in ended.detail


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example/", "file:///etc/passwd", "http://", "http://u:p@a.example/", "http://a.example/\r\nX: y",
        "http://a.example:99999/", "http://例.example/", "", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(address: str) -> None:
    ended = send(Target(kind="webhook", address=address))
    assert (ended.is_done, ended.is_final) == (False, True)


def test_a_receiver_that_is_away_is_told_without_its_path(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    target = Target(kind="webhook", address="http://127.0.0.1:9/T0/SECRET", allow=("127.0.0.1:9",))
    ended = send(target, waits=())
    assert not ended.is_done
    assert "SECRET" not in caplog.text + ended.detail + shown(target)
    assert "http://127.0.0.1:9" in caplog.text


def test_an_address_may_stand_in_a_variable(caplog: pytest.LogCaptureFixture) -> None:
    with receiver(200) as server:
        target = Target(kind="webhook", address="$HOOK", allow=(server.origin,))
        assert send(target, environ={"HOOK": f"{server.origin}/SECRET"}).is_done
        assert server.got[0][0] == "/SECRET"
    assert send(target, environ={}) == Delivery(is_done=False, is_final=True, detail="$HOOK is not set")
    assert "SECRET" not in caplog.text


def test_a_command_gets_the_message_and_no_shell_reads_it(tmp_path) -> None:  # type: ignore[no-untyped-def]
    out = tmp_path / "out"
    line = f"{sys.executable} -c 'import sys; open({str(out)!r}, \"wb\").write(sys.stdin.buffer.read())' ; touch {tmp_path}/no"
    line = line.replace(f"{str(out)!r}", f'"{out}"')
    assert send(Target(kind="command", address=line)) == Delivery(is_done=True, detail="the command ended with 0")
    assert json.loads(out.read_bytes())["subject"] == "2 new: 援藏"
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize(
    ("line", "detail", "final"),
    [
        (f"{sys.executable} -c 'raise SystemExit(3)'", "the command ended with 3", False),
        ("no-such-program-here", "the command cannot be run: No such file or directory", True),
        ("sh -c 'x", "the command cannot be read: a quote is not closed", True),
        ("  ", "the command is empty", True),
    ],
    ids=["fails", "missing", "quote", "empty"],
)
def test_a_command_that_fails_is_told(line: str, detail: str, final: bool) -> None:
    ended = send(Target(kind="command", address=line), waits=())
    assert ended == Delivery(is_done=False, is_final=final, detail=detail)

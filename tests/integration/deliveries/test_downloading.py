"""Fetching over a real connection on this machine, that breaks, lies and redirects."""

import hashlib
import io
import re
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from goldenthread.commands import CannotDo
from goldenthread.sources import declaring, downloading
from goldenthread.sources.downloading import fetch

CONTENT = bytes(range(256)) * 4_000  # about 1 MB


class Server(BaseHTTPRequestHandler):
    """Serves one file and breaks off as it is told."""

    breaks: list[int] = []  # after how many bytes, one for each request
    content = CONTENT
    tag = '"one"'
    ranges: list[str] = []
    says_length = True
    stalls = False

    def do_GET(self) -> None:
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://example.org/file.csv")
            self.end_headers()
            return
        if self.path == "/none":
            self.send_error(404)
            return
        wanted = self.headers.get("Range", "")
        type(self).ranges.append(wanted)
        found = re.match(r"bytes=(\d+)-", wanted)
        begin = int(found[1]) if found and self.headers.get("If-Range") == self.tag else 0
        if begin >= len(self.content):
            self.send_error(416)
            return
        self.send_response(206 if begin else 200)
        if self.says_length:
            self.send_header("Content-Length", str(len(self.content) - begin))
        if begin:
            whole = len(self.content)
            self.send_header("Content-Range", f"bytes {begin}-{whole - 1}/{whole}")
        self.send_header("ETag", self.tag)
        self.end_headers()
        stop = self.breaks.pop(0) if self.breaks else len(self.content)
        self.wfile.write(self.content[begin : begin + stop])
        self.wfile.flush()
        if self.stalls:
            threading.Event().wait(1)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[type[Server]]:
    class Mine(Server):
        breaks: list[int] = []
        ranges: list[str] = []

    running = ThreadingHTTPServer(("127.0.0.1", 0), Mine)
    Mine.url = f"http://127.0.0.1:{running.server_port}"
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield Mine
    running.shutdown()
    running.server_close()


def test_a_line_that_breaks_is_gone_on_with(server, tmp_path):
    server.breaks = [300_000, 200_000]
    done = fetch(f"{server.url}/file.csv", tmp_path, largest=2_000_000)
    assert done.path.read_bytes() == CONTENT
    assert done.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert server.ranges == ["", "bytes=300000-", "bytes=500000-"]
    assert [one.name for one in tmp_path.iterdir()] == ["file.csv"]


def test_what_came_before_the_command_ended_is_gone_on_with(server, tmp_path, monkeypatch):
    monkeypatch.setattr(downloading, "ATTEMPTS", 1)
    server.breaks = [300_000]
    with pytest.raises(CannotDo, match="goes on where it broke"):
        fetch(f"{server.url}/file.csv", tmp_path, largest=2_000_000)
    assert not (tmp_path / "file.csv").exists()
    assert fetch(f"{server.url}/file.csv", tmp_path, largest=2_000_000).bytes == len(CONTENT)
    assert server.ranges[-1] == "bytes=300000-"


def test_a_file_that_changed_meanwhile_is_fetched_anew(server, tmp_path, monkeypatch):
    monkeypatch.setattr(downloading, "ATTEMPTS", 1)
    server.breaks = [300_000]
    with pytest.raises(CannotDo):
        fetch(f"{server.url}/file.csv", tmp_path, largest=2_000_000)
    server.tag, server.content = '"two"', CONTENT[::-1]
    done = fetch(f"{server.url}/file.csv", tmp_path, largest=2_000_000)
    assert done.path.read_bytes() == CONTENT[::-1]


def test_a_version_note_that_cannot_be_read_begins_anew(server, tmp_path):
    (tmp_path / "file.csv.part").write_bytes(b"old")
    (tmp_path / "file.csv.version").write_text("{")
    assert fetch(f"{server.url}/file.csv", tmp_path, largest=2_000_000).bytes == len(CONTENT)
    assert server.ranges == [""]


def test_a_part_that_is_no_part_any_more_is_thrown_away(server, tmp_path):
    (tmp_path / "file.csv.part").write_bytes(CONTENT)
    (tmp_path / "file.csv.version").write_text('{"version": "\\"one\\""}')
    assert fetch(f"{server.url}/file.csv", tmp_path, largest=2_000_000).bytes == len(CONTENT)
    assert server.ranges == [f"bytes={len(CONTENT)}-", ""]


def test_a_file_too_large_is_refused_whether_it_says_so_or_not(server, tmp_path):
    with pytest.raises(CannotDo, match="is larger than 1 MB"):
        fetch(f"{server.url}/file.csv", tmp_path, largest=1_000_000)
    server.says_length = False
    with pytest.raises(CannotDo, match="is larger than 1 MB"):
        fetch(f"{server.url}/file.csv", tmp_path, largest=1_000_000)
    assert not (tmp_path / "file.csv").exists()


def test_a_wrong_checksum_throws_the_file_away(server, tmp_path):
    with pytest.raises(CannotDo, match="It was thrown away"):
        fetch(f"{server.url}/file.csv", tmp_path, largest=2_000_000, sha256="0" * 64)
    assert list(tmp_path.iterdir()) == []
    right = hashlib.sha256(CONTENT).hexdigest().upper()
    assert fetch(f"{server.url}/file.csv", tmp_path, largest=2_000_000, sha256=right).bytes


def test_a_server_that_says_nothing_is_given_up(server, tmp_path, monkeypatch):
    monkeypatch.setattr(downloading, "TIMEOUT", 0.2)
    monkeypatch.setattr(downloading, "ATTEMPTS", 1)
    server.stalls, server.breaks = True, [1_000]
    with pytest.raises(CannotDo, match="nothing came for 0 seconds"):
        fetch(f"{server.url}/file.csv", tmp_path, largest=2_000_000)


@pytest.mark.parametrize(
    "url",
    ["http://example.org/a.csv", "ftp://127.0.0.1/a.csv", "file:///etc/passwd", "https:///a",
     "http://127.0.0.1.example.org/a", "//a"],
)  # fmt: skip
def test_only_https_is_fetched_except_from_this_machine(tmp_path, url):
    with pytest.raises(CannotDo, match="is not an https address"):
        fetch(url, tmp_path, largest=1)


def test_a_redirect_to_a_plain_address_is_not_followed(server, tmp_path):
    with pytest.raises(CannotDo, match=r"http://example.org/file.csv: is not an https address"):
        fetch(f"{server.url}/away", tmp_path, largest=1_000)


def test_a_file_that_is_not_there_is_said(server, tmp_path):
    with pytest.raises(CannotDo, match="there is no such file"):
        fetch(f"{server.url}/none", tmp_path, largest=1_000)


def test_nobody_there_is_said(tmp_path):
    with pytest.raises(CannotDo, match="broke off 5 times"):
        fetch("http://127.0.0.1:9/none.csv", tmp_path, largest=1_000)


def test_a_bar_is_drawn_on_a_terminal(server, tmp_path, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stderr", Terminal())
    assert fetch(f"{server.url}/file.csv", tmp_path, largest=2_000_000).bytes
    assert "file.csv" in sys.stderr.getvalue()


def test_the_address_is_declared_and_needs_its_month_or_year():
    street, collisions = declaring.source("police_street"), declaring.source("stats19")
    url, _ = downloading.address(street, {"month": "2025-06"})
    assert url == "https://data.police.uk/data/archive/2025-06.zip"
    assert downloading.address(collisions, {"year": "2022"})[0].endswith("collision-2022.csv")
    with pytest.raises(CannotDo, match="is published by month: say which with --month"):
        downloading.address(street, {"month": ""})
    with pytest.raises(CannotDo, match="is no month"):
        downloading.address(street, {"month": "../../x"})
    with pytest.raises(CannotDo, match='"22" is no year'):
        downloading.address(collisions, {"year": "22"})
    with pytest.raises(CannotDo, match="No address is declared for Households"):
        downloading.address(declaring.source("households"), {})


def test_a_name_that_means_harm_becomes_a_plain_one(tmp_path: Path):
    assert downloading._name("https://a/b/..%2f..%2fetc%2fpasswd") == "passwd"
    assert downloading._name("https://a/") == "download"

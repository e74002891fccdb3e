"""Fetching a published file: in pieces that survive a broken line, checked, never too large.

Only https is used; a plain address is taken for this machine alone. What was fetched before a
break stays beside the file as .part, and the next attempt asks for the rest of the same version.
"""

import hashlib
import ipaddress
import json
import os
import re
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TransferSpeedColumn

from goldenthread.commands import CannotDo
from goldenthread.sources.declaring import DeclaredSource
from goldenthread.sources.reading.layouts import Download

PIECE = 1 << 16  # bytes read at once
TIMEOUT = 30.0  # seconds without a byte
ATTEMPTS = 5  # each goes on where the last one broke
WHAT_IF = "Check the connection and run this again: it goes on where it broke."


@dataclass(frozen=True)
class Fetched:
    """A file that was fetched whole, with the checksum of its bytes."""

    path: Path
    sha256: str
    bytes: int


def address(source: DeclaredSource, given: dict[str, str]) -> tuple[str, Download]:
    """Give the address of a source's file. given: month or year, as asked for.

    Raises CannotDo where the source declares none, or where it needs what was not given.
    """
    if source.download is None:
        raise CannotDo(
            f"No address is declared for {source.name}. Download its file from "
            f"{source.homepage or source.publisher} and give its path."
        )
    needed = re.findall(r"{(\w+)}", source.download.address)
    missing = [name for name in needed if not given.get(name)]
    if missing:
        raise CannotDo(
            f"{source.name} is published by {missing[0]}: say which with --{missing[0]}."
        )
    forms = {"month": r"\d{4}-(0[1-9]|1[0-2])", "year": r"\d{4}"}
    for name in needed:
        if not re.fullmatch(forms.get(name, r"[\w-]+"), given[name], re.ASCII):
            example = "2025-06" if name == "month" else "2024"
            raise CannotDo(f'"{given[name][:30]}" is no {name}. Write it like {example}.')
    return source.download.address.format(**given), source.download


def fetch(url: str, into: Path, *, largest: int, sha256: str = "") -> Fetched:
    """Fetch a file into a folder, going on after breaks; give it once it is whole.

    largest: bytes it may have. sha256: the checksum it must have, where it is known.
    Raises CannotDo with a sentence; a part that can be gone on with stays for the next time.
    """
    _refuse_unsafe(url)
    into.mkdir(parents=True, exist_ok=True)
    target = into / _name(url)
    part = target.with_name(f"{target.name}.part")
    why = ""
    with _progress(target.name) as bar:
        for _ in range(ATTEMPTS):
            try:
                if _go_on(url, part, largest, bar):
                    return _finished(part, target, sha256)
            except urllib.error.HTTPError as refusal:
                if refusal.code == 416:  # what we have is no part of what is there now
                    part.unlink(missing_ok=True)
                    continue
                raise CannotDo(_refused(url, refusal)) from None
            except (OSError, HTTPException) as broken:
                why = _said(broken)
    raise CannotDo(f"{url}: broke off {ATTEMPTS} times ({why}). {WHAT_IF}")


def _said(broken: Exception) -> str:
    if isinstance(broken, TimeoutError | socket.timeout):
        return f"nothing came for {TIMEOUT:.0f} seconds"
    reason = getattr(broken, "reason", None) or getattr(broken, "strerror", None) or broken
    return str(reason) or type(broken).__name__


def _refused(url: str, refusal: urllib.error.HTTPError) -> str:
    if refusal.code == 404:
        return f"{url}: there is no such file. Check the month or year."
    return f"{url}: the server refused ({refusal.code} {refusal.reason}). Try again later."


def _refuse_unsafe(url: str) -> None:
    """Refuse any address but https, and plain http to this machine."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "https" and host:
        return
    if parts.scheme == "http" and _is_here(host):
        return
    raise CannotDo(f"{url[:200]}: is not an https address. Data is fetched over https alone.")


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _name(url: str) -> str:
    name = Path(unquote(urlsplit(url).path)).name
    safe = re.sub(r"[^A-Za-z0-9._-]", "-", name).strip(".")
    return safe[:120] or "download"


class _SafeRedirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to where we would have gone ourselves."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str,
        headers: HTTPMessage, newurl: str,
    ) -> urllib.request.Request | None:  # fmt: skip
        _refuse_unsafe(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _go_on(url: str, part: Path, largest: int, bar: "_Bar") -> bool:
    """Fetch what is still missing; give whether the file is whole now."""
    have, version = _held(part)
    wanted = {"User-Agent": "goldenthread", "Accept-Encoding": "identity"}
    if have and version:
        wanted |= {"Range": f"bytes={have}-", "If-Range": version}
    request = urllib.request.Request(url, headers=wanted)  # noqa: S310 - checked by _refuse_unsafe
    opener = urllib.request.build_opener(_SafeRedirects)
    with opener.open(request, timeout=TIMEOUT) as answer:
        goes_on = answer.status == 206 and _begins_at(answer) == have
        begin = have if goes_on else 0
        whole = _whole_length(answer, begin)
        if whole is not None and whole > largest:
            raise CannotDo(_too_large(url, largest))
        _remember(part, answer)
        bar.begin(begin, whole)
        with part.open("ab" if goes_on else "wb") as file:
            _copy(answer, file, url, begin, largest, bar)
    return whole is None or part.stat().st_size >= whole


def _copy(answer: Any, file: IO[bytes], url: str, begin: int, largest: int, bar: "_Bar") -> None:
    total = begin
    while piece := answer.read(PIECE):
        total += len(piece)
        if total > largest:
            raise CannotDo(_too_large(url, largest))
        file.write(piece)
        bar.step(len(piece))


def _too_large(url: str, largest: int) -> str:
    return f"{url}: is larger than {largest // 1_000_000:,} MB. No file of this source should be."


def _begins_at(answer: Any) -> int:
    found = re.match(r"bytes (\d+)-", answer.headers.get("Content-Range", ""))
    return int(found[1]) if found else -1


def _whole_length(answer: Any, begin: int) -> int | None:
    length = answer.headers.get("Content-Length", "")
    return begin + int(length) if length.isdigit() else None


def _held(part: Path) -> tuple[int, str]:
    """Give how many bytes are there, and of which version of the file."""
    told = part.with_suffix(".version")
    if not part.is_file() or not told.is_file():
        return 0, ""
    try:
        return part.stat().st_size, str(json.loads(told.read_text(encoding="utf-8"))["version"])
    except (ValueError, KeyError, TypeError):
        return 0, ""


def _remember(part: Path, answer: Any) -> None:
    tag = answer.headers.get("ETag", "")
    version = tag if tag and not tag.startswith("W/") else answer.headers.get("Last-Modified", "")
    part.with_suffix(".version").write_text(json.dumps({"version": version}), encoding="utf-8")


def _finished(part: Path, target: Path, sha256: str) -> Fetched:
    with part.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
        size = os.fstat(file.fileno()).st_size
    part.with_suffix(".version").unlink(missing_ok=True)
    if sha256 and found != sha256.lower():
        part.unlink()
        raise CannotDo(
            f"{target.name}: has the checksum {found}, and {sha256} was asked for. It was thrown "
            "away. Check the checksum, or fetch it again."
        )
    part.replace(target)
    return Fetched(target, found, size)


class _Bar:
    """What is shown of a download; nothing where nobody looks."""

    def __init__(self, progress: Progress | None, name: str) -> None:
        self._progress = progress
        self._task = progress.add_task(name, total=None) if progress else None

    def begin(self, have: int, whole: int | None) -> None:
        """Say how much there is, and how much of it was there already."""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, completed=have, total=whole)

    def step(self, count: int) -> None:
        """Say that so many bytes more have come."""
        if self._progress is not None and self._task is not None:
            self._progress.advance(self._task, count)


@contextmanager
def _progress(name: str) -> Iterator[_Bar]:
    if not sys.stderr.isatty():
        yield _Bar(None, name)
        return
    columns = ("{task.description}", BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield _Bar(progress, name)

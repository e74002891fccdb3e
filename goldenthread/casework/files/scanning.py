"""Asks a virus scanner (clamd) whether a file is clean, where one is set up."""

import socket
import struct

from django.conf import settings

from goldenthread.accounts.rules import RuleBroken

PATIENCE, PIECE = 30, 65_536  # seconds; bytes
CLEAN, FOUND = b": OK", b" FOUND"


def scanned(data: bytes) -> bool:
    """Say whether a scanner found a file clean; False where none is set up.

    Raises RuleBroken where it found something, and where it is set up and does not answer: a
    file that should be scanned is never kept unscanned.
    """
    if not settings.SCANNER:
        return False
    try:
        said = _ask(settings.SCANNER, data)
    except (OSError, ValueError):
        said = b""
    if said.endswith(CLEAN):
        return True
    if said.endswith(FOUND):
        raise RuleBroken("A virus was found in this file, so we did not keep it.")
    raise RuleBroken("We cannot check files for viruses just now. Please try again later.")


def _ask(address: str, data: bytes) -> bytes:
    """Send a file to clamd and give what it says. address: host:port, or the path of a socket."""
    with _connected(address) as line:
        line.sendall(b"zINSTREAM\0")
        for begin in range(0, len(data), PIECE):
            piece = data[begin : begin + PIECE]
            line.sendall(struct.pack("!L", len(piece)) + piece)
        line.sendall(struct.pack("!L", 0))
        said = b""
        while not said.endswith(b"\0"):
            more = line.recv(4096)
            if not more:
                break
            said += more
    return said.rstrip(b"\0\n")


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(PATIENCE)
        line.connect(address)
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE)

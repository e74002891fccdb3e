"""A mail server of this machine for tests: takes letters in, and can be told to be unwell."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class _Talk(socketserver.StreamRequestHandler):
    """One connection, by as much of RFC 5321 as a client needs."""

    server: "MailServer"

    def handle(self) -> None:
        self._say("220 mail.example.org")
        to: list[str] = []
        while line := self.rfile.readline():
            word = line.decode("ascii", "replace").strip()
            verb = word.upper()
            if verb.startswith(("EHLO", "HELO")):
                self._say("250 mail.example.org")
            elif verb.startswith("MAIL FROM"):
                self._say(self.server.refuses or "250 fine")
                to = []
            elif verb.startswith("RCPT TO"):
                to.append(word[9:-1] if word.endswith(">") else word[8:])
                self._say("250 fine")
            elif verb == "DATA":
                self._say("354 go on")
                self.server.take(to, self._letter())
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("221 goodbye")
                return
            else:
                self._say("250 fine")

    def _letter(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """Holds what came in. `refuses`: an answer such as "451 later", given to every letter."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.letters: list[tuple[list[str], EmailMessage]] = []
        self.refuses = ""

    def take(self, to: list[str], raw: bytes) -> None:
        """Keep a letter."""
        self.letters.append((to, message_from_bytes(raw, policy=policy.default)))

    @property
    def port(self) -> int:
        """Where it answers."""
        return self.server_address[1]

    @property
    def kept(self) -> dict[str, EmailMessage]:
        """One of each, by Message-ID: what a mailbox shows that drops what it has already."""
        return {letter["Message-ID"]: letter for _, letter in self.letters}


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A running mail server."""
    server = MailServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""`goldenthread serve`: set the database up and answer on an address of this machine."""

import argparse
import secrets
import socket

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from goldenthread.commands import CannotDo, Subcommands, add, say, tell

HOST = "127.0.0.1"
WORKERS, THREADS = 2, 4


def register(commands: Subcommands) -> None:
    """Add the subcommand."""
    serve = add(commands, "serve", _serve, help="Serve the pages on this machine")
    serve.add_argument("--port", type=int, default=8000, help="the port to answer on (8000)")
    serve.add_argument(
        "--example", action="store_true", help="load the worked example and print its sign-ins"
    )


def _serve(chosen: argparse.Namespace) -> None:
    refuse_taken_port(chosen.port)
    call_command("migrate", verbosity=0)
    if not settings.STATIC_ROOT.exists():
        call_command("collectstatic", interactive=False, verbosity=0)
    if chosen.example:
        _show_example()
    connections.close_all()  # a worker must not inherit a connection
    say(f"\nGolden Thread answers on http://{HOST}:{chosen.port}  (Ctrl+C stops it)\n")
    _answer(chosen.port)


def refuse_taken_port(port: int) -> None:
    """Raise CannotDo with a sentence where something answers on the port already."""
    if not 1 <= port <= 65535:
        raise CannotDo(f"{port} is not a port. Name one from 1024 to 65535: make run PORT=8001")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise CannotDo(
                f"Port {port} is kept for the system. Choose one from 1024: make run PORT=8001"
            ) from None
        except OSError:
            raise CannotDo(
                f"Port {port} is taken: perhaps Golden Thread runs in another window. "
                f"Stop it, or choose another port: make run PORT={port + 1}"
            ) from None


def _show_example() -> None:
    from config import example

    tell("Loading the worked example …")
    example.load()
    say("\nSign-ins of the worked example (invented people, one for each role):\n")
    password = example_password()
    for role, email in example.sign_ins(password):
        say(f"  {role:<32} {email}")
    say(f"\n  The password of all of them: {password}")


def example_password() -> str:
    """Give the password of the example's sign-ins: made once, kept readable by us alone."""
    kept = settings.DATA_DIR / "example_password"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(f"golden-{secrets.token_hex(4)}-thread")
    return kept.read_text()


def _answer(port: int) -> None:
    from gunicorn.app.base import BaseApplication

    from config.ready import post_worker_init, worker_exit

    class Server(BaseApplication):
        def load_config(self) -> None:
            self.cfg.set("bind", f"{HOST}:{port}")
            self.cfg.set("workers", WORKERS)
            self.cfg.set("threads", THREADS)
            self.cfg.set("preload_app", True)
            self.cfg.set("loglevel", "warning")
            # a way in for an operator's tool that nobody here uses
            self.cfg.set("control_socket_disable", True)
            self.cfg.set("post_worker_init", post_worker_init)
            self.cfg.set("worker_exit", worker_exit)

        def load(self) -> object:
            from config.wsgi import application

            return application

    Server().run()

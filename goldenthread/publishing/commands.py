"""`goldenthread report …`: build a report in the formats asked for, and list those built."""

import argparse
import os
import tempfile
from datetime import date
from pathlib import Path

from goldenthread.accounts.commands import named_partnership
from goldenthread.accounts.rules import RuleBroken
from goldenthread.commands import (
    FINE,
    FOUND_WRONG,
    CannotDo,
    Subcommands,
    add,
    group,
    print_json,
    say,
)
from goldenthread.declared import nearest
from goldenthread.publishing import changes, declaring, queries, rules, verifying
from goldenthread.publishing.checking import commands as checking
from goldenthread.publishing.models import Publication, Report


def register(commands: Subcommands) -> None:
    """Add the subcommands of this room."""
    checking.register(commands)
    words = group(commands, "report", help="Reports in which every figure traces")
    build = add(words, "build", _build, help="Build a report and keep it with its figures")
    build.add_argument("name", help="of a file or folder in definitions/reports: quarterly")
    build.add_argument("--period", required=True, help='such as "Q1 2025/26"')
    build.add_argument("--format", default="html,pdf", metavar="LIST", help="any of "
                       f"{', '.join(rules.FORMATS)}; left out: html,pdf")  # fmt: skip
    build.add_argument(
        "--about", default="", metavar="KEY", help="its priority, area or group, if it has one"
    )
    build.add_argument("--meeting", default="", metavar="DAY",
                       help="the day of the meeting it goes to, if to one")  # fmt: skip
    build.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="folder for files")
    build.add_argument("--as-of", default="", metavar="DAY", help="2026-03-31; left out: today")
    listed = add(words, "list", _list, help="List the reports that are published")
    verify = add(
        words, "verify", _verify, help="Prove that what is published is what was published"
    )
    verify.add_argument("address", nargs="?", default="", help="of one publication; left out: all")
    for parser in (build, listed, verify):
        parser.add_argument("--partnership", default="", metavar="SLUG",
                            help="whose report; left out: the default partnership")  # fmt: skip
        parser.add_argument("--json", action="store_true", help="print JSON")


def _build(chosen: argparse.Namespace) -> int:
    try:
        declared = declaring.report(chosen.name)
        formats = rules.read_formats(chosen.format)
        period = rules.read_period(chosen.period, declared.period_kinds)
        partnership = named_partnership(chosen.partnership)
        folder = _folder(chosen.out)
        report = changes.build_report(
            declared,
            partnership=partnership,
            period=period,
            formats=formats,
            by=None,
            as_of=_day(chosen.as_of),
            subject=chosen.about,
            meets_on=_day(chosen.meeting),
        )
    except RuleBroken as why:
        raise CannotDo(str(why)) from None
    written = {one.format: _write(folder, report, one.format) for one in report.files.all()}
    if chosen.json:
        print_json({**_told(report), "files": {name: str(path) for name, path in written.items()}})
        return FINE
    say(f"{report}: {report.figures.count()} numbers, each with its source.")
    for item in report.summary:
        say(f"  {item['count']:>3}  {item['label']}")
    if report.worst:
        say(f"Most in need of attention: {report.worst}.")
    for path in written.values():
        say(str(path))
    return FINE


def _folder(path: Path) -> Path:
    """Give the folder for the files, made where missing. Refuses before anything is built."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as why:
        raise CannotDo(f"{path} cannot be made a folder: {why.strerror}. Name another.") from None
    if not os.access(path, os.W_OK):
        raise CannotDo(f"Nothing may be written to {path}. Name another folder with --out.")
    return path


def _write(folder: Path, report: Report, name: str) -> Path:
    """Write one format beside its place and move it there whole; the old one stands until then."""
    file = queries.file_of(report, name)
    assert file is not None
    path = folder / report.file_named(name)
    handle, fresh = tempfile.mkstemp(dir=folder, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(bytes(file.content))
        Path(fresh).chmod(0o644)
        Path(fresh).replace(path)
    except OSError as why:
        raise CannotDo(f"{path} could not be written: {why.strerror}.") from None
    finally:
        Path(fresh).unlink(missing_ok=True)
    return path


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CannotDo(f'"{text[:40]}" is no day. Write it like 2026-03-31.') from None


def _list(chosen: argparse.Namespace) -> int:
    found = Report.objects.of(named_partnership(chosen.partnership))
    if chosen.json:
        print_json([_told(one) for one in found])
        return FINE
    if not found:
        say('No report yet. Build one: goldenthread report build quarterly --period "Q1 2025/26"')
    for one in found:
        say(f"{one}, as known on {one.as_of}, built {one.built_at:%Y-%m-%d %H:%M}")
    return FINE


def _verify(chosen: argparse.Namespace) -> int:
    partnership = named_partnership(chosen.partnership)
    every = list(Publication.objects.of(partnership).select_related("report", "partnership"))
    known = [one.address for one in every]
    if chosen.address and chosen.address not in known:
        raise CannotDo(
            f'Nothing is published at "{chosen.address}". {nearest(chosen.address, known)}'
        )
    asked = [one for one in every if chosen.address in ("", one.address)]
    found = {one.address: verifying.faults(one) for one in asked}
    if chosen.json:
        print_json(found)
    else:
        for address, faults in found.items():
            say(f"{address}: {'proved equal' if not faults else 'NOT as published'}")
            for fault in faults:
                say(f"  {fault}")
        if not found:
            say("Nothing is published yet.")
    return FOUND_WRONG if any(found.values()) else FINE


def _told(report: Report) -> dict:
    return {
        "report": report.pk,
        "name": report.name,
        "title": report.title,
        "period": str(report.period),
        "as_of": report.as_of.isoformat(),
        "built": report.built_at.isoformat(),
        "figures": report.figures.count(),
        "summary": {item["key"]: item["count"] for item in report.summary},
        "worst": report.worst,
        "sha256": {one.format: one.sha256 for one in queries.files_of(report)},
    }

"""The reference page of sources, and the JSON Schema that editors check a declared source with."""

import json
from collections.abc import Iterator

from goldenthread.sources import declaring
from goldenthread.sources.declaring import DeclaredSource
from goldenthread.sources.reading.columns import Column
from goldenthread.sources.reading.layouts import DeclaredPeriod, Layout


def page() -> Iterator[str]:
    """Give the page: every source that files can be loaded from, with its columns."""
    yield "# Sources of data\n"
    yield "What `goldenthread evidence ingest SOURCE PATH…` loads. A file's header must be word"
    yield "for word, and in the order, as it stands here; nothing is guessed. Declared in"
    yield "`definitions/sources/`; editors check those files with `source.schema.json`.\n"
    for one in declaring.sources().values():
        if one.layouts:
            yield from _source(one)


def schema() -> str:
    """Give the JSON Schema of a declared source."""
    made = DeclaredSource.model_json_schema(by_alias=True)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = "A source of data, declared in definitions/sources"
    return json.dumps(made, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _source(one: DeclaredSource) -> Iterator[str]:
    yield f"## {one.name} (`{one.command}`)\n"
    yield f"{one.publisher}. {one.licence}. {f'Comes {one.refresh}.' if one.refresh else ''}\n"
    for note in one.notes:
        yield f"- {note}"
    if one.download:
        yield f"- Fetched with `--download` from {one.download.address}. {one.download.note}"
    yield ""
    for layout in one.layouts:
        yield from _layout(layout)


def _layout(one: Layout) -> Iterator[str]:
    yield f"### {one.name} (`{one.id}`)\n"
    yield f"- Found in folders and archives by the name `{one.files}`"
    yield f"- Time: {_time(one.period)}"
    if one.geography:
        yield f"- Areas: {one.geography}"
    if one.key:
        yield f"- No two rows share: {', '.join(one.key)}"
    for rule in one.set_aside:
        yield f"- {'Kept with a word' if rule.kept else 'Left out'}: {rule.reason}"
    for total in one.sums:
        yield f"- {total.total} must be the sum of {', '.join(total.parts)}"
    yield "\n| column | kind | what may stand there |\n|---|---|---|"
    for column in one.columns:
        yield f"| {_named(column)} | {column.type} | {_told(column)} |"
    yield ""


def _named(one: Column) -> str:
    if one.each:
        return f"{one.each[0]} to {one.each[1]}"
    return (one.name or "(no name)").replace("|", "\\|")


def _time(one: DeclaredPeriod) -> str:
    if one.timeless:
        return "none; a list that holds until the next one"
    if one.not_stated:
        return f"not stated. {one.not_stated}. Nothing is counted by period"
    if one.on:
        return one.on
    if one.name:
        return "said by the file's name, or with `--period`"
    return f"said by {' and '.join(filter(None, (one.column, one.quarter)))}"


def _told(one: Column) -> str:
    told = [f'written like "{one.how}"'] if one.written else []
    if one.area:
        told.append(f"a code of {one.area}")
    if one.low is not None or one.high is not None:
        ends = (one.low, "at least"), (one.high, "at most")
        told += [f"{word} {end:,g}" for end, word in ends if end is not None]
    if one.choices:
        told.append(_choices(one.choices))
    if one.length:
        told.append(f"{one.length} characters")
    if one.pattern:
        told.append(f"the form `{one.pattern}`".replace("|", "\\|"))
    if one.missing:
        told.append(f"{' or '.join(one.missing)} for what is not known")
    if one.blank:
        told.append("may be empty")
    if one.means:
        told.append(one.means)
    return "; ".join(told)


def _choices(given: list[str] | dict[str, str]) -> str:
    if isinstance(given, dict):
        return "one of " + ", ".join(f"{code} ({what})" for code, what in given.items())
    return "one of " + ", ".join(given)

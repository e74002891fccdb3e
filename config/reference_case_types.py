"""The reference pages of case types: one for each declared file, and a list of them."""

from collections.abc import Iterator

from goldenthread.casework.types.model import CaseType
from goldenthread.casework.types.reading import files, read_types
from goldenthread.casework.types.telling import Part, parts

FOLDER = "case-types"


def pages() -> dict[str, str]:
    """Give every page by file name, the list among them."""
    types = read_types(files())
    found = {f"{FOLDER}/{one.id}.md": "\n".join(_page(one)) for one in types}
    return {"case-types.md": "\n".join(_list(types)), **found}


def _list(types: list[CaseType]) -> Iterator[str]:
    yield "# Kinds of case\n"
    yield "Each is one file under definitions/casework/types. What may stand in one is in"
    yield "[the schema](case-type.schema.json).\n"
    for one in types:
        sealed = " Sealed." if one.sealed else ""
        yield f"- [{one.name}]({FOLDER}/{one.id}.md): {one.purpose}{sealed}"


def _page(of: CaseType) -> Iterator[str]:
    yield f"# {of.name}\n\n{of.purpose}\n"
    yield f"`{of.id}`, version {of.version}, in force from {of.in_force_from:%-d %B %Y}. Marked"
    yield f"{of.marking}. Written by {of.written_by}, checked by {of.checked_by}. Follows"
    yield f"{', '.join(of.rules)}; serves {', '.join(of.serves)}.\n"
    if of.sealed:
        yield "**Sealed:** only the people named on a case see anything of it; counts alone leave"
        yield "it.\n"
    if of.front_door:
        yield f"Anybody can report it: \u201c{of.front_door}\u201d\n"
    for part in parts(of):
        yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    yield f"## {part.title}\n"
    if not part.rows:
        yield f"{part.none}\n"
        return
    yield f"| {' | '.join(part.heads)} |"
    yield "|---" * len(part.heads) + "|"
    for row in part.rows:
        yield f"| {' | '.join(_cell(one) for one in row)} |"
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")

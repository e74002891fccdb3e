"""The API as a page of the reference, and its description as a file whose changes can be seen."""

import json
from collections.abc import Iterator
from typing import Any

from goldenthread.publishing.api import describing

V1 = "/api/v1"


def page() -> Iterator[str]:
    """Write docs/reference/api.md."""
    told = describing.schema(V1)
    yield "# The API\n"
    yield f"{told['info']['description']}\n"
    yield f"Version {told['info']['version']}; the same for programs: `{V1}/openapi.json` of any"
    yield "installation, and [openapi.json](openapi.json). Addresses of a partnership that does not"
    yield "stand at the root begin with its name: `/exampleshire/api/v1/plans`.\n"
    for path, methods in told["paths"].items():
        yield from _operation(path, methods["get"])
    yield "## What the answers hold\n"
    for name, what in told["components"]["schemas"].items():
        yield f"### {name}\n\n{what['description']}\n"
        yield from _table(("field", "holds", "means"), describing.fields_of(name))
    yield "## When there is no answer\n"
    yield "`application/problem+json` with a sentence that says what to do.\n"
    yield from _table(("status", "why"), describing.REFUSALS.items())


def _operation(path: str, told: dict[str, Any]) -> Iterator[str]:
    yield f"## {told['summary']}\n"
    yield f"`GET {V1}{path}` (`{told['operationId']}`)\n"
    yield f"{told['description']} Answers with {describing.answer_of(told)}.\n"
    rows = describing.parameters(told)
    if rows:
        yield from _table(("parameter", "holds", "means"), rows)


def _table(heads: tuple[str, ...], rows: Any) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    for first, *others in rows:
        cells = [str(cell).replace("|", "\\|") for cell in others]
        yield f"| `{first}` | {' | '.join(cells)} |"
    yield ""


def schema() -> str:
    """Write docs/reference/openapi.json."""
    return json.dumps(describing.schema(V1), indent=1, ensure_ascii=False) + "\n"

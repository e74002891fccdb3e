"""Case types as they are declared: found, read and checked."""

import json
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from goldenthread.casework.types.checking import mistakes
from goldenthread.casework.types.model import CaseType
from goldenthread.commands import CannotDo
from goldenthread.declared import nearest, read, said


def folder() -> Path:
    """Give the folder in which case types are declared."""
    return Path(settings.DEFINITIONS_DIR) / "casework" / "types"


def files() -> list[Path]:
    """Give every file that declares a case type."""
    return sorted(folder().glob("*.yaml"))


def read_type(path: Path) -> CaseType:
    """Read one case type. Raises CannotDo with every mistake in it, each by file and line."""
    found = read(path, CaseType)
    told = mistakes(found)
    if found.id != path.stem:
        what = f'is "{found.id}", but the file is {path.name}. Name both alike.'
        told.insert(0, str(found.mistake("id", what)))
    if told:
        raise CannotDo("\n".join(told))
    return found


def read_types(paths: Sequence[Path]) -> list[CaseType]:
    """Read case types, telling the mistakes of all files together. Raises CannotDo."""
    found, told = [], []
    for path in paths:
        try:
            found.append(read_type(path))
        except CannotDo as why:
            told.append(str(why))
    if told:
        raise CannotDo("\n".join(told))
    return found


def case_type(id: str) -> CaseType:
    """Give one declared case type. Raises CannotDo naming the nearest."""
    every = {path.stem: path for path in files()}
    if id not in every:
        raise CannotDo(f'No case type is declared as "{id}" in {said(folder())}. '
                       f"{nearest(id, every)}")  # fmt: skip
    return read_type(every[id])


def schema() -> str:
    """Give the JSON Schema of a case type, for editors that check a file while it is written."""
    made = CaseType.model_json_schema(by_alias=True)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = "A case type, declared in definitions/casework/types"
    return json.dumps(made, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def text_of(id: str) -> str:
    """Give the file that declares a case type, word for word."""
    return (folder() / f"{id}.yaml").read_text(encoding="utf-8-sig")

"""Numbers by district of any year's list, as numbers by the districts and larger areas of today.

A council that was merged since counts for the one that took it over, once all its parts are
there; a region or a force area only where all its districts are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from goldenthread.places import lookups

# Somerset West and Taunton (2019) was Taunton Deane and West Somerset: a list holds one or two.
_INSTEAD = {"E07000246": frozenset({"E07000190", "E07000191"})}
ENGLAND, WALES = "E92000001", "W92000004"


@dataclass(frozen=True)
class Today:
    """Numbers by today's areas.

    values: by code. added: today's districts that were several. unknown: codes that no list of
    ours holds. incomplete: today's districts of which a part is absent, with the absent parts.
    """

    values: Mapping[str, tuple[float, ...]]
    added: Mapping[str, tuple[str, ...]]
    unknown: tuple[str, ...]
    incomplete: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def _now() -> dict[str, str]:
    """Give today's code by every code, today's own and older ones."""
    found = {}
    for one in lookups.districts():
        found[one["code"]] = one["code"]
        found |= dict.fromkeys(one["earlier"].split(), one["code"])
    return found


def today(numbers: Mapping[str, tuple[float, ...]]) -> Today:
    """Bring numbers by district of any year's list to today's districts, and add up."""
    now = _now()
    parts: dict[str, list[str]] = {}
    for code in numbers:
        if code in now:
            parts.setdefault(now[code], []).append(code)
    values: dict[str, tuple[float, ...]] = {}
    added, incomplete = {}, {}
    for code, found in parts.items():
        absent = _absent(code, set(found))
        if absent:
            incomplete[code] = absent
            continue
        chosen = [code] if code in found else sorted(found)
        values[code] = _sum([numbers[one] for one in chosen])
        if len(chosen) > 1:
            added[code] = tuple(chosen)
    unknown = tuple(sorted(code for code in numbers if code not in now))
    return Today(values | _larger(values), added, unknown, incomplete)


def _absent(code: str, found: set[str]) -> tuple[str, ...]:
    """Give the older parts of a district that a list should hold beside those it holds."""
    if code in found:
        return ()
    wanted = {
        one for district in lookups.districts() if district["code"] == code
        for one in district["earlier"].split()
    }  # fmt: skip
    for whole, split in _INSTEAD.items():
        if whole in wanted:
            wanted -= split if whole in found else {whole}
    return tuple(sorted(wanted - found))


def _larger(values: Mapping[str, tuple[float, ...]]) -> dict[str, tuple[float, ...]]:
    """Add up force areas, regions and countries of which every district is there."""
    members: dict[str, set[str]] = {}
    for one in lookups.districts():
        country = WALES if one["code"].startswith("W") else ENGLAND
        for whole in {one["force"], one["region"], country}:
            members.setdefault(whole, set()).add(one["code"])
    return {
        whole: _sum([values[one] for one in sorted(codes)])
        for whole, codes in members.items()
        if codes <= set(values)
    }


def _sum(every: list[tuple[float, ...]]) -> tuple[float, ...]:
    return tuple(sum(column) for column in zip(*every, strict=True))

"""What rooms above tell about our groups, without our knowing those rooms.

A room hands a function here when it starts (`AppConfig.ready`). So a group's page can say
which priority it leads, though priorities stand floors above and no arrow points up.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person


@dataclass(frozen=True)
class Told:
    """One thing told of a group: "Leads", the priority's name, and its page."""

    label: str
    text: str
    url: str = ""


def page_at(name: str, *args: str | int) -> str:
    """Give the address of a page that another room may have; empty where it has none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


Teller = Callable[[Partnership, Person, Iterable[int]], dict[int, list[Told]]]
_tellers: list[Teller] = []


def tell_of_groups(teller: Teller) -> Teller:
    """Take up a function that gives, for primary keys of groups, what is told of each."""
    if teller not in _tellers:
        _tellers.append(teller)
    return teller


def told_of(
    partnership: Partnership, by: Person, groups: Iterable[int]
) -> dict[int, dict[str, list[Told]]]:
    """Give what is told of each group, gathered by label, as far as this person may see it."""
    wanted = list(groups)
    gathered: dict[int, dict[str, list[Told]]] = {pk: {} for pk in wanted}
    for teller in _tellers:
        for pk, every in teller(partnership, by, wanted).items():
            for one in every:
                gathered[pk].setdefault(one.label, []).append(one)
    return gathered

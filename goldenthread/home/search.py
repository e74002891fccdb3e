"""Search over everything, and keeping its index in step with what was done."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.urls import reverse

from goldenthread import search as rooms
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person, may
from goldenthread.accounts.rules import PERMISSIONS
from goldenthread.audit.models import ChainEnd
from goldenthread.audit.queries import events_since
from goldenthread.delivery import queries as delivery
from goldenthread.evaluation import queries as evaluation
from goldenthread.funding import queries as funding
from goldenthread.home import rules
from goldenthread.home.models import SearchEntry, SearchState
from goldenthread.hotspots import queries as hotspots
from goldenthread.indicators import finding as indicators
from goldenthread.partnership import queries as partnerships
from goldenthread.strategy import queries as strategies

MOST = 200  # results of one search; whoever needs more adds a word

Provider = Callable[[Partnership], Iterable[rooms.Found]]
# Each room's things, and the permission to find those that are not public.
PROVIDERS: tuple[tuple[Provider, str], ...] = (
    (partnerships.search_documents, "partnership.read"),
    (strategies.search_documents, "strategy.read_draft"),
    (indicators.search_documents, "public.read"),
    (delivery.search_documents, "delivery.read"),
    (hotspots.search_documents, "hotspots.read"),
    (funding.search_documents, "funding.read"),
    (evaluation.search_documents, "evaluation.read"),
)
# Rooms in which nothing is done that changes what any of those say.
OF_NO_CONCERN = ("accounts", "casework", "publishing", "sources")
SAME = ("kind", "title", "text", "permission")


@dataclass(frozen=True)
class Found:
    """One thing found, with the part of its text that fits."""

    kind: str
    title: str
    url: str
    excerpt: str


def find(partnership: Partnership, typed: str, *, by: Person, kind: str = "") -> list[Found]:
    """Give what fits every typed word and what this person may see, the best first.

    typed: any text; no words in it, nothing found. kind: only things of this kind.
    """
    words = rules.words_of(typed)
    if not words:
        return []
    _follow(partnership)
    allowed = [name for name in PERMISSIONS if may(by, name, on=partnership)]
    best = _best(partnership, words, allowed, kind)
    entries = SearchEntry.objects.of(partnership).in_bulk(best)
    found = [entries[number] for number in best if number in entries]
    return [Found(e.kind, e.title, _page(e.address), rules.excerpt(e.text, words)) for e in found]


def _page(address: str) -> str:
    """Give the place of an entry, under the address of the partnership that asks."""
    page, _, anchor = address.partition(" #")
    name, *arguments = page.split(" ")
    at = reverse(name, args=arguments)
    return f"{at}#{anchor}" if anchor else at


# A word in the title weighs ten times one in the text. Typed words are parameters only.
SQLITE = """
    SELECT e.id FROM home_search_words JOIN home_searchentry e ON e.id = home_search_words.rowid
    WHERE home_search_words MATCH %s AND e.partnership_id = %s AND e.permission IN ({marks})
      AND (%s = '' OR e.kind = %s)
    ORDER BY bm25(home_search_words, 10.0, 1.0), e.id LIMIT %s"""
POSTGRESQL = """
    SELECT e.id FROM home_searchentry e, to_tsquery('english', %s) AS typed
    WHERE e.words @@ typed AND e.partnership_id = %s AND e.permission IN ({marks})
      AND (%s = '' OR e.kind = %s)
    ORDER BY ts_rank('{{0.1, 0.2, 0.1, 1.0}}', e.words, typed) DESC, e.id LIMIT %s"""

# English words that say nothing ("Doing with not to") stand in no index of PostgreSQL; a title
# that holds only such is found by its letters.
OF_TITLES = """
    SELECT e.id FROM home_searchentry e
    WHERE numnode(to_tsquery('english', %s)) = 0 AND e.title ILIKE %s
      AND e.partnership_id = %s AND e.permission IN ({marks}) AND (%s = '' OR e.kind = %s)
    ORDER BY e.id LIMIT %s"""


def _best(partnership: Partnership, words: list[str], allowed: list[str], kind: str) -> list[int]:
    """Give the numbers of the entries that fit, the best first."""
    on_sqlite = connection.vendor == "sqlite"
    query = rules.for_sqlite(words) if on_sqlite else rules.for_postgresql(words)
    marks = ", ".join(["%s"] * len(allowed))
    of_whom: list[str | int] = [partnership.pk, *allowed, kind, kind, MOST]
    statement = (SQLITE if on_sqlite else POSTGRESQL).format(marks=marks)
    with connection.cursor() as cursor:
        cursor.execute(statement, [query, *of_whom])
        found = cursor.fetchall()
        if not found and not on_sqlite:
            title = "%".join(["", *words, ""])
            cursor.execute(OF_TITLES.format(marks=marks), [query, title, *of_whom])
            found = cursor.fetchall()
    return [row[0] for row in found]


def _follow(partnership: Partnership) -> None:
    """Bring the index up to date if anything that can be found was changed since it was last."""
    end = ChainEnd.objects.filter(partnership=partnership.pk).values_list("number", flat=True)
    number, state = end.first() or 0, SearchState.objects.of(partnership).first()
    if state is None:
        refresh(partnership)
    elif state.event_number != number:
        verbs = events_since(partnership, state.event_number).values_list("verb", flat=True)
        if any(verb.partition(".")[0] not in OF_NO_CONCERN for verb in verbs.iterator()):
            refresh(partnership)
        else:
            state.event_number = number
            state.save()


@transaction.atomic
def refresh(partnership: Partnership) -> int:
    """Make the index say what the rooms say now; give how many entries changed.

    Only entries that differ are written. The place in the record is read first, so that
    whatever is done meanwhile is followed the next time.
    """
    end = ChainEnd.objects.filter(partnership=partnership.pk).first()
    number = end.number if end else 0
    wanted = {said["address"]: said for said in _everything(partnership)}
    known = {entry.address: entry for entry in SearchEntry.objects.of(partnership)}
    changed = _write(partnership, wanted, known)
    gone = [entry.pk for address, entry in known.items() if address not in wanted]
    SearchEntry.objects.of(partnership).filter(pk__in=gone).delete()
    SearchState.objects.update_or_create(partnership=partnership, defaults={"event_number": number})
    return changed + len(gone)


def _everything(partnership: Partnership) -> Iterator[dict[str, str]]:
    """Give what every room says of its things, as the fields of an entry."""
    for provide, otherwise in PROVIDERS:
        for one in provide(partnership):
            yield {
                "address": _address(one),
                "kind": one.kind,
                "title": one.title[:400],
                "text": one.text,
                "permission": "public.read" if one.public else one.needs or otherwise,
            }


def _address(one: rooms.Found) -> str:
    anchor = [f"#{one.anchor}"] if one.anchor else []
    return " ".join([one.url, *map(str, one.arguments), *anchor])


def _write(
    partnership: Partnership, wanted: dict[str, dict[str, str]], known: dict[str, SearchEntry]
) -> int:
    new, other = [], []
    for address, said in wanted.items():
        entry = known.get(address)
        if entry is None:
            new.append(SearchEntry(partnership=partnership, **said))
        elif any(getattr(entry, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(entry, name, value)
            other.append(entry)
    SearchEntry.objects.bulk_create(new, batch_size=500)
    SearchEntry.objects.of(partnership).bulk_update(other, SAME, batch_size=200)
    return len(new) + len(other)

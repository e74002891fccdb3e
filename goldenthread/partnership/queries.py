"""Every read of the room. What is not public is asked for with `by`, or guarded by the page."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Case, F, Q, QuerySet, When

from goldenthread.accounts.models import Partnership, RoleGrant
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person, may
from goldenthread.declared import Place
from goldenthread.partnership import rules
from goldenthread.partnership.models import (
    DocumentSource,
    Group,
    GroupMember,
    InformationSharingAgreement,
    LiaisonOfficer,
    Membership,
    Organisation,
)
from goldenthread.search import Found


def documents(partnership: Partnership) -> dict[str, DocumentSource]:
    """Give the documents by short name; remembered on the partnership for one request."""
    known: dict[str, DocumentSource] | None = partnership.__dict__.get("_documents")
    if known is None:
        known = {one.key: one for one in DocumentSource.objects.of(partnership)}
        partnership.__dict__["_documents"] = known
    return known


def say_places(places: Iterable[str], partnership: Partnership) -> list[str]:
    """Say where something stands: "Plan 2021 - 2025, line 352", "rule CSP-01"."""
    return [_say_place(Place.parse(text), documents(partnership)) for text in places]


def _say_place(place: Place, known: dict[str, DocumentSource]) -> str:
    if place.rule:
        return f"rule {place.rule}"
    named = known[place.document].called if place.document in known else place.document
    if place.first == place.last:
        return f"{named}, line {place.first}"
    return f"{named}, lines {place.first} to {place.last}"


def say_places_together(places: Iterable[str], partnership: Partnership) -> list[str]:
    """Say where something stands, one text for each document: "Plan 2021, lines 3 to 5 and 12"."""
    lines: dict[str, list[str]] = {}
    for place in (Place.parse(text) for text in places):
        if place.rule:
            lines[f"rule {place.rule}"] = []
            continue
        known = documents(partnership).get(place.document)
        said = f"{place.first}" if place.first == place.last else f"{place.first} to {place.last}"
        lines.setdefault(known.called if known else place.document, []).append(said)
    return [_say_lines(name, list(dict.fromkeys(said))) for name, said in lines.items()]


def _say_lines(name: str, said: list[str]) -> str:
    if not said:
        return name
    several = len(said) > 1 or " to " in said[0]
    return f"{name}, {'lines' if several else 'line'} {rules.listed(said)}"


def organisations(partnership: Partnership) -> QuerySet[Organisation]:
    """Give every body in the partnership's address book, by name."""
    return Organisation.objects.of(partnership)


def memberships_on(partnership: Partnership, on: date) -> list[Membership]:
    """Give who belongs to the partnership on a day, one row a body and class, in order of class.

    A body may stand in several lists; the list that dates it latest counts.
    """
    held: dict[tuple[int, str], Membership] = {}
    open_on = _open_on(Membership.objects.of(partnership), on).select_related("organisation")
    for one in open_on.filter(_open_on_q("organisation__", on)).order_by("pk"):
        key = (one.organisation_id, one.membership_class)
        if key not in held or (one.starts or date.min) >= (held[key].starts or date.min):
            held[key] = one
    classes = list(rules.CLASSES)
    return sorted(
        held.values(),
        key=lambda one: (classes.index(one.membership_class), one.organisation.name),
    )


def membership_history(organisation: Organisation) -> QuerySet[Membership]:
    """Give every membership a body has had, as listed."""
    return organisation.memberships.order_by("starts", "pk")


def responsible_on(partnership: Partnership, on: date) -> list[Organisation]:
    """Give the responsible authorities on a day (CSP-01)."""
    return [
        one.organisation
        for one in memberships_on(partnership, on)
        if one.membership_class == rules.RESPONSIBLE
    ]


def groups(partnership: Partnership) -> QuerySet[Group]:
    """Give every group with its parent, by name."""
    return Group.objects.of(partnership).select_related(
        "parent", "parent_organisation", "named_with"
    )


def group(partnership: Partnership, key: str) -> Group | None:
    """Give one group with what stands under and beside it; None where there is none."""
    found = groups(partnership).filter(key=key)
    return found.prefetch_related("children", "also_named").first()


def beside(one: Group) -> list[Group]:
    """Give the groups under a group and those named together with it, in one query."""
    near = Q(parent=one) | Q(named_with=one)
    return list(Group.objects.of(one.partnership_id).filter(near).order_by("name"))


def group_called(partnership: Partnership, name: str) -> Group | None:
    """Find a group by any name it goes by, capitals and "the" aside."""
    wanted = _folded(name)
    for one in groups(partnership):
        if wanted in {_folded(known) for known in (one.name, one.key, *one.aliases)}:
            return one
    return None


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split()).removeprefix("the ")


def seats_on(partnership: Partnership, on: date, *, by: Person) -> dict[int, list[GroupMember]]:
    """Give who sits in each group on a day, by the group's number: chair, vice chair, members.

    A seat that no document names is shown to those who may see the partnership's officers.
    """
    seats = _seats_on(partnership, on)
    if may(by, "partnership.read", on=partnership):
        return seats
    return {number: [one for one in held if one.places] for number, held in seats.items()}


def _seats_on(partnership: Partnership, on: date) -> dict[int, list[GroupMember]]:
    open_on = (
        _open_on(GroupMember.objects.of(partnership), on)
        .filter(Q(named_on__isnull=True) | Q(named_on__lte=on))
        .select_related("officer__organisation", "organisation", "member_group")
        .order_by("order", "pk")
    )
    by_office: dict[tuple[int, str], list[GroupMember]] = defaultdict(list)
    for seat in open_on:
        by_office[seat.group_id, seat.office].append(seat)
    held: dict[int, list[GroupMember]] = defaultdict(list)
    offices = list(rules.OFFICES)
    for (number, office), seats in sorted(
        by_office.items(), key=lambda item: offices.index(item[0][1])
    ):
        since = [seat.starts or seat.named_on for seat in seats]
        held[number] += [s for n, s in enumerate(seats) if rules.holds_seat(office, since, n)]
    return dict(held)


def seats_of(one: Group, *, by: Person) -> QuerySet[GroupMember]:
    """Give every seat of a group, the present and the past, chair first, the newest before.

    A seat that no document names is shown to those who may see the partnership's officers.
    """
    offices = Case(*(When(office=key, then=n) for n, key in enumerate(rules.OFFICES)))
    every = (
        one.members.select_related("officer__organisation", "organisation", "member_group")
        .annotate(rank=offices)
        .order_by("rank", F("named_on").desc(nulls_first=True), "order", "pk")
    )
    return every if may(by, "partnership.read", on=one) else every.exclude(places=[])


def seats_now(seats: Iterable[GroupMember], on: date) -> list[GroupMember]:
    """Keep the seats of one group that are held on a day."""
    open_on = [seat for seat in seats if holds_on(seat, on)]
    kept = []
    for office in rules.OFFICES:
        held = [seat for seat in open_on if seat.office == office]
        since = [seat.starts or seat.named_on for seat in held]
        kept += [s for n, s in enumerate(held) if rules.holds_seat(office, since, n)]
    return kept


def holds_on(one: GroupMember | LiaisonOfficer | Membership, on: date) -> bool:
    """Say whether something that has a first and a last day holds on a day."""
    return rules.Span(one.starts, one.ends).holds_on(on)


def liaison_officers(partnership: Partnership, *, by: Person) -> QuerySet[LiaisonOfficer]:
    """Give every liaison officer, the present and the past. Needs "partnership.read"."""
    require(by, "partnership.read", on=partnership)
    return LiaisonOfficer.objects.of(partnership).select_related("organisation")


def agreements(partnership: Partnership, *, by: Person) -> QuerySet[InformationSharingAgreement]:
    """Give the agreements with parties and signatures. Needs "partnership.read"."""
    require(by, "partnership.read", on=partnership)
    return InformationSharingAgreement.objects.of(partnership).prefetch_related(
        "parties", "signatures__organisation"
    )


def role_grants(partnership: Partnership, *, by: Person) -> QuerySet[RoleGrant]:
    """Give every role that people hold or held here. Needs "accounts.manage"."""
    require(by, "accounts.manage", on=partnership)
    return RoleGrant.objects.of(partnership).select_related("user").order_by("user__name", "role")


def alerts(partnership: Partnership, *, on: date) -> list[rules.Alert]:
    """Tell what is vacant or overdue on a day (CSP-10, 11, 14 and IS-05).

    For pages and work lists whose permission is "partnership.read"; it names no person.
    """
    responsible = [body.name for body in responsible_on(partnership, on)]
    return [
        *_group_alerts(partnership, on),
        *_liaison_alerts(partnership, responsible, on),
        *_agreement_alerts(partnership, responsible, on),
    ]


def _group_alerts(partnership: Partnership, on: date) -> Iterator[rules.Alert]:
    """Tell of the strategy group, and of vacant chairs in it and in the groups below it."""
    every = list(Group.objects.of(partnership).order_by("kind", "order"))
    seats = _seats_on(partnership, on)
    boards = [one for one in every if one.kind == rules.BOARD]
    board = boards[0] if boards else None
    found = rules.strategy_group_alert(
        board.name if board else None, len(seats.get(board.pk, [])) if board else 0
    )
    if found:
        yield found
    for one in boards + [g for g in every if board and g.parent_id == board.pk]:
        if one.kind not in (rules.BOARD, "subgroup"):
            continue
        chairs = sum(seat.office == "chair" for seat in seats.get(one.pk, []))
        vacant = rules.chair_alert(one.name, chairs, about=f"group:{one.key}")
        if vacant:
            yield vacant


def _liaison_alerts(
    partnership: Partnership, responsible: list[str], on: date
) -> list[rules.Alert]:
    spans: dict[str, list[rules.Span]] = defaultdict(list)
    every = LiaisonOfficer.objects.of(partnership).values_list(
        "organisation__name", "starts", "ends"
    )
    for name, starts, ends in every:
        spans[name].append(rules.Span(starts, ends))
    held = {name for name, known in spans.items() if any(one.holds_on(on) for one in known)}
    since = {name: rules.vacant_since(known, on) for name, known in spans.items()}
    return rules.liaison_alerts(
        responsible, held, {name: day for name, day in since.items() if day}
    )


def _agreement_alerts(
    partnership: Partnership, responsible: list[str], on: date
) -> Iterator[rules.Alert]:
    kept = InformationSharingAgreement.objects.of(partnership).exclude(ends__lt=on)
    every = list(kept.prefetch_related("signatures__organisation"))
    if not every:
        yield rules.no_agreement_alert()
    for one in every:
        yield from rules.agreement_alerts(
            one.title,
            responsible=responsible,
            signed={signature.organisation.name for signature in one.signatures.all()},
            review_on=one.review_on,
            on=on,
            about=f"agreement:{one.key}",
        )


def search_documents(partnership: Partnership) -> Iterator[Found]:
    """Give what search may find here: groups and organisations under all their names."""
    for one in groups(partnership):
        names = ", ".join(one.aliases)
        text = " ".join(filter(None, [names, one.state, one.note]))
        yield Found("Group", one.name, text, "group", (one.key,), True)
    for body in Organisation.objects.of(partnership):
        text = ", ".join([body.short_name, *body.aliases, body.get_kind_display()])
        yield Found("Organisation", body.name, text, "organisation", (body.key,), True)


def _open_on_q(prefix: str, on: date) -> Q:
    return (Q(**{f"{prefix}starts__isnull": True}) | Q(**{f"{prefix}starts__lte": on})) & (
        Q(**{f"{prefix}ends__isnull": True}) | Q(**{f"{prefix}ends__gte": on})
    )


def _open_on(rows: QuerySet, on: date) -> QuerySet:
    return rows.filter(_open_on_q("", on))

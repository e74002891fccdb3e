"""Declared organisations, groups and documents, made into rows."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from goldenthread.accounts.addresses import taken_first_steps
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.rules import RuleBroken, check_slug
from goldenthread.audit.changes import record
from goldenthread.declared import nearest, read
from goldenthread.partnership import declarations as declare
from goldenthread.partnership import rules
from goldenthread.partnership.keeping import Keeper, find
from goldenthread.partnership.models import (
    DocumentSource,
    Group,
    GroupMember,
    Membership,
    Officer,
    Organisation,
)


@transaction.atomic
def load_partnerships(file: Path) -> dict[str, Partnership]:
    """Make the declared partnerships; give them by key. Their own settings are left alone."""
    made = {}
    for said in read(file, declare.PartnershipsFile).partnerships:
        _check_slug(said)
        someone_is = Partnership.objects.filter(is_default=True).exists()
        made[said.key], new = Partnership.objects.get_or_create(
            slug=said.key,
            defaults={
                "name": said.name,
                "short_name": said.short,
                "area_code": said.area,
                "police_area_code": said.police_force_area,
                "is_default": said.default and not someone_is,
                "is_invented": said.invented,
            },
        )
        if new:
            record("partnership.partnership_made", by=None, about=made[said.key])
    return made


def _check_slug(said: declare.DeclaredPartnership) -> None:
    if Partnership.objects.filter(slug=said.key).exists():
        return  # it stands; what is loaded does not rename it
    try:
        check_slug(said.key, taken_first_steps())
    except RuleBroken as broken:
        raise said.mistake("key", str(broken)) from None


@dataclass
class Loaded:
    """What the room holds after loading, by key, for the rooms above to point to."""

    keeper: Keeper
    organisations: dict[str, Organisation] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    documents: dict[str, DocumentSource] = field(default_factory=dict)
    officers: dict[str, Officer] = field(default_factory=dict)
    leads: list[tuple[declare.DeclaredGroup, str]] = field(default_factory=list)  # of priorities

    def officer(self, said: declare.DeclaredPerson, places: list[str]) -> Officer:
        """Give the officer a document names, held once however often they are named."""
        key = slugify(said.person)
        if key not in self.officers:
            body = (
                find(said, "organisation", said.organisation, self.organisations, "organisation")
                if said.organisation
                else None
            )
            self.officers[key] = self.keeper.keep(
                Officer,
                match={"key": key},
                values={
                    "name": said.person,
                    "post": said.post,
                    "organisation": body,
                    "places": places,
                },
                said=said,
            )
        return self.officers[key]


@transaction.atomic
def load(folder: Path, keeper: Keeper) -> Loaded:
    """Make rows of the documents, organisations and groups declared in a folder.

    Raises CannotDo, having changed nothing, when a file is wrong.
    """
    loaded = Loaded(keeper)
    for document in read(folder / "documents.yaml", declare.DocumentsFile).documents:
        keeper.lines[document.short] = document.lines
        loaded.documents[document.short] = _document(keeper, document)
    bodies = read(folder / "organisations.yaml", declare.OrganisationsFile)
    for order, said in enumerate(bodies.organisations, start=1):
        loaded.organisations[said.key] = _organisation(keeper, said, order)
    for said in bodies.organisations:
        for person in said.people:
            named = person.model_copy(
                update={"organisation": said.key, "post": person.post or person.role}
            )
            loaded.officer(named, keeper.places(person, person.at))
    for membership in bodies.memberships:
        _membership(loaded, membership)
    _groups(loaded, read(folder / "groups.yaml", declare.GroupsFile).groups)
    return loaded


def _document(keeper: Keeper, said: declare.DeclaredDocument) -> DocumentSource:
    return keeper.keep(
        DocumentSource,
        match={"key": said.short},
        values={
            "file": said.file,
            "lines": said.lines,
            "title": said.title,
            "publisher": said.publisher,
            "kind": said.kind,
            "period": said.period,
            "published": said.published,
            "strategy_key": said.strategy,
            "places": keeper.places(said, said.at),
        },
        said=said,
    )


def _organisation(keeper: Keeper, said: declare.DeclaredOrganisation, order: int) -> Organisation:
    return keeper.keep(
        Organisation,
        match={"key": said.key},
        values={
            "order": order,
            "name": said.name,
            "short_name": said.short,
            "aliases": said.aliases,
            "kind": said.kind,
            "area_code": said.area,
            "starts": said.since,
            "ends": said.until,
            "note": said.note,
            "provenance": said.provenance,
            "places": keeper.places(said, said.at),
        },
        said=said,
    )


def _membership(loaded: Loaded, said: declare.DeclaredMembership) -> None:
    keeper = loaded.keeper
    if said.partnership != keeper.partnership.slug:
        near = nearest(said.partnership, [keeper.partnership.slug])
        raise said.mistake("partnership", f'"{said.partnership}" is not loaded here. {near}')
    body = find(said, "organisation", said.organisation, loaded.organisations, "organisation")
    try:
        rules.check_class(body.kind, said.membership_class)
        rules.check_span(said.since, said.until)
    except rules.RuleBroken as why:
        raise said.mistake("class", str(why)) from None
    keeper.keep(
        Membership,
        match={"key": slugify(f"{said.organisation} {said.listed_in}")},
        values={
            "organisation": body,
            "membership_class": said.membership_class,
            "class_is_ours": said.class_is_ours,
            "starts": said.since,
            "ends": said.until,
            "listed_in": said.listed_in,
            "order": said.order,
            "printed_name": said.printed,
            "note": said.note,
            "provenance": said.provenance,
            "places": keeper.places(said, said.at),
        },
        said=said,
    )


def _groups(loaded: Loaded, every: list[declare.DeclaredGroup]) -> None:
    """Keep each group after those it stands under or shares a row with."""
    said_by_key = {said.key: said for said in every}
    order = {said.key: number for number, said in enumerate(every, start=1)}

    def keep(key: str, path: tuple[str, ...]) -> Group:
        said = said_by_key[key]
        if key in path:
            raise said.mistake("parent", f"stands under itself: {' in '.join((*path, key))}.")
        for name, other in (("parent", said.parent), ("named_with", said.named_with)):
            if other and other not in loaded.groups:
                find(said, name, other, said_by_key, "group")
                keep(other, (*path, key))
        loaded.groups[key] = _group(loaded, said, order[key])
        return loaded.groups[key]

    for key in said_by_key:
        if key not in loaded.groups:
            keep(key, ())
    for said in every:
        _seats(loaded, said)
        loaded.leads += [(said, priority) for priority in said.leads]


def _group(loaded: Loaded, said: declare.DeclaredGroup, order: int) -> Group:
    body = said.parent_organisation
    return loaded.keeper.keep(
        Group,
        match={"key": said.key},
        values={
            "order": order,
            "name": said.name,
            "aliases": said.aliases,
            "kind": said.kind,
            "parent": loaded.groups.get(said.parent),
            "parent_organisation": find(
                said, "parent_organisation", body, loaded.organisations, "organisation"
            )
            if body
            else None,
            "named_with": loaded.groups.get(said.named_with),
            "state": said.state,
            "terms": said.terms,
            "note": said.note,
            "restricted": said.restricted,
            "places": loaded.keeper.places(said, said.at),
        },
        said=said,
    )


_OFFICE_SAID = {"chair": "chair", "vice chair": "vice_chair", "member": "member"}


def _seats(loaded: Loaded, said: declare.DeclaredGroup) -> None:
    keeper, group = loaded.keeper, loaded.groups[said.key]
    for order, person in enumerate(said.people, start=1):
        office = _OFFICE_SAID.get(person.role.lower())
        if office is None:
            near = nearest(person.role, ["Chair", "Vice Chair", "Member"])
            raise person.mistake("role", f'"{person.role}" is no seat of a group. {near}')
        places = keeper.places(person, person.at)
        officer = loaded.officer(person, places)
        keeper.keep(
            GroupMember,
            match={"group": group, "key": slugify(f"{office} {officer.key} {person.named_in}")},
            values={
                "office": office,
                "officer": officer,
                "starts": person.since,
                "ends": person.until,
                "named_on": _named_on(loaded, person.named_in),
                "order": order,
                "places": places,
            },
            said=person,
        )
    for order, member in enumerate(said.members, start=1):
        keeper.keep(
            GroupMember,
            match={"group": group, "key": f"member-{member.organisation or member.group}"},
            values={
                "office": "member",
                "organisation": find(
                    member, "organisation", member.organisation, loaded.organisations, "body"
                )
                if member.organisation
                else None,
                "member_group": find(member, "group", member.group, loaded.groups, "group")
                if member.group
                else None,
                "printed_name": member.printed,
                "order": order,
                "places": keeper.places(said, said.members_at, "members_at"),
            },
            said=member,
        )


def _named_on(loaded: Loaded, document: str) -> date | None:
    source = loaded.documents.get(document)
    return source.known_from if source else None

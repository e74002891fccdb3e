"""Loading the worked example: once and for all, all or nothing, and with a place for everything."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import connection
from django.db.models import Model

from config import example
from config.cli import main
from goldenthread.accounts.models import Partnership, User
from goldenthread.audit.models import Event
from goldenthread.commands import CannotDo
from goldenthread.declared import Place
from goldenthread.partnership.models import DocumentSource, Group, Stated
from goldenthread.strategy.models import Amendment, EvidenceValue, Priority, Strategy

pytestmark = pytest.mark.django_db


def rows() -> dict[str, int]:
    """Count the rows of every table of ours."""
    there = set(connection.introspection.table_names())
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model.__module__.startswith("goldenthread.") and model._meta.db_table in there
    }


def stated() -> Iterator[type[Stated]]:
    yield from (model for model in apps.get_models() if issubclass(model, Stated))


def every(model: type[Model]) -> list[Any]:
    return list(model._base_manager.all())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example's declarations, to be broken."""
    return Path(shutil.copytree(example.FOLDER, tmp_path / "example"))


def break_line(file: Path, old: str, new: str) -> int:
    """Replace the first `old` in a file; give its line."""
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def test_loading_twice_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["example", "load"]) == 0
    before = rows()
    assert before["audit.Event"] > 0
    capsys.readouterr()
    assert main(["example", "load"]) == 0
    assert rows() == before
    assert "0 new, 0 changed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("groups.yaml", "kind: board", "kind: bord", 'Did you mean "board"?'),
        ("groups.yaml", "parent: sdp-board", "parent: sdp-bord", 'Did you mean "sdp-board"?'),
        ("organisations.yaml", "kind: council", "kynd: council", 'Did you mean "kind"?'),
        ("documents.yaml", "lines: 336", "lines: few", "must be a whole number"),
        ("plan_2021/mechanisms.yaml", "owner_group: dasveg", "owner_group: dasv", "no group is"),
        ("plan_2021/plan.yaml", 'period: "2021-2025"', 'period: "soon"', "soon"),
        ("strategy_2024/kpis.yaml", "asb_rate_10000", "asb_rate_1000O", "no indicator is declared"),
        ("strategy_2024/kpis.yaml", 'at: "290"', 'at: "2900"', "that document has 336 lines"),
        (
            "police_and_crime_plan/commitments_roads.yaml",
            "theme: safer-roads",
            "theme: roads",
            "no",
        ),
        ("crosswalk.yaml", "priority: asb", "priority: nuisance", "no priority is declared as"),
        (
            "schemes_cases.yaml",
            "owner_group: dasveg",
            "owner_group: davseg",
            'Did you mean "dasveg"',
        ),
        ("delivery/safe_durham.yaml", "priority: asb", "priority: asbo", "leads nowhere"),
    ],
)
def test_a_broken_file_loads_nothing_and_says_file_and_line(
    folder: Path, file: str, old: str, new: str, told: str
) -> None:
    path = folder / file
    line = break_line(path, old, new)
    before = rows()
    with pytest.raises(CannotDo) as why:
        example.load(folder)
    assert f"{path.name}, line {line}" in str(why.value)
    assert told in str(why.value)
    assert rows() == before


def test_an_earlier_load_stands_when_a_later_one_is_refused(folder: Path) -> None:
    example.load(folder)
    before = rows()
    break_line(folder / "strategy_2024" / "priority_asb.yaml", "number: 1", "number: one")
    with pytest.raises(CannotDo, match=r"priority_asb\.yaml, line 5"):
        example.load(folder)
    assert rows() == before


def test_a_group_must_not_stand_under_itself(folder: Path) -> None:
    text = (folder / "groups.yaml").read_text()
    both = text.replace(
        "    kind: partnership\n    note: The overarching",
        "    kind: partnership\n    parent: sdp-board\n    note: The overarching",
    )
    assert both != text
    (folder / "groups.yaml").write_text(both)
    with pytest.raises(CannotDo, match="stands under itself"):
        example.load(folder)


def test_two_plans_in_one_folder_or_none_are_refused(folder: Path) -> None:
    shutil.copy(folder / "plan_2021" / "plan.yaml", folder / "plan_2011" / "second.yaml")
    with pytest.raises(CannotDo, match="needs one file with the key `strategy`, has 2"):
        example.load(folder)
    (folder / "plan_2011" / "second.yaml").unlink()
    (folder / "plan_2011" / "plan.yaml").unlink()
    with pytest.raises(CannotDo, match="has none"):
        example.load(folder)


def test_a_lead_group_must_be_named_from_both_sides(folder: Path) -> None:
    break_line(folder / "groups.yaml", "leads: [asb]", "leads: [hate]")
    with pytest.raises(
        CannotDo,
        match=r"groups\.yaml, line \d+, key .leads.: of .hate.: there hate-crime-action-group is",
    ):
        example.load(folder)


def test_a_corrected_declaration_of_a_published_plan_leaves_an_amendment(folder: Path) -> None:
    example.load(folder)
    assert not Amendment._base_manager.exists()
    path = folder / "strategy_2024" / "priority_asb.yaml"
    break_line(path, "short: Anti-social behaviour", "short: Antisocial behaviour")
    tally = example.load(folder)
    amendment = Amendment._base_manager.get()
    assert (tally.new, tally.changed) == (0, 1)
    assert (amendment.before, amendment.after) == (
        "Anti-social behaviour",
        "Antisocial behaviour",
    )
    assert "corrected" in amendment.reason


def test_a_wording_edited_here_is_left_alone(folder: Path) -> None:
    from django.utils import timezone

    example.load(folder)
    group = Group._base_manager.get(key="dasveg")
    group.state, group.edited_at = "Said here.", timezone.now()
    group.save()
    break_line(folder / "groups.yaml", "state: Long standing", "state: Longer standing")
    tally = example.load(folder)
    group.refresh_from_db()
    assert group.state == "Said here."
    assert (tally.changed, tally.left_alone) == (0, 1)
    assert "1 edited here and left alone" in str(tally)


def test_the_partnerships_are_apart_and_the_invented_one_says_so() -> None:
    example.load()
    main_one, other = (Partnership.objects.get(slug=s) for s in (example.MAIN, example.INVENTED))
    assert main_one.is_default
    assert other.is_invented
    assert all("(invented)" in str(one) for one in Group.objects.of(other))
    assert [s.key for s in Strategy.objects.of(other)] == ["exampleshire-2026"]
    assert not Priority.objects.of(main_one).filter(strategy__key="exampleshire-2026").exists()


def test_an_installation_with_its_own_partnership_keeps_it_first() -> None:
    Partnership.objects.create(slug="own", name="Own", area_code="E06000001", is_default=True)
    example.load()
    assert [p.slug for p in Partnership.objects.filter(is_default=True)] == ["own"]


def test_there_is_an_invented_sign_in_for_each_role() -> None:
    example.load()
    assert not any(user.has_usable_password() for user in User.objects.all())
    told = example.sign_ins("a phrase of one afternoon")
    assert ("Analyst", "analyst@example.org") in told
    for _, address in told:
        user = User.objects.get(email=address)
        assert user.check_password("a phrase of one afternoon")
        assert user.name.startswith("Example ")
        assert EmailAddress.objects.get(user=user).verified
    before = Event.objects.count()
    example.sign_ins("a phrase of one afternoon")
    assert Event.objects.count() == before


def test_every_place_lies_within_its_document(shared: Path) -> None:
    example.load()
    lines = {
        document.key: len((shared / "seeds" / document.file).read_text().splitlines())
        for document in every(DocumentSource)
    }
    assert len(lines) == 5
    checked = 0
    for model in stated():
        for row in every(model):
            for place in row.stands_at:
                checked += 1
                assert place.rule or place.last <= lines[place.document], (row, place)
    assert checked > 1_000


def test_nothing_of_the_plans_is_without_a_place_but_what_is_ours() -> None:
    example.load()
    ours = {"CrosswalkLink", "MutualRegard"}
    partnership = Partnership.objects.get(slug=example.MAIN)
    for model in stated():
        if model.__name__ not in ours:
            loaded = model.objects.of(partnership)
            assert not [row for row in loaded if not row.places], model.__name__


def test_a_value_printed_badly_is_kept_beside_the_parsed_one_with_a_flag() -> None:
    example.load()
    uninsured = EvidenceValue._base_manager.get(printed="10,50")
    assert uninsured.flag
    assert uninsured.value is None or uninsured.value != 0
    doubted = EvidenceValue._base_manager.filter(qualifier="around", item__key="e352").get()
    assert doubted.value == 51_000
    assert doubted.observation is not None
    assert doubted.observation.qualifier == "around"
    assert doubted.observation.lines == ["352"]


PROSE = {"text", "why", "summary", "note", "state", "entries", "needs", "better_why", "purpose"}
TITLED_AFRESH = {"deliverables", "commitments", "aims", "items", "actions"}
RUN = 8


def words(text: str) -> list[str]:
    return re.findall(r"[\w£%']+", text.replace("\u2019", "'"))


def prose(declared: Any, key: str = "", under: str = "") -> Iterator[str]:
    """Give every sentence that should be written afresh."""
    if isinstance(declared, dict):
        for name, value in declared.items():
            yield from prose(value, name, key)
    elif isinstance(declared, list):
        for value in declared:
            yield from prose(value, key, under)
    elif isinstance(declared, str) and (
        key in PROSE or key == "items" or (key == "title" and under in TITLED_AFRESH)
    ):
        yield declared


def copied(sentence: str, seeds: set[tuple[str, ...]]) -> str:
    """Give a run of words that stands in a document too; names and figures may."""
    said = words(sentence)
    for at in range(len(said) - RUN + 1):
        run = said[at : at + RUN]
        names = sum(not word[0].islower() for word in run)
        if names < RUN / 2 and tuple(word.lower() for word in run) in seeds:
            return " ".join(run)
    return ""


def test_no_sentence_is_copied_from_the_documents(shared: Path) -> None:
    seeds: set[tuple[str, ...]] = set()
    for path in sorted((shared / "seeds").glob("*.txt")):
        every_word = [word.lower() for word in words(path.read_text())]
        seeds |= {tuple(every_word[n : n + RUN]) for n in range(len(every_word) - RUN + 1)}
    own = next(run for run in sorted(seeds) if all(word.isalpha() for word in run))
    assert copied(f"We say {' '.join(own)} too", seeds) == " ".join(own)
    found = {
        (path.name, sentence, copied(sentence, seeds))
        for path in sorted(example.FOLDER.rglob("*.yaml"))
        for sentence in prose(yaml.safe_load(path.read_text()))
    }
    assert len(found) > 600
    assert [one for one in found if one[2]] == []


def test_places_are_written_as_they_are_read() -> None:
    for text in ("002:352", "002:352-354", "rules:CSP-01"):
        assert str(Place.parse(text)) == text

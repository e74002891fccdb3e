"""Plans out and in again: valid by the published schemas, equal byte for byte, all or nothing."""

from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import etree

from config import example
from config.cli import main
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.strategy.changes.imported import import_plan
from goldenthread.strategy.exchange import (
    files,
    flat,
    measuring,
    reading,
    tables,
    telling,
    writing,
)
from goldenthread.strategy.exchange.outline import PRIORITY, Outline, Part
from goldenthread.strategy.models import Aim, Area, Deliverable, Priority, Strategy
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.partnership import GroupFactory
from tests.factories.strategy import AimFactory, PriorityFactory, StrategyFactory

pytestmark = pytest.mark.django_db
PART_1 = "StrategicPlanISOVersion20140401.xsd"
PART_2 = "PerformancePlanOrReport20160216.xsd"


@pytest.fixture
def schemas(shared: Path) -> dict[str, etree.XMLSchema]:
    folder = shared / "stratml"
    return {one: etree.XMLSchema(etree.parse(folder / one)) for one in (PART_1, PART_2)}


def exported(plan: Strategy) -> bytes:
    return writing.write(telling.outline(plan))


def imported(content: bytes, partnership: Partnership) -> Strategy:
    read = reading.read(content, "plan.xml")
    return import_plan(read, partnership=partnership, content=content, by=None)


@pytest.fixture
def ours():
    return PartnershipFactory(slug="ours", is_default=True)


@pytest.fixture
def manager(ours):
    return UserFactory(roles=["partnership_manager"], partnership=ours)


@pytest.fixture
def at(client, manager, settings):
    settings.REQUIRE_MFA = False
    client.force_login(manager)
    return client


def test_every_plan_of_the_example_goes_round_unchanged(schemas):
    example.load()
    elsewhere = PartnershipFactory(slug="elsewhere")
    for partnership in Partnership.objects.exclude(pk=elsewhere.pk):
        for plan in Strategy.objects.of(partnership):
            out = exported(plan)
            schemas[PART_1].assertValid(etree.fromstring(out))
            report = writing.write(
                telling.outline(plan, measuring.Measures(plan)), performance=True
            )
            schemas[PART_2].assertValid(etree.fromstring(report))
            for taker in (partnership, elsewhere):
                draft = imported(out, taker)
                assert exported(draft) == out
                assert draft.status == "draft"


def test_every_plan_of_the_example_goes_round_unchanged_as_a_table():
    example.load()
    taker = PartnershipFactory(slug="taker")
    plans = [one for each in Partnership.objects.all() for one in Strategy.objects.of(each)]
    for plan in plans:
        for form in tables.CONTENT_TYPES:
            out = tables.as_table(telling.outline(plan), form)
            read = files.read_plan(out, f"plan.{form}")
            draft = import_plan(read, partnership=taker, content=out, by=None, kind=plan.kind)
            again = tables.as_table(telling.outline(draft), form)
            rows = [*flat.rows_of(files.read_plan(again, f"plan.{form}"))]
            assert rows == [*flat.rows_of(telling.outline(plan))]
            if form == tables.CSV:
                assert again == out


def test_a_public_plan_of_others_is_taken_in_and_goes_out_valid(shared, schemas, ours):
    content = (shared / "stratml" / "sample_PMOAI.xml").read_bytes()
    draft = imported(content, ours)
    out = exported(draft)
    schemas[PART_1].assertValid(etree.fromstring(out))
    assert exported(imported(out, ours)) == out
    before, after = etree.fromstring(content), etree.fromstring(out)
    for name in ("Identifier", "Name"):
        core = "{*}StrategicPlanCore//{*}" + name
        words = [["".join(one.itertext()).strip() for one in root.iterfind(core)]
                 for root in (before, after)]  # fmt: skip
        assert [one for one in words[1] if one] == [one for one in words[0] if one]


def test_an_edited_wording_takes_the_place_of_a_shortened_one(ours):
    long = "word " * 80
    plan = Outline("t", goals=(Part(PRIORITY, long, text="w", identifier="_x"),))
    content = writing.write(plan)
    draft = imported(content, ours)
    row = Priority.objects.of(ours).get()
    assert len(row.title) <= 250
    assert row.title.endswith("…")
    assert long.strip().encode() in exported(draft)
    row.title = "Short"
    row.save()
    again = exported(draft)
    assert b"<Name>Short</Name>" in again
    assert b"<Identifier>_x</Identifier>" in again


def test_groups_are_known_by_their_names(ours):
    group = GroupFactory(partnership=ours, name="Board", aliases=["The Board"])
    content = b"""<StrategicPlan><Name>n</Name><StrategicPlanCore><Goal><Name>g</Name>
      <Stakeholder><Name>the board</Name></Stakeholder><Objective><Name>o</Name>
      <Identifier>assurance.g.o</Identifier><Stakeholder><Name>Nobody</Name></Stakeholder>
      </Objective></Goal></StrategicPlanCore></StrategicPlan>"""
    imported(content, ours)
    assert Priority.objects.of(ours).get().lead_group == group
    assert Area.objects.of(ours).get().reporting_group is None


def test_a_plan_that_ends_before_it_starts_makes_nothing(ours):
    plan = Outline(
        "t", goals=(Part(PRIORITY, "p"),), starts=date(2026, 1, 2), ends=date(2026, 1, 1)
    )
    with pytest.raises(RuleBroken, match=r"ends \(1 January 2026\) before it starts"):
        import_plan(plan, partnership=ours, content=b"", by=None)
    with pytest.raises(RuleBroken, match="what kind"):
        import_plan(plan, partnership=ours, content=b"", by=None, kind="list")
    assert not Strategy.objects.of(ours).exists()


def test_only_who_may_edit_plans_may_bring_one_in(ours):
    plan = Outline("t", goals=(Part(PRIORITY, "p"),))
    with pytest.raises(PermissionDenied):
        import_plan(plan, partnership=ours, content=b"", by=AnonymousUser())
    other = UserFactory(roles=["partnership_manager"], partnership=PartnershipFactory(slug="other"))
    with pytest.raises(PermissionDenied):
        import_plan(plan, partnership=ours, content=b"", by=other)


# Pages


def test_a_plan_is_downloaded_by_everybody_and_a_draft_by_nobody(client, ours):
    plan = StrategyFactory(partnership=ours, title="Ours <&> all")
    AimFactory(priority=PriorityFactory(strategy=plan), title="Fewer victims")
    for name in ("plan_stratml", "plan_performance"):
        answer = client.get(reverse(name, args=[plan.key]))
        assert answer.status_code == 200
        assert b"Ours &lt;&amp;&gt; all" in answer.content
        assert b"Fewer victims" in answer.content
        assert "attachment" in answer["Content-Disposition"]
    draft = StrategyFactory(partnership=ours, status="draft")
    assert client.get(reverse("plan_stratml", args=[draft.key])).status_code == 404


def upload(content: bytes, name: str = "plan.xml") -> dict:
    return {"file": SimpleUploadedFile(name, content), "kind": "partnership_plan"}


def test_a_file_is_shown_first_and_then_made_a_draft(at, ours):
    source = StrategyFactory(partnership=PartnershipFactory(slug="source"), title="Theirs")
    AimFactory(priority=PriorityFactory(strategy=source), title="Fewer victims")
    shown = at.post(reverse("import_plan"), upload(exported(source)))
    assert b"Fewer victims" in shown.content
    assert not Strategy.objects.of(ours).exists()
    again = shown.context["again"].initial
    made = at.post(reverse("import_plan_again"), again, follow=True)
    assert b"The draft is made" in made.content
    plan = Strategy.objects.of(ours).get()
    assert exported(plan) == exported(source)
    event = Event.objects.get(verb="strategy.plan_imported")
    assert event.details["parts"] == 2
    assert len(event.details["sha256"]) == 64


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "plan.xml", "is empty"),
        (b"<a/>", "plan.xml", "no StratML plan"),
        (b"x", "plan.doc", "ends in .xml"),
        (b"x" * 2_000_001, "plan.xml", "larger than 2 MB"),
    ],
)
def test_a_wrong_file_comes_back_with_a_sentence(at, ours, content, name, said):
    answer = at.post(reverse("import_plan"), upload(content, name))
    assert answer.status_code == 200
    assert said in answer.content.decode()


def test_no_file_comes_back_with_a_sentence(at):
    answer = at.post(reverse("import_plan"), {"kind": "partnership_plan"})
    assert "Choose the plan&#x27;s file." in answer.content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"content": ""}, "Choose the plan&#x27;s file first."),
        ({"content": "%%%"}, "did not come through whole"),
        ({"content": "PGEvPg=="}, "no StratML plan"),
    ],
)
def test_an_answer_that_was_tampered_with_makes_nothing(at, ours, changed, said):
    given = {"name": "plan.xml", "kind": "partnership_plan", "content": "PGEvPg==", **changed}
    answer = at.post(reverse("import_plan_again"), given, follow=True)
    assert said in answer.content.decode()
    assert not Strategy.objects.of(ours).exists()


# The command


def test_a_plan_goes_out_and_in_by_command(ours, tmp_path, capsys):
    plan = StrategyFactory(partnership=ours, key="ours-2026")
    AimFactory(priority=PriorityFactory(strategy=plan), title="Fewer victims")
    path = tmp_path / "plan.xml"
    assert main(["plan", "export", "ours-2026", "--out", str(path)]) == 0
    assert main(["plan", "export", "ours-2026", "--performance"]) == 0
    assert "PerformancePlanOrReport" in capsys.readouterr().out
    assert main(["plan", "import", str(path), "--preview"]) == 0
    assert "Aim: Fewer victims" in capsys.readouterr().out
    assert main(["plan", "import", str(path), "--preview", "--json"]) == 0
    assert Strategy.objects.of(ours).count() == 1
    assert main(["plan", "import", str(path)]) == 0
    assert main(["plan", "import", str(path), "--json"]) == 0
    assert Strategy.objects.of(ours).count() == 3
    assert Aim.objects.of(ours).count() == 3


def test_what_stays_out_is_told_by_the_command(ours, tmp_path, capsys):
    path = tmp_path / "plan.xml"
    path.write_bytes(
        b"<StrategicPlan><Name>n</Name><StrategicPlanCore><Goal><Name>g</Name></Goal>"
        b"</StrategicPlanCore><Submitter/></StrategicPlan>"
    )
    assert main(["plan", "import", str(path), "--preview"]) == 0
    assert "Not taken over: Who submitted" in capsys.readouterr().out
    assert main(["plan", "import", str(path)]) == 0
    assert "Not taken over: Who submitted" in capsys.readouterr().err


def test_commands_that_cannot_be_done_say_why(ours, tmp_path, capsys):
    StrategyFactory(partnership=ours, key="ours-2026")
    huge, backwards = tmp_path / "huge.xml", tmp_path / "plan.yaml"
    huge.write_bytes(b"x" * 5_000_001)
    backwards.write_text('title: t\nstarts: "2026-05"\nends: "2026-03"\npriorities: [{title: p}]\n')
    for arguments, said in (
        (["export", "ours-2062"], 'Did you mean "ours-2026"?'),
        (["export", "ours-2026", "--out", str(tmp_path / "no" / "plan.xml")], "not be written"),
        (["import", str(tmp_path / "none.xml")], "cannot be read"),
        (["import", str(huge)], "larger than 5 MB"),
        (["import", str(backwards)], "before it starts"),
    ):
        assert main(["plan", *arguments]) == 2
        assert said in capsys.readouterr().err
    assert not Deliverable.objects.of(ours).exists()


# Tables


@pytest.mark.parametrize("form", tables.CONTENT_TYPES)
def test_a_plan_is_downloaded_as_a_table_and_looked_at_again(at, ours, form):
    priority = PriorityFactory(strategy=StrategyFactory(partnership=ours, title="Ours"))
    AimFactory(priority=priority, title="Fewer fires")
    answer = at.get(reverse("plan_table", args=[priority.strategy.key, form]))
    assert answer["Content-Type"] == tables.CONTENT_TYPES[form]
    assert f'.{form}"' in answer["Content-Disposition"]
    seen = at.post(
        reverse("import_plan"),
        {"file": SimpleUploadedFile(f"p.{form}", answer.content), "kind": "partnership_plan"},
    )
    assert seen.status_code == 200
    assert "Fewer fires" in seen.content.decode()
    assert "Nothing is made yet." in seen.content.decode()


def test_the_empty_table_is_offered_to_who_writes_plans(at, client, ours):
    page = at.get(reverse("import_plan")).content.decode()
    for form in tables.CONTENT_TYPES:
        address = reverse("plan_template", args=[form])
        assert f'href="{address}"' in page
        assert at.get(address).content[:2] in (b"PK", b"\xef\xbb")
    assert at.get(reverse("plan_template", args=["doc"])).status_code == 404
    client.logout()
    assert client.get(reverse("plan_template", args=["csv"])).status_code in (302, 403)


def test_a_draft_leaves_as_a_table_only_to_who_may_read_drafts(client, ours):
    plan = StrategyFactory(partnership=ours, status="draft")
    assert client.get(reverse("plan_table", args=[plan.key, "csv"])).status_code == 404


def test_a_bad_row_stands_beside_the_field_and_makes_nothing(at, ours):
    content = b"kind,key,under,title\nPlan,,,Ours\nPriority,P1,,p\nAim,,P2,x\n"
    page = at.post(
        reverse("import_plan"),
        {"file": SimpleUploadedFile("p.csv", content), "kind": "partnership_plan"},
    ).content.decode()
    assert "p.csv, line 4, column &quot;under&quot;: no row has the key" in page
    assert not Strategy.objects.of(ours).exists()


def test_a_table_by_command(ours, tmp_path, capsysbinary):
    priority = PriorityFactory(
        strategy=StrategyFactory(partnership=ours, key="ours", title="Ours", status="adopted")
    )
    path = tmp_path / "plan.ods"
    assert main(["plan", "export", "ours", "--as", "ods", "--out", str(path)]) == 0
    assert main(["plan", "import", str(path), "--preview"]) == 0
    assert str(priority.title) in capsysbinary.readouterr().out.decode()
    assert main(["plan", "export", "ours", "--as", "csv"]) == 0
    assert b"Priority,P1" in capsysbinary.readouterr().out
    for more, said in (
        (["--as", "xlsx"], "Name one with --out"),
        (["--as", "csv", "--performance"], "A table holds no results"),
    ):
        assert main(["plan", "export", "ours", *more]) == 2
        assert said in capsysbinary.readouterr().err.decode()

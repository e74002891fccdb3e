"""Questions declared and frozen, answers recounted, results published by a second person."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from csp_analytics.effects.differences import difference_in_differences
from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.queries import history_of
from goldenthread.commands import CannotDo
from goldenthread.evaluation import asking, changes, loading, queries, reading
from goldenthread.evaluation.models import Intervention, Question, Result
from goldenthread.evaluation.rules import Asked
from goldenthread.indicators import loading as indicators
from goldenthread.places import loading as places
from goldenthread.sources import points as counted
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.unit.evaluation.test_rules import ASKED

pytestmark = pytest.mark.django_db
HIGH = ("NZ 195 270", "NZ 285 140", "NZ 270 425", "NZ 275 250", "NZ 255 335")
LATER = timezone.localdate  # asked when a test runs, never when it is read


@pytest.fixture(scope="module")
def _example(django_db_setup, django_db_blocker):
    """Areas, indicators and the evidence that ships, once for this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        places.load()
        indicators.load()
        ours = PartnershipFactory(
            slug="durham", name="Safe Durham Partnership", is_default=True, area_code="E06000047"
        )
        indicators.load_evidence(ours)
        yield ours
        transaction.set_rollback(True)


@pytest.fixture
def ours(_example, db) -> Partnership:
    return _example


@pytest.fixture
def analyst(ours: Partnership) -> User:
    return UserFactory(roles=["analyst"], partnership=ours)


@pytest.fixture
def lead(ours: Partnership) -> User:
    return UserFactory(roles=["performance_lead"], partnership=ours)


def signed_in(user: User) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    return client


def trial(ours: Partnership, **other) -> Asked:
    """Give the question of the trial: the five highest squares, and nothing done."""
    asked = replace(ASKED, kind="nothing", treated=HIGH, comparison=(), design="differences")
    more = reading.most_alike(ours, asked, 20)
    return replace(asked, comparison=more, buffer=reading.ring_round(HIGH[:1], 500), **other)


def declared(ours: Partnership, analyst: User, **other) -> Intervention:
    return changes.declare(partnership=ours, by=analyst, asked=trial(ours, **other))


def counts_of(squares: tuple[str, ...], first: int, last: int) -> np.ndarray:
    """Count ASB of squares in months of 2025 from the table that ships, row by row."""
    points = counted.points_of([], ["E06000005", "E06000047"])
    kind = points.kinds.index("Anti-social behaviour")
    found = dict.fromkeys(squares, 0)
    for (east, north), k, m, n in zip(
        points.metres.tolist(), points.kind.tolist(), points.month.tolist(),
        points.number.tolist(), strict=True,
    ):  # fmt: skip
        if k == kind and first <= points.months[m].month <= last:
            name = reading.square_named(
                f"NZ {int(east) % 100000:05d} {int(north) % 100000:05d}", 500
            )
            if name in found:
                found[name] += n
    return np.array(list(found.values()))


class TestAnswers:
    def test_squares_are_counted_as_row_by_row(self, ours, analyst):
        asked = trial(ours)
        question = declared(ours, analyst).questions.get()
        found = queries.answer_of(question, by=analyst).found
        sides = [
            np.column_stack([counts_of(some, 1, 4), counts_of(some, 5, 8)])
            for some in (asked.treated, asked.comparison)
        ]
        assert found.sums["treated"].before == sides[0][:, 0].sum()
        assert found.sums["comparison"].after == sides[1][:, 1].sum()
        assert found.effect == difference_in_differences(*sides)

    def test_the_trial_shows_nothing_and_says_what_it_cannot(self, ours, analyst):
        told = queries.answer_of(declared(ours, analyst).questions.get(), by=analyst).told
        assert told["headline"].startswith("It cannot be told whether this changed anything")
        said = " ".join(told["cannot"])
        assert "regression to the mean" in said
        assert "asked on" in said
        assert "nothing was done" in said
        assert any("went apart before" in one for one in told["sentences"])

    def test_alike_squares_touch_none_of_the_treated(self, ours):
        asked = trial(ours)
        near = {*asked.treated, *reading.ring_round(asked.treated, 500)}
        assert len(asked.comparison) == 20
        assert not near & set(asked.comparison)

    def test_no_month_on_record_is_no_answer(self, ours, analyst):
        asked = replace(trial(ours), starts=date(2026, 3, 1), last=date(2026, 9, 1))
        made = changes.declare(partnership=ours, by=analyst, asked=asked)
        answer = queries.answer_of(made.questions.get(), by=analyst)
        assert answer.found.verdict == "none"
        assert "after it starts is on record" in answer.told["headline"]

    def test_few_events_are_neither_judged_nor_shown(self, ours, analyst):
        lonely = replace(trial(ours), treated=("NY 850 395",), buffer=())
        made = changes.declare(partnership=ours, by=analyst, asked=lonely)
        told = queries.answer_of(made.questions.get(), by=analyst).told
        assert "Fewer than 5" in told["headline"]
        assert all("treated" not in row and "expected" not in row for row in told["months"])

    def test_whole_areas_are_observed_and_every_count_is_traced(self, ours, analyst):
        asked = replace(
            trial(ours), ground="areas", measure="asb_incidents", width=0,
            treated=("E06000047",), comparison=("E06000005",), buffer=(),
        )  # fmt: skip
        question = changes.declare(partnership=ours, by=analyst, asked=asked).questions.get()
        answer = queries.answer_of(question, by=analyst)
        assert answer.found.effect is not None
        assert answer.found.effect.spread is None
        assert len(answer.panel.traced) == 16
        page = signed_in(analyst).get(f"/interventions/{question.intervention.number}/answer/")
        body = page.content.decode()
        assert "/indicators/asb_incidents/trace/E06000047/2025-05/" in body or "trace" in body
        before = queries.answer_of(question, by=analyst, as_of=date(2020, 1, 1))
        assert before.found.verdict == "none"

    def test_power_is_told_before_anything_is_spent(self, ours, analyst):
        asked = replace(trial(ours), starts=LATER() + timedelta(days=40), expected=-20,
                        last=(LATER() + timedelta(days=500)).replace(day=1))  # fmt: skip
        made = changes.declare(partnership=ours, by=analyst, asked=asked)
        plan, what = queries.plan_of(made.questions.get(), by=analyst)
        assert what == "Anti-social behaviour"
        assert (plan.places, plan.comparison, plan.change) == (5, 20, -20)
        assert plan.months[0] == 8
        assert 0 < plan.power < 1
        bare = replace(asked, design="before_after", comparison=())
        made = changes.declare(partnership=ours, by=analyst, asked=bare)
        assert queries.plan_of(made.questions.get(), by=analyst)[0] is None


class TestFreezing:
    def test_asked_after_the_start_it_is_frozen_at_once(self, ours, analyst):
        made = declared(ours, analyst)
        question = made.questions.get()
        assert not question.asked_before
        assert question.is_as_declared
        with pytest.raises(RuleBroken, match="frozen"):
            changes.change(intervention=made, by=analyst, asked=trial(ours), reason="Later.")
        assert history_of(made)[0].details["fingerprint"] == question.fingerprint

    def test_before_the_start_every_version_stays(self, ours, analyst):
        soon = LATER() + timedelta(days=40)
        until = (soon + timedelta(days=200)).replace(day=1)
        made = declared(ours, analyst, starts=soon, last=until)
        assert made.questions.get().asked_before
        other = trial(ours, starts=soon, last=until, expected=-25)
        changes.change(intervention=made, by=analyst, asked=other, reason="More is expected.")
        assert [one.version for one in made.questions.all()] == [2, 1]
        event = history_of(made)[0]
        assert event.details["before"] != event.details["after"]

    def test_what_was_tampered_with_is_told(self, ours, analyst):
        made = declared(ours, analyst)
        Question.objects.of(ours).filter(intervention=made).update(expected=-60)
        assert not made.questions.get().is_as_declared
        body = signed_in(analyst).get(made.get_absolute_url()).content.decode()
        assert "no longer what it was then" in body

    def test_a_number_stands_once(self, ours, analyst):
        made = declared(ours, analyst)
        assert declared(ours, analyst).number == made.number + 1
        with pytest.raises(IntegrityError), transaction.atomic():
            Intervention.objects.create(partnership=ours, number=made.number)

    @pytest.mark.parametrize("change", ["declare", "change", "publish"])
    def test_who_may_not_is_refused(self, ours, analyst, change):
        made = declared(ours, analyst)
        partner = UserFactory(roles=["partner"], partnership=ours)
        asked = trial(ours)
        with pytest.raises(PermissionDenied):
            {
                "declare": lambda: changes.declare(partnership=ours, by=partner, asked=asked),
                "change": lambda: changes.change(
                    intervention=made, by=partner, asked=asked, reason="x"
                ),
                "publish": lambda: changes.publish(intervention=made, by=partner),
            }[change]()


class TestPublishing:
    def test_a_second_person_publishes_and_it_stays_as_it_was(self, ours, analyst, lead):
        made = declared(ours, analyst)
        result = changes.publish(intervention=made, by=lead)
        assert (result.issue, result.verdict) == (1, "unclear")
        page = Client(SERVER_NAME="127.0.0.1").get(result.get_absolute_url())
        body = page.content.decode()
        assert page.status_code == 200
        assert result.fingerprint[:16] in body
        assert "It cannot be told" in body
        with pytest.raises(RuleBroken, match="published already"):
            changes.publish(intervention=made, by=lead)
        again = changes.publish(intervention=made, by=lead, reason="Read again.")
        assert (again.number, again.issue) == (result.number, 2)
        assert again.fingerprint == result.fingerprint
        body = Client(SERVER_NAME="127.0.0.1").get(result.get_absolute_url()).content.decode()
        assert "Read again." in body
        assert "Issue 1" in body

    def test_who_asked_does_not_publish(self, ours, lead):
        made = declared(ours, lead)
        with pytest.raises(RuleBroken, match="Ask a colleague"):
            changes.publish(intervention=made, by=lead)
        assert not Result.objects.of(ours).exists()

    def test_the_register_is_public_filtered_and_a_table(self, ours, analyst, lead):
        changes.publish(intervention=declared(ours, analyst, name="=A trial"), by=lead)
        visitor = Client(SERVER_NAME="127.0.0.1")
        assert "=A trial" in visitor.get("/what-works/").content.decode()
        assert "=A trial" in visitor.get("/what-works/?verdict=unclear").content.decode()
        assert "No result here." in visitor.get("/what-works/?kind=patrols").content.decode()
        text = visitor.get("/what-works.csv").content.decode("utf-8-sig")
        [row] = csv.DictReader(io.StringIO(text))
        assert row["name"] == "'=A trial"
        assert (row["verdict"], row["asked_before"]) == ("Cannot be told", "no")
        assert float(row["lower_per_cent"]) < 0 < float(row["upper_per_cent"])
        assert visitor.get("/what-works/99/").status_code == 404

    def test_what_is_not_published_is_for_partners(self, ours, analyst):
        made = declared(ours, analyst)
        visitor = Client(SERVER_NAME="127.0.0.1")
        assert visitor.get(made.get_absolute_url()).status_code in (302, 403, 404)
        assert "No result is published yet." in visitor.get("/what-works/").content.decode()


FORM = {
    "name": "Patrols", "kind": "patrols", "what": "Each evening.",
    "measure": "squares:anti-social-behaviour", "starts": "2025-05-01", "ends": "2025-08-31",
    "width": "500", "treated": "NZ 255 335\nnz 285 140", "chosen": "high", "comparison": "",
    "alike": "6", "compared_how": "", "buffer": "", "ring": "on", "first": "2025-01-15",
    "last": "2025-08-03", "design": "differences", "expected": "-10",
}  # fmt: skip


class TestPages:
    def test_a_question_is_asked_on_a_page(
        self, ours, analyst, lead, django_assert_max_num_queries
    ):
        client = signed_in(analyst)
        with django_assert_max_num_queries(12):
            assert client.get("/interventions/add/").status_code == 200
        answer = client.post("/interventions/add/", FORM)
        made = Intervention.objects.of(ours).get()
        assert answer.headers["Location"] == made.get_absolute_url()
        asked = made.questions.get().asked()
        assert asked.treated == ("NZ 255 335", "NZ 285 140")
        assert len(asked.comparison) == 6
        assert (asked.first, asked.last) == (date(2025, 1, 1), date(2025, 8, 1))
        assert "found by the software" in asked.compared_how
        assert set(asked.buffer) <= set(reading.ring_round(asked.treated, 500))
        signed_in(lead).post(f"{made.get_absolute_url()}publish/", {"reason": ""})
        assert Result.objects.of(ours).count() == 1
        for address in ("", "answer/", "answer/?as_of=2025-01-01", "answer/?as_of=nonsense"):
            with django_assert_max_num_queries(12):
                assert client.get(f"{made.get_absolute_url()}{address}").status_code == 200
        for address in ("/interventions/", "/interventions/plan/", "/what-works/"):
            with django_assert_max_num_queries(12):
                assert client.get(address).status_code == 200
        rows = client.get(f"{made.get_absolute_url()}answer.csv").content.decode().splitlines()
        assert len(rows) == 9
        assert "NZ 255 335; NZ 285 140" in client.get("/interventions.csv").content.decode()

    @pytest.mark.parametrize(
        ("other", "why"),
        [
            ({"treated": "somewhere"}, "is no grid reference"),
            ({"measure": "areas:asb_incidents", "treated": "E06000047"}, "Only squares"),
            ({"measure": "areas:asb_incidents", "treated": "E0", "alike": "", "ring": ""},
             "No area has the code"),
            ({"starts": "2024-05-01", "ends": ""}, "One whole month"),
            ({"name": ""}, "this is needed"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_said(self, ours, analyst, other, why):
        page = signed_in(analyst).post("/interventions/add/", {**FORM, **other})
        assert why in page.content.decode()
        assert not Intervention.objects.of(ours).exists()

    def test_a_question_is_changed_on_a_page(self, ours, analyst):
        soon = LATER() + timedelta(days=40)
        until = (soon + timedelta(days=200)).replace(day=1)
        made = declared(ours, analyst, starts=soon, last=until)
        address = f"{made.get_absolute_url()}change/"
        client = signed_in(analyst)
        assert "NZ 195 270" in client.get(address).content.decode()
        said = FORM | {"starts": soon.isoformat(), "last": until.isoformat(), "ends": ""}
        assert client.post(address, said).status_code == 200
        assert client.post(address, said | {"reason": "Other squares."}).status_code == 302
        assert made.questions.count() == 2
        body = client.get(made.get_absolute_url()).content.decode()
        assert "Version 1" in body
        assert "would need" in body or "would be needed" in body

    def test_a_plan_is_tried_out(self, ours, analyst):
        client = signed_in(analyst)
        said = {"events": "12", "places": "14", "comparison": "14", "before": "12", "after": "12",
                "change": "-10", "spread": "1"}  # fmt: skip
        assert "You would need" in client.get("/interventions/plan/", said).content.decode()
        none = client.get("/interventions/plan/", said | {"change": "0"}).content.decode()
        assert "and not 0" in none

    def test_another_partnership_sees_none_of_it(self, ours, analyst, lead):
        made = declared(ours, analyst)
        changes.publish(intervention=made, by=lead)
        there = PartnershipFactory(slug="elsewhere", area_code="E06000005")
        theirs = signed_in(UserFactory(roles=["analyst"], partnership=there))
        assert theirs.get(f"/elsewhere/interventions/{made.number}/").status_code == 404
        assert theirs.get("/elsewhere/what-works/1/").status_code == 404


class TestLoading:
    def test_what_is_declared_is_loaded_once(self, ours, analyst, lead, tmp_path):
        text = FILE.format(measure="squares:anti-social-behaviour", award="")
        (tmp_path / "a.yaml").write_text(text)
        file = loading.declared(tmp_path / "a.yaml")
        people = {"analyst": analyst, "performance_lead": lead}
        assert loading.load(file, partnership=ours, people=people) == 1
        assert loading.load(file, partnership=ours, people=people) == 0
        assert Result.objects.of(ours).get().told["name"] == "Patrols"

    @pytest.mark.parametrize(
        ("measure", "award", "role", "why"),
        [("areas:asb_incidents", "", "analyst", "No area has the code"),
         ("squares:burglary", "no-award", "analyst", "there is no award"),
         ("squares:burglary", "", "nobody", "no sign-in has the role")],
    )  # fmt: skip
    def test_a_mistake_is_told_with_file_and_line(
        self, ours, analyst, tmp_path, measure, award, role, why
    ):
        (tmp_path / "a.yaml").write_text(FILE.format(measure=measure, award=award))
        file = loading.declared(tmp_path / "a.yaml")
        with pytest.raises(CannotDo, match=why):
            loading.load(file, partnership=ours, people={role: analyst})


FILE = """partnership: durham
interventions:
  - name: Patrols
    kind: patrols
    what: Each evening.
    measure: "{measure}"
    starts: 2025-05-01
    first: 2025-01-01
    last: 2025-08-01
    design: differences
    chosen: high
    treated: [NZ 255 335]
    alike: 6
    award: "{award}"
    asked_by: analyst
    published_by: performance_lead
"""


def test_search_finds_results_for_all_and_questions_for_partners(ours, analyst, lead):
    made = declared(ours, analyst)
    changes.publish(intervention=made, by=lead)
    changes.publish(intervention=made, by=lead, reason="Again.")
    found = list(queries.search_documents(ours))
    assert [(one.kind, one.public) for one in found] == [
        ("What worked", True),
        ("Intervention", False),
    ]


def test_measures_are_crime_types_and_counts(ours):
    told = dict(asking.measures())
    assert told["squares:burglary"] == "Burglary, in squares"
    assert told["areas:asb_incidents"].endswith("in whole areas")
    assert "areas:asb_rate_10000" not in told

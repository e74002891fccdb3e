"""The worked example: one square chosen, two waiting, on what is on record; again, nothing new."""

from pathlib import Path

import pytest
from django.conf import settings

from goldenthread.accounts.models import Partnership
from goldenthread.commands import CannotDo
from goldenthread.hotspots import loading, queries
from goldenthread.hotspots.models import Candidate
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
FILE = Path(settings.DEFINITIONS_DIR) / "example" / "hotspots" / "safe_durham.yaml"


def people(durham: Partnership) -> dict:
    roles = ("analyst", "partner", "subgroup_chair", "partnership_manager")
    return {role: UserFactory(roles=[role], partnership=durham) for role in roles}


def test_it_loads_once_with_what_was_on_record(durham: Partnership) -> None:
    who = people(durham)
    told = loading.declared(FILE)
    assert loading.load(told, partnership=durham, people=who) == 3
    assert loading.load(told, partnership=durham, people=who) == 0
    first, second, third = Candidate.objects.of(durham).order_by("number")
    assert (first.status, first.evidence["count"], first.evidence["months_high"]) == (
        "chosen",
        126,
        8,
    )
    assert (second.status, second.evidence["rank"]) == ("waiting", 4)
    assert (third.evidence["count"], third.on_behalf_of[:16]) == (None, "a parish council")
    assert first.area.versions.get().review_by.isoformat() == "2027-03-31"
    assert [one.person_id for one in first.interests.all()] == [who["subgroup_chair"].pk]
    assert len(queries.areas_chosen(durham, by=who["partner"])) == 1


def test_every_word_of_it_says_that_it_is_invented() -> None:
    for one in loading.declared(FILE).candidates:
        assert "example" in one.name
        assert one.reason.startswith("Invented for the example")
        if one.decision:
            assert one.decision.reasons.startswith("Invented for the example")
            assert one.decision.panel.startswith("Invented for the example")


def test_a_role_that_nobody_has_is_named_with_its_line(durham: Partnership, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(FILE.read_text().replace("nominated_by: partner", "nominated_by: partnr"))
    with pytest.raises(CannotDo, match=r'wrong.yaml, line \d+.*no sign-in has the role "partnr"'):
        loading.load(loading.declared(wrong), partnership=durham, people=people(durham))

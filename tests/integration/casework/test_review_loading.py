"""The invented case reviews of the worked example: read, worked, and never worked twice."""

import pytest
from django.conf import settings

from goldenthread.casework import loading_review
from goldenthread.casework.models import Case, CaseLetter, Recommendation
from goldenthread.commands import CannotDo

pytestmark = pytest.mark.django_db
FOLDER = settings.BASE_DIR / "definitions" / "example" / "case_reviews"


def test_invented_reviews_stand_at_different_stages_and_say_what_they_are(ours, people):
    declared = loading_review.declared_reviews(FOLDER / "exampleshire.yaml")
    for one in declared.reviews:
        assert one.answers["behaviour"].startswith("Invented example.")
    assert loading_review.load(declared, partnership=ours, people=people) == 3
    assert loading_review.load(declared, partnership=ours, people=people) == 0
    stages = set(Case.objects.of(ours).values_list("stage", flat=True))
    assert stages == {"assessing", "threshold_not_met", "monitoring"}
    assert Recommendation.objects.of(ours).filter(accepted=True).count() == 1
    assert CaseLetter.objects.of(ours).count() == 6


def test_no_invented_number_stands_under_a_real_partnership():
    assert loading_review.declared_reviews(FOLDER / "safe-durham.yaml").reviews == []


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("RVW-4HK-7TQ", "RVW-AEI-000", "is no reference"),
        ("{body: police, told: The 101", "{body: polise, told: The 101", 'Did you mean "police"?'),
    ],
)
def test_a_mistake_is_told_with_file_and_line(tmp_path, old, new, why):
    path = tmp_path / "wrong.yaml"
    path.write_text((FOLDER / "exampleshire.yaml").read_text().replace(old, new, 1))
    with pytest.raises(CannotDo, match=why):
        loading_review.declared_reviews(path)

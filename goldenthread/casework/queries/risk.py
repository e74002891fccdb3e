"""People harmed in a case, how their risk stands and how it came to that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from goldenthread.casework.models import (
    Case,
    Party,
    RiskAssessment,
    RiskReview,
    Task,
    Victim,
    VictimContact,
)
from goldenthread.casework.queries.seeing import Sight
from goldenthread.casework.rules import ram, working
from goldenthread.casework.values.dated import holding
from goldenthread.casework.values.matrix import BANDS, Matrix, matrices

MATRIX = "asb_victim"


def matrix_on(day: date) -> Matrix:
    """Give the risk matrix with which a victim is assessed on a day (RAM-01, G-01)."""
    return holding([one for one in matrices() if one.id == MATRIX], day, what="risk matrix")


def matrix_of(id: str, version: int) -> Matrix:
    """Give the version of a matrix that an assessment was scored with (RAM-01)."""
    return next(one for one in matrices() if (one.id, one.version) == (id, version))


def latest_of(victim: Victim) -> RiskAssessment | None:
    """Give the last assessment of a victim."""
    rows = RiskAssessment.objects.of(victim.partnership).filter(victim=victim)
    return rows.order_by("-number").first()


def victims_of(case: Case) -> list[Victim]:
    """Give the people harmed in a case, in the order in which they were named."""
    rows = Victim.objects.of(case.partnership).filter(case=case)
    return list(rows.select_related("contact_person"))


def victim_of(sight: Sight, number: int) -> Victim | None:
    """Give one person harmed in a case that is seen whole."""
    rows = Victim.objects.of(sight.case.partnership).filter(case=sight.case, pk=number)
    return rows.select_related("contact_person", "partnership", "case__partnership").first()


def not_yet_named(case: Case, known: Iterable[Victim]) -> list[Party]:
    """Give the people of a case who may have been harmed and are not named as harmed yet."""
    names = {one.name for one in known}
    kinds = {one.id: one.kind for one in case.type.declared.parties}
    rows = Party.objects.of(case.partnership).filter(case=case).order_by("pk")
    fit = [one for one in rows if kinds[one.role] in ("victim", "reporter")]
    return [one for one in fit if one.name and one.name not in names]


@dataclass(frozen=True)
class VictimPage:
    """All that is known of one person harmed, for the page on them."""

    victim: Victim
    assessments: list[RiskAssessment]
    contacts: list[VictimContact]
    reviews: list[RiskReview]
    due: list[Task]

    @property
    def latest(self) -> RiskAssessment | None:
        """The assessment that holds."""
        return self.assessments[0] if self.assessments else None

    @property
    def trend(self) -> str:
        """How the risk has moved (RAM-02)."""
        bands = [one.band for one in reversed(self.assessments)]
        return ram.trend([known for band in bands for known in BANDS if known == band])

    @property
    def levels(self) -> list[str]:
        """Who looks at it again, by the band (RAM-07)."""
        one = self.latest
        if one is None:
            return []
        found = matrix_of(one.matrix, one.version)
        return [review.by for review in found.reviews if review.band == one.band]


def victim_page(victim: Victim) -> VictimPage:
    """Gather the page of one person harmed: four queries."""
    of = victim.partnership
    assessments = (
        RiskAssessment.objects.of(of).filter(victim=victim).select_related("by", "decided_by")
    )
    contacts = VictimContact.objects.of(of).filter(victim=victim).select_related("by")
    reviews = RiskReview.objects.of(of).filter(victim=victim).select_related("by")
    keys = [f"contact:{victim.pk}", f"band:{victim.pk}",
            *(f"review:{victim.pk}:{level}" for level in working.LEVELS)]  # fmt: skip
    due = Task.objects.of(of).filter(
        case=victim.case_id, key__in=keys, done_at=None, dropped_at=None
    )
    return VictimPage(
        victim, list(assessments.order_by("-number")), list(contacts), list(reviews), list(due)
    )


def told(one: RiskAssessment) -> list[tuple[str, str, int]]:
    """Give each question of an assessment with its answer and points, as of its version."""
    matrix = matrix_of(one.matrix, one.version)
    rows = []
    for asked in matrix.questions:
        points, said = asked.options.get(one.answers.get(asked.id, ""), (0, "Not answered"))
        rows.append((asked.ask, said, points))
    return rows

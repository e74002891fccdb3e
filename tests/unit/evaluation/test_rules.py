"""What may be asked, which months count, until when it may change, what may be published."""

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.accounts.rules import RuleBroken
from goldenthread.evaluation import rules
from goldenthread.evaluation.rules import Asked

ASKED = Asked(
    name="Patrols at the station", kind="patrols", what="Two hours each evening.",
    ground="squares", measure="anti-social-behaviour", width=500, starts=date(2025, 5, 1),
    ends=None, first=date(2025, 1, 1), last=date(2025, 8, 1), design="differences", expected=-10,
    chosen="high", compared_how="The next highest.", treated=("NZ 255 335",),
    comparison=("NZ 285 145", "NZ 205 285"),
)  # fmt: skip


class TestMonths:
    def test_months_lie_wholly_before_or_after(self):
        assert [one.month for one in rules.months_before(ASKED)] == [1, 2, 3, 4]
        assert [one.month for one in rules.months_after(ASKED)] == [5, 6, 7, 8]

    def test_the_month_of_the_start_counts_as_neither(self):
        within = replace(ASKED, starts=date(2025, 5, 2))
        assert [one.month for one in rules.months_before(within)] == [1, 2, 3, 4]
        assert [one.month for one in rules.months_after(within)] == [6, 7, 8]

    def test_months_end_with_what_is_done(self):
        ended = replace(ASKED, ends=date(2025, 6, 30))
        assert [one.month for one in rules.months_after(ended)] == [5, 6]
        part = replace(ASKED, ends=date(2025, 6, 29))
        assert [one.month for one in rules.months_after(part)] == [5]

    def test_a_year_turns(self):
        over = replace(ASKED, first=date(2024, 11, 1), starts=date(2025, 1, 1))
        assert [one.isoformat() for one in rules.months_before(over)] == ["2024-11-01",
                                                                          "2024-12-01"]  # fmt: skip


class TestAsking:
    def test_a_whole_question_is_taken(self):
        rules.check_asked(ASKED)
        rules.check_asked(replace(ASKED, design="before_after", comparison=(), compared_how=""))

    @pytest.mark.parametrize(
        ("other", "why"),
        [
            ({"name": " "}, "a name"),
            ({"what": ""}, "what is done"),
            ({"treated": ()}, "one place at least"),
            ({"buffer": ("NZ 255 335",)}, "two lists"),
            ({"comparison": ("NZ 285 145", "NZ 285 145")}, "twice in one"),
            ({"comparison": tuple(f"NZ {n}" for n in range(200))}, "At most 200"),
            ({"comparison": ()}, "needs comparison places"),
            ({"compared_how": " "}, "how the comparison places were found"),
            ({"expected": -100}, "more than -100"),
            ({"ends": date(2025, 4, 30)}, "ends before it starts"),
            ({"first": date(2025, 5, 1)}, "One whole month"),
            ({"last": date(2025, 4, 1)}, "One whole month"),
        ],
    )
    def test_what_cannot_be_answered_is_refused(self, other, why):
        with pytest.raises(RuleBroken, match=why):
            rules.check_asked(replace(ASKED, **other))


class TestFreezing:
    def test_any_other_question_has_another_fingerprint(self):
        same = replace(ASKED, treated=tuple(ASKED.treated))
        assert same.fingerprint() == ASKED.fingerprint()
        others = [
            replace(ASKED, expected=-9), replace(ASKED, last=date(2025, 7, 1)),
            replace(ASKED, comparison=ASKED.comparison[::-1]),
        ]  # fmt: skip
        assert len({one.fingerprint() for one in [ASKED, *others]}) == 4

    def test_it_may_change_until_the_day_before(self):
        rules.check_may_change(starts=date(2027, 4, 2), today=date(2027, 4, 1))
        with pytest.raises(RuleBroken, match="frozen"):
            rules.check_may_change(starts=date(2027, 4, 1), today=date(2027, 4, 1))

    def test_asked_on_the_first_day_is_asked_afterwards(self):
        assert rules.asked_before(declared=date(2027, 3, 31), starts=date(2027, 4, 1))
        assert not rules.asked_before(declared=date(2027, 4, 1), starts=date(2027, 4, 1))

    def test_a_change_has_its_reason(self):
        rules.check_reason("Another square.")
        with pytest.raises(RuleBroken, match="Say why"):
            rules.check_reason(" ")


class TestPublishing:
    GOOD = {"verdict": "fell", "asked_by": 1, "by": 2, "is_further": False, "reason": ""}

    def test_a_second_person_publishes(self):
        rules.check_publish(**self.GOOD)
        rules.check_publish(**{**self.GOOD, "is_further": True, "reason": "A month came in."})

    @pytest.mark.parametrize(
        ("other", "why"),
        [({"verdict": "none"}, "no result yet"), ({"by": 1}, "Ask a colleague"),
         ({"is_further": True}, "published already")],
    )  # fmt: skip
    def test_what_nobody_else_has_seen_is_refused(self, other, why):
        with pytest.raises(RuleBroken, match=why):
            rules.check_publish(**{**self.GOOD, **other})

    @pytest.mark.parametrize(
        ("limits", "said"),
        [((0.8, 0.99), "fell"), ((1.01, 1.5), "rose"), ((0.9, 1.1), "unclear"),
         ((0.5, 1), "unclear")],
    )  # fmt: skip
    def test_limits_decide_the_verdict(self, limits, said):
        assert rules.verdict(*limits) == said

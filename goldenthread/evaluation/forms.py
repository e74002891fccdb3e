"""Forms of this room, thin: what may be asked is decided in rules and changes."""

from typing import Any

from django import forms

from goldenthread.accounts.asking import Request
from goldenthread.delivery.queries import actions_of
from goldenthread.evaluation import asking, planning, reading, rules
from goldenthread.evaluation.rules import Asked
from goldenthread.funding.queries import awards_seen
from goldenthread.hotspots.models import ChosenArea
from goldenthread.partnership.forms import choice, day, text

ONE_A_LINE = (
    "A grid reference of each square (NZ 270 425), or a code of each area (E06000047), one "
)
WHOLE = "Any day of it."


def _number(label: str, least: int, most: int, **options: Any) -> forms.IntegerField:
    wrong = {
        "required": f"{label}: give a number.",
        "invalid": f"{label}: write a whole number.",
        "min_value": f"{label}: at least %(limit_value)s.",
        "max_value": f"{label}: at most %(limit_value)s.",
    }
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, error_messages=wrong, **options
    )


class QuestionForm(forms.Form):
    """A question, as it is declared before anything begins."""

    name = text("What is it called?", most=120)
    kind = choice("What kind of thing is it?", list(rules.KINDS.items()))
    what = text("What is done, by whom, how often?", most=4000, rows=4,
                help_text="No names of people and no house numbers.")  # fmt: skip
    starts = day("First day")
    ends = day("Last day", required=False, help_text="Leave empty while it goes on.")
    width = choice(
        "Squares are so wide",
        [(one, f"{one:,} metres") for one in reading.WIDTHS],
        required=False,
        help_text="For whole areas this counts for nothing.",
    )
    treated = text("Where is it done?", most=8000, rows=3, help_text=f"{ONE_A_LINE}on each line.")
    chosen = choice("How were these places chosen?", list(rules.CHOSEN.items()),
                    widget=forms.RadioSelect)  # fmt: skip
    comparison = text(
        "Comparison places",
        most=8000,
        rows=4,
        required=False,
        help_text="Where nothing of the kind is done: as alike as can be before.",
    )
    alike = _number("Find so many squares most alike", 1, asking.MOST_ALIKE, required=False,
                    help_text="Nearest in number on record before, and not touching.")  # fmt: skip
    compared_how = text("How were comparison places found?", most=2000, rows=2, required=False)
    buffer = text("Places round about", most=8000, rows=2, required=False,
                  help_text="Where it might be moved to, or spread to as a benefit.")  # fmt: skip
    ring = forms.BooleanField(label="Take the squares that touch them as well", required=False)
    first = day("First month before", help_text=WHOLE)
    last = day("Last month after", help_text=WHOLE)
    design = choice("How is it to be judged?", list(rules.DESIGNS.items()),
                    widget=forms.RadioSelect)  # fmt: skip
    expected = _number(
        "Expected change, in per cent",
        -99,
        1000,
        required=False,
        help_text="-10 for a fall of a tenth. Leave empty where nobody knows.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measured = choice("What is counted?", asking.measures())
        self.fields = {"name": self.fields["name"], "kind": self.fields["kind"],
                       "what": self.fields["what"], "measure": measured, **self.fields}  # fmt: skip


class DeclareForm(QuestionForm):
    """A question, and what its intervention belongs to."""

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partnership, by = request.partnership, request.user
        for name, label, rows in (
            ("award", "Paid for by", awards_seen(partnership, by=by)),
            ("action", "An action of a delivery plan", actions_of(partnership, by=by)),
            ("hotspot", "A hotspot area", ChosenArea.objects.of(partnership)),
        ):
            self.fields[name] = forms.ModelChoiceField(
                rows, label=label, required=False, empty_label="None"
            )

    def links(self) -> dict[str, Any]:
        """Give what it belongs to."""
        return {name: self.cleaned_data[name] for name in ("award", "action", "hotspot")}


class ChangeForm(QuestionForm):
    """Another version of a question that has not begun."""

    reason = text("Why does it change?", most=2000, rows=2)


class PublishForm(forms.Form):
    """An answer goes into the register."""

    reason = text(
        "Why does it take the place of the one before?",
        most=2000,
        rows=2,
        required=False,
        help_text="Needed where a result is published already.",
    )


class PlanForm(forms.Form):
    """What a plan could see, tried out."""

    events = forms.FloatField(
        label="On record in one place in a month",
        min_value=0.1,
        max_value=1e6,
        error_messages={"invalid": "Write a number."},
    )
    places = _number("Places where it is done", 1, 1000)
    comparison = _number("Comparison places", 1, 1000)
    before = _number("Months before", 1, 120)
    after = _number("Months after", 1, 120)
    change = _number("Change to be seen, in per cent", -99, 1000)
    spread = forms.FloatField(
        label="Spread", min_value=0.1, max_value=100, help_text="1: places differ by chance alone. "
        "Real ones differ more; 2 is common.", error_messages={"invalid": "Write a number."},
    )  # fmt: skip

    START = {"events": 12, "places": 4, "comparison": 20, "before": 6, "after": 6,
             "change": planning.USUAL, "spread": 2}  # fmt: skip


class RegisterFilter(forms.Form):
    """Which results to show."""

    kind = choice("Kind", [("", "All kinds"), *rules.KINDS.items()], required=False)
    verdict = choice(
        "What was found",
        [
            ("", "Anything"),
            *((key, one) for key, one in rules.VERDICTS.items() if key != rules.NONE),
        ],
        required=False,
    )


def first_of(asked: Asked) -> dict[str, Any]:
    """Give what the form shows first of a question that stands."""
    told = {name: getattr(asked, name) for name in rules.FACTS if name not in rules.ROLES}
    lists = {role: "\n".join(getattr(asked, role)) for role in rules.ROLES}
    return told | lists | {"measure": f"{asked.ground}:{asked.measure}"}

"""Forms for recording money, thin: what may be done is decided in rules and changes."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from goldenthread.accounts.models import Partnership
from goldenthread.delivery.models import Action
from goldenthread.funding import rules
from goldenthread.funding.models import Award, Fund, Funder, ProfileLine
from goldenthread.partnership.forms import choice, day, text
from goldenthread.partnership.models import Organisation
from goldenthread.strategy.models import Commitment, Priority, Scheme

OLDEST, NEWEST = 15, 5  # years back and ahead in which an award may be counted


class MoneyField(forms.DecimalField):
    """A sum in pounds and pence, as people write it: "1,234.50" or "£1,234.50"."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def __init__(self, *, label: str, **options: Any) -> None:
        wrong = {
            "invalid": f"{label}: write a sum such as 1,234.50.",
            "required": f"{label}: give the sum.",
            "min_value": f"{label}: give more than nothing.",
            "max_decimal_places": f"{label}: give pounds and pence, at most two decimals.",
            "max_digits": f"{label}: that is larger than any sum that can be kept.",
            "max_whole_digits": f"{label}: that is larger than any sum that can be kept.",
        }
        options.setdefault("min_value", rules.PENNY)
        super().__init__(
            label=label, max_digits=14, decimal_places=2, error_messages=wrong, **options
        )

    def to_python(self, value: Any) -> Any:
        """Read a sum, a pound sign and commas taken away."""
        plain = str(value or "").replace("£", "").replace(",", "").strip()
        return super().to_python(plain)


def _one_of(rows: Any, label: str, empty: str, **options: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        rows, label=label, required=False, empty_label=empty,
        error_messages={"invalid_choice": f"{label}: choose one of these."}, **options,
    )  # fmt: skip


class ThemeChoice(forms.ModelChoiceField):
    """A theme, told apart from one named alike by its plan."""

    def label_from_instance(self, obj: Priority) -> str:
        """Name the theme, then its plan."""
        return f"{obj} ({obj.strategy})"


class ActionChoice(forms.ModelChoiceField):
    """An action of a delivery plan."""

    def label_from_instance(self, obj: Action) -> str:
        """Name the plan, then the action."""
        return f"{obj.plan}: {obj}"


class FunderForm(forms.Form):
    """Who gives money."""

    name = text("Name of the funder")


class FundForm(forms.Form):
    """A fund or one round of it."""

    name = text("Name of the fund or round")
    total = MoneyField(
        label="The whole of it", required=False,
        help_text="In pounds, as the letter or document says. What its awards add up to is "
        "worked out and shown beside it.",
    )  # fmt: skip
    starts = day("First day", required=False)
    ends = day("Last day on which it may be spent", required=False)

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        funders = Funder.objects.of(partnership)
        self.fields["funder"] = _one_of(funders, "Whose it is", "Not named")
        self.order_fields(["name", "funder"])


class AwardForm(forms.Form):
    """What an award says. amount and ends only where it is new: later they are varied."""

    title = text("What is the money for?", help_text="A few words, such as Better street lights.")
    purpose = text("More about it", rows=3, most=4000, required=False)
    amount = MoneyField(label="Sum", help_text="In pounds, such as 1,234.50.")
    kind = choice("Kind", list(rules.KINDS.items()))
    recipient_name = text("Who gets it, where it is no body that is held here", required=False)
    place = text("Place", required=False)
    year = choice("Financial year in which it is counted", [])
    starts = day("First day", required=False)
    ends = day("Last day", required=False)
    section_17 = text(
        "Section 17", rows=3, most=4000, required=False,
        help_text="What it does, or risks, for crime and disorder, substance misuse, reoffending "
        "and serious violence (Crime and Disorder Act 1998 s.17).",
    )  # fmt: skip
    public = forms.BooleanField(
        label="Everybody may see this award", required=False, initial=True,
        help_text="Claims and payments are for partners only in any case.",
    )  # fmt: skip
    ORDER = ("title", "purpose", "amount", "kind", "fund", "recipient", "recipient_name", "place",
             "priority", "commitment", "scheme", "action", "year", "starts", "ends")  # fmt: skip

    def __init__(
        self, *args: Any, partnership: Partnership, award: Award | None = None, **kwargs: Any
    ) -> None:
        if award is not None:
            kwargs["initial"] = {
                name: getattr(award, name) for name in (*self.base_fields, *self.links(partnership))
            }
        super().__init__(*args, **kwargs)
        self.fields |= self.links(partnership)
        if award is not None:
            del self.fields["amount"], self.fields["ends"]
        known = award.year if award is not None else None
        self.fields["year"].choices = list(_years(known))  # type: ignore[attr-defined]
        self.fields["year"].initial = _this_year()
        self.order_fields(self.ORDER)

    @staticmethod
    def links(partnership: Partnership) -> dict[str, forms.ModelChoiceField]:
        """Give the fields that choose something held in rooms below."""
        themes = Priority.objects.of(partnership).select_related("strategy")
        actions = Action.objects.of(partnership).select_related("plan")
        optional: dict[str, Any] = {"required": False, "empty_label": "None"}
        return {
            "fund": _one_of(Fund.objects.of(partnership), "Fund", "No fund, or not known"),
            "recipient": _one_of(Organisation.objects.of(partnership), "Who gets it", "Another"),
            "priority": ThemeChoice(themes, label="Theme or priority it serves", **optional),
            "commitment": _one_of(
                Commitment.objects.of(partnership), "Commitment it serves", "None"
            ),
            "scheme": _one_of(
                Scheme.objects.of(partnership).filter(restricted=False), "Scheme", "None"
            ),
            "action": ActionChoice(actions, label="Action it pays for", **optional),
        }

    def clean_year(self) -> int:
        """Give the year in which the financial year begins."""
        return int(self.cleaned_data["year"])


def _this_year() -> int:
    now = timezone.localdate()
    return now.year - (now.month < 4)


def _years(known: int | None) -> Iterable[tuple[str, str]]:
    this = _this_year()
    every = {*range(this - OLDEST, this + NEWEST + 1), *([known] if known else [])}
    yield from ((str(one), rules.financial_year(one)) for one in sorted(every, reverse=True))


class VariationForm(forms.Form):
    """Another sum or last day, with the reason."""

    amount = MoneyField(label="Sum from now on")
    ends = day("Last day from now on", required=False)
    reason = text(
        "Why is it varied?", most=4000, rows=3,
        help_text="What it was before, and this reason, stay visible.",
    )  # fmt: skip


class ProfileForm(forms.Form):
    """The sum of each quarter; together they are the award."""

    def __init__(self, *args: Any, lines: Iterable[ProfileLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            self.fields[f"line-{line.pk}"] = MoneyField(
                label=f"{line.starts:%-d %B %Y} to {line.ends:%-d %B %Y}",
                min_value=Decimal(0), initial=line.amount,
            )  # fmt: skip

    @property
    def amounts(self) -> dict[int, Decimal]:
        """Give the sums by the number of their line."""
        return {int(name.partition("-")[2]): sum for name, sum in self.cleaned_data.items()}


class ClaimForm(forms.Form):
    """What is claimed to have been spent, and when."""

    starts = day("From")
    ends = day("To")
    amount = MoneyField(label="Claimed")
    what_for = text("What was it spent on?", rows=3, most=4000)


class DecisionForm(forms.Form):
    """Whether a claim is agreed."""

    decision = choice(
        "Is it agreed?", [("agree", "Agreed"), ("refuse", "Refused")], widget=forms.RadioSelect
    )
    reason = text("Why is it refused?", rows=3, most=4000, required=False,
                  help_text="Needed where it is refused.")  # fmt: skip


class PaymentForm(forms.Form):
    """Money that was paid."""

    paid_on = day("Paid on", initial=timezone.localdate)
    amount = MoneyField(label="Paid")
    reference = text("Reference", most=100, required=False)


class ReviewForm(forms.Form):
    """Whether it was worth its money."""

    economy = text("Economy: was it bought for as little as it could be?", rows=3, most=4000)
    efficiency = text("Efficiency: was as much made of it as could be?", rows=3, most=4000)
    effectiveness = text("Effectiveness: did it do what it was for?", rows=3, most=4000)


class ClosingForm(forms.Form):
    """What came of it."""

    closing_note = text(
        "What came of it?", rows=4, most=4000,
        help_text="Two or three sentences that everybody can read. Once closed, nothing more is "
        "claimed, paid or changed.",
    )  # fmt: skip

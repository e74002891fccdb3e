"""Forms that choose what is shown."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict

from django import forms
from django.http import QueryDict
from django.utils import timezone

from goldenthread.funding import queries, rules
from goldenthread.funding.models import Award
from goldenthread.partnership.forms import any_of, choice, day, text


def named(awards: Iterable[Award], dimension: str) -> list[tuple[str, str]]:
    """Give the names that occur in awards along one dimension, in order, as choices."""
    name = queries.DIMENSIONS[dimension][1]
    return [(one, one) for one in sorted({name(award) for award in awards})]


class SpentFilter(forms.Form):
    """By what to gather the money, and which of it."""

    by = choice("Gathered by", [(key, label) for key, (label, _) in queries.DIMENSIONS.items()],
                required=False)  # fmt: skip
    year = choice("Year", [], required=False)
    funder = choice("Funder", [], required=False)

    def __init__(self, *args: Any, awards: Iterable[Award], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = list(awards)
        self.fields["year"].choices = any_of("years", named(every, "year"))  # type: ignore[attr-defined]
        self.fields["funder"].choices = any_of("funders", named(every, "funder"))  # type: ignore[attr-defined]


class AwardFilter(forms.Form):
    """Which awards to show."""

    q = text("Words in it", required=False)
    theme = choice("Theme", [], required=False)
    funder = choice("Funder", [], required=False)
    place = choice("Place", [], required=False)
    recipient = choice("Recipient", [], required=False)
    year = choice("Year", [], required=False)

    def __init__(self, *args: Any, awards: Iterable[Award], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = list(awards)
        for dimension, (label, _) in queries.DIMENSIONS.items():
            what = {"year": "years"}.get(dimension, f"{label.lower()}s")
            self.fields[dimension].choices = any_of(what, named(every, dimension))  # type: ignore[attr-defined]

    def keeps(self, award: Award) -> bool:
        """Say whether an award is one of those that are asked for."""
        asked = self.cleaned_data
        words = " ".join([award.title, award.purpose, award.goes_to, award.place]).casefold()
        return all(word in words for word in asked.get("q", "").casefold().split()) and all(
            asked.get(dimension, "") in ("", name(award))
            for dimension, (_, name) in queries.DIMENSIONS.items()
        )


class Chosen(TypedDict):
    """What the page of endings is asked for."""

    on: date
    months: int


class EndingFilter(forms.Form):
    """Which day to look from, and how far ahead."""

    on = day("Seen from", required=False)
    months = choice("Ends within", [(str(one), f"{one} months") for one in rules.SOON],
                    required=False)  # fmt: skip

    def __init__(self, asked: QueryDict) -> None:
        super().__init__({"months": "6", **asked.dict()})

    def chosen(self) -> Chosen:
        """Give the day and the months; today and six where none, or none that fits, is given."""
        self.is_valid()
        asked = self.cleaned_data
        return {
            "on": asked.get("on") or timezone.localdate(),
            "months": int(asked.get("months") or 6),
        }


LARGEST_RISE = Decimal(25)


class RiseForm(forms.Form):
    """By how many per cent the precept would rise."""

    percent = forms.DecimalField(
        label="Rise of the precept, in per cent",
        required=False,
        min_value=Decimal(0),
        max_value=LARGEST_RISE,
        max_digits=5,
        decimal_places=2,
        help_text="From 0 to 25, such as 2.99.",
        error_messages={
            "invalid": "Write a number, such as 2.99.",
            "min_value": "Give 0 or more.",
            "max_value": "Give 25 or less.",
            "max_decimal_places": "Give at most two decimals.",
        },
    )

    def chosen(self) -> Decimal:
        """Give the rise; 1 where none, or none that fits, is given."""
        asked: Decimal | None = self.cleaned_data.get("percent") if self.is_valid() else None
        return Decimal(1) if asked is None else asked

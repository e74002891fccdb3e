"""Forms of disclosures: what is asked for, by whom, and under which gateway."""

from typing import Any

from django import forms
from django.utils import timezone

from goldenthread.accounts.models import Partnership
from goldenthread.casework.forms.together import body
from goldenthread.casework.rules.disclosing import GATEWAY_NAMES, REGIME_NAMES
from goldenthread.partnership.forms import any_of, choice, day, text
from goldenthread.partnership.models import InformationSharingAgreement


def tick(label: str, **options: Any) -> forms.BooleanField:
    """Give one box to tick."""
    return forms.BooleanField(label=label, required=False, **options)


class AskedForm(forms.Form):
    """Who asked for what."""

    asked_by = text("Who asked? Name and post")
    asked_for = text("What did they ask for?", rows=2, most=4000)

    field_order: tuple[str, ...] = ("receiver", "asked_by", "asked_for")

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"] = body("Which body asked?", partnership)
        self.order_fields(self.field_order)


class RefuseForm(AskedForm):
    """A request that is refused, and why."""

    why = text("Why is it not given?", rows=3, most=4000)


class DiscloseForm(AskedForm):
    """All that is recorded of a disclosure (IS-04)."""

    what = text("What do you disclose?", rows=4, most=8000)
    purpose = text("For what purpose?", rows=2, most=4000)
    gateway = choice("Under which gateway?", list(GATEWAY_NAMES.items()), widget=forms.RadioSelect)
    regime = choice(
        "Under which part of the law?", list(REGIME_NAMES.items()), widget=forms.RadioSelect,
        initial="uk_gdpr",
    )  # fmt: skip
    basis = text(
        "Basis in data protection law", most=300, required=False,
        help_text="For example: UK GDPR article 6(1)(e), public task.",
    )  # fmt: skip
    service = tick("It is for a voluntary service, not for a statutory function")
    numbers_only = tick("It holds numbers only: nothing about a person")
    patient = tick("It holds patient information")
    social_care = tick("Adult or children's social care holds it")
    law_enforcement = tick("It is for a law-enforcement purpose")
    for_case_review = tick("It is for an ASB Case Review")
    special = tick("It holds special category data, or data about offences")
    condition = text("If so: under which condition in law?", most=300, required=False)
    policy_document = text("And which policy document?", most=300, required=False)
    necessity = text("Why is it necessary and proportionate?", rows=3, most=4000, required=False)
    handling = text("How is it to be handled?", rows=2, most=4000, required=False)
    grading = text(
        "Grading, if it is intelligence", most=5, required=False,
        help_text="Source 1 to 3, assessment A to E, handling P or C, such as 2BC.",
    )  # fmt: skip
    heeds = tick("I have read what stands against it and disclose it all the same")

    field_order = (
        "receiver", "asked_by", "asked_for", "sender", "what", "purpose", "gateway", "agreement",
        "regime", "basis",
    )  # fmt: skip

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, partnership=partnership, **kwargs)
        self.fields["sender"] = body("Which body discloses it?", partnership)
        self.fields["agreement"] = forms.ModelChoiceField(
            InformationSharingAgreement.objects.of(partnership), required=False,
            label="Under which information-sharing agreement?", empty_label="None",
        )  # fmt: skip
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Say it as the rules ask it."""
        given = super().clean() or {}
        given["statutory"] = not given.pop("service", False)
        given["personal"] = not given.pop("numbers_only", False)
        return given


class ReceiptForm(forms.Form):
    """When what was disclosed arrived."""

    on = day("When did it arrive?", initial=timezone.localdate)


class DisclosureFilter(forms.Form):
    """Which disclosures to show."""

    gateway = choice("Gateway", any_of("gateways", GATEWAY_NAMES.items()), required=False)
    answer = choice("Answer", [("", "Both"), ("disclosed", "Disclosed"), ("refused", "Refused")],
                    required=False)  # fmt: skip

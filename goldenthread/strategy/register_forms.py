"""Forms of the registers: what to show, and how a commitment stands."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from goldenthread.accounts.models import Partnership
from goldenthread.partnership.forms import Folded, any_of, choice, day, text
from goldenthread.partnership.models import DocumentSource, Group, Organisation
from goldenthread.strategy import queries, rules
from goldenthread.strategy.models import Priority, Scheme, Strategy

NEEDS, WITH, ALSO = "record", "with", "also"
SCHEME_KINDS = {
    NEEDS: "Calls for a record of its own",
    WITH: "Named with one of these",
    ALSO: "Also named",
}
EVIDENCE_KINDS = {
    "bullet": "Point of evidence",
    "figure_row": "Row of figures",
    "change_statement": "Stated change",
    "value": "Stated value",
}


class CommitmentFilter(forms.Form):
    """Which commitments to show."""

    q = text("Words in it, or in what was achieved", required=False)
    theme = choice("Theme", [], required=False)
    sub_theme = choice("Sub-theme", [], required=False)
    reported = choice(
        "Reported on",
        [("", "All"), ("yes", "The report tells of it"), ("no", "The report is silent")],
        required=False,
    )
    status = choice(
        "Status",
        [("", "All statuses"), ("none", "None given"), *rules.COMMITMENT_STATUSES.items()],
        required=False,
    )

    def __init__(self, *args: Any, themes: Iterable[Priority], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = list(themes)
        subs = [
            (queries.theme_named(theme, sub), sub.title)
            for theme in every
            for sub in theme.sub_themes.all()
        ]
        _choose(
            self,
            "theme",
            any_of("themes", [(queries.theme_named(one), one.title) for one in every]),
        )
        _choose(self, "sub_theme", any_of("sub-themes", subs))


class CommitmentStatusForm(forms.Form):
    """How a commitment stands, and what shows it. sure: the second look was taken."""

    status = choice(
        "How does it stand?", list(rules.COMMITMENT_STATUSES.items()), widget=forms.RadioSelect
    )
    evidence = text(
        "What shows it?",
        rows=4,
        most=4000,
        help_text="A report, a figure, a decision. Everyone can read this: name no victim, "
        "suspect or other private person.",
    )
    on = day("On which day was this so?", initial=timezone.localdate)
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_on(self) -> date:
        """Refuse a day that is still to come."""
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError("This day is still to come. Give today or an earlier day.")
        return on


class SchemeFilter(forms.Form):
    """Which schemes to show."""

    q = text("Name, other name, or what it is", required=False)
    kind = choice("Kind", any_of("kinds", SCHEME_KINDS.items()), required=False)
    document = choice("Named in", [], required=False)

    def __init__(self, *args: Any, documents: Iterable[DocumentSource], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "document", any_of("documents", [(one.key, one.called) for one in documents]))


class SchemeForm(forms.ModelForm):
    """What is known of a scheme, and why it is written so."""

    aliases = text(
        "Other names", rows=3, most=2000, required=False,
        help_text="One on each line. Search finds the scheme by any of them.",
    )  # fmt: skip
    starts = day("Since", required=False)
    reason = text(
        "Why is it added or changed?", rows=3, most=2000,
        help_text="Everyone can read this reason beside the change.",
    )  # fmt: skip

    class Meta:
        model = Scheme
        fields = (
            "name", "aliases", "note", "needs", "named_with", "owner_group", "owners", "groups",
            "serves", "starts", "restricted",
        )  # fmt: skip
        labels = {
            "name": "Name",
            "note": "What it is",
            "needs": "What is to be kept of it",
            "named_with": "Named together with",
            "owner_group": "Group that owns it",
            "owners": "Bodies that own it",
            "groups": "Groups that work on it",
            "serves": "Priorities it serves",
            "restricted": "Show it only to people cleared to read drafts",
        }
        help_texts = {
            "needs": "Leave empty where its name is enough.",
            # Django's own words on holding keys down do not fit boxes to tick
            **dict.fromkeys(("owners", "groups", "serves"), ""),
        }
        widgets = {
            "note": forms.Textarea(attrs={"rows": 3}),
            "needs": forms.Textarea(attrs={"rows": 3}),
            **dict.fromkeys(("owners", "groups", "serves"), Folded),
        }

    def __init__(
        self, *args: Any, partnership: Partnership, plans: Iterable[Strategy], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial["aliases"] = "\n".join(self.instance.aliases)
        heads = Scheme.objects.of(partnership).filter(named_with=None).exclude(pk=self.instance.pk)
        serves = (
            Priority.objects.of(partnership)
            .filter(strategy__in=plans)
            .order_by("-strategy__period_start", "number")
        )
        for name, rows in {
            "named_with": heads,
            "owner_group": Group.objects.of(partnership),
            "owners": Organisation.objects.of(partnership),
            "groups": Group.objects.of(partnership),
            "serves": serves.select_related("strategy"),
        }.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        groups = [(one.pk, str(one)) for one in self.fields["groups"].queryset]  # type: ignore[attr-defined]
        self.fields["groups"].choices = groups  # type: ignore[attr-defined]
        self.fields["owner_group"].choices = [("", "None"), *groups]  # type: ignore[attr-defined]
        self.fields["named_with"].empty_label = "None"  # type: ignore[attr-defined]
        self.fields["serves"].label_from_instance = _with_plan  # type: ignore[attr-defined]

    def clean_aliases(self) -> list[str]:
        """Read one name from each line."""
        return [line.strip() for line in self.cleaned_data["aliases"].splitlines() if line.strip()]


def _with_plan(one: Priority) -> str:
    return f"{one} ({one.strategy.period_printed or one.strategy})"


class EvidenceFilter(forms.Form):
    """Which statements of a plan to show."""

    q = text("Words in the statement, its figures or their periods", required=False)
    priority = choice("Priority", [], required=False)
    kind = choice("Kind", any_of("kinds", EVIDENCE_KINDS.items()), required=False)
    flagged = forms.BooleanField(label="Only what is doubtful", required=False)

    def __init__(self, *args: Any, priorities: Iterable[Priority], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.key, str(one)) for one in priorities]
        every = any_of("priorities", [*named, ("none", "Under none of them")])
        _choose(self, "priority", every)


class PlanChoice(forms.Form):
    """Of which plan."""

    plan = choice("Plan", [], required=False)

    def __init__(self, *args: Any, plans: Iterable[Strategy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "plan", [(one.key, one.title) for one in plans])


def _choose(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]


def chosen(form: forms.Form) -> dict[str, Any]:
    """Give what a filter asks for; a part of it that makes no sense asks for nothing."""
    form.is_valid()
    return {name: form.cleaned_data.get(name) or "" for name in form.fields}

"""Forms of this room, thin: what may be done is decided in rules and changes."""

from django import forms

from goldenthread.hotspots import rules
from goldenthread.partnership.forms import choice, day, text

NO_NAMES = "Everyone who sees hotspots can read it. No names of people and no house numbers."
_STATES = (("", "All"), ("waiting", "Waiting for the panel"), ("chosen", "Chosen"),
           ("declined", "Declined"))  # fmt: skip


class ShortlistFilter(forms.Form):
    """Which candidates to show."""

    status = choice("How it stands", _STATES, required=False)
    basis = choice("Rests on", [("", "All"), *rules.BASES.items()], required=False)


class NominationForm(forms.Form):
    """Which place, why, and where that comes from."""

    where = text(
        "Where?", most=20, help_text="A postcode or a grid reference: DH1 5UL, NZ 270 425. The "
        "square that it lies in is put forward.",
    )  # fmt: skip
    name = text("What people call it", most=120, help_text="Such as a street, a park or an estate.")
    theme = choice("Theme", list(rules.THEMES.items()), widget=forms.RadioSelect)
    basis = choice("What does it rest on?", list(rules.BASES.items()), widget=forms.RadioSelect)
    reason = text("Why this place?", most=4000, rows=4, help_text=NO_NAMES)
    on_behalf_of = text(
        "Which body or community does it come from?", most=120, required=False,
        help_text="Needed unless it rests on what is on record: a parish council, a residents' "
        "association, councillors of a ward.",
    )  # fmt: skip


class InterestForm(forms.Form):
    """A panel member's interest."""

    what = text("What is your interest?", most=1000, rows=3, help_text="Such as living nearby. "
                "You then take no part in deciding on this place.")  # fmt: skip


class DecisionForm(forms.Form):
    """What the panel decided, and why."""

    outcome = choice("What was decided?", list(rules.OUTCOMES.items()), widget=forms.RadioSelect)
    reasons = text("Reasons", most=4000, rows=4, help_text=NO_NAMES)
    panel = text("Who took part?", most=1000, rows=2, help_text="Bodies and posts, such as "
                 "“police, neighbourhood inspector; county council, warden manager”.")  # fmt: skip
    starts = day("First day, if chosen", required=False)
    review_by = day("To be reviewed by, if chosen", required=False,
                    help_text="Within six months of the first day.")  # fmt: skip


class RenewForm(forms.Form):
    """What a review of an area found."""

    name = text("What people call it", most=120)
    theme = choice("Theme", list(rules.THEMES.items()), widget=forms.RadioSelect)
    reason = text("What did the review find?", most=4000, rows=4, help_text=NO_NAMES)
    review_by = day("To be reviewed next by", help_text="Within six months of today.")


class EndForm(forms.Form):
    """The end of an area."""

    on = day("Last day")
    reason = text("Why does it end?", most=4000, rows=4, help_text=NO_NAMES)

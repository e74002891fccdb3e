"""Forms of closing a case."""

from django import forms
from django.utils import timezone

from goldenthread.casework.forms.disclosures import tick
from goldenthread.casework.rules.closing import REASONS
from goldenthread.casework.rules.working import CONTENT
from goldenthread.partnership.forms import choice, day, text


class ClosingForm(forms.Form):
    """Why a case is to be closed."""

    reason = choice("Why is it to be closed?", list(REASONS.items()), widget=forms.RadioSelect)
    quiet_since = day("If the behaviour stopped: since when?", required=False)


class ToldForm(forms.Form):
    """What a victim was told of the closing."""

    on = day("When were they told?", initial=timezone.localdate)
    why = text("What were they told, and why is it closed?", rows=4, most=4000)
    review_right = tick("They were told again that they can ask for an ASB Case Review")
    survey_offered = tick("They were offered the survey on how content they are")


class ContentForm(forms.Form):
    """How content a victim is."""

    content = choice("How content are they with what was done?", list(CONTENT.items()),
                     widget=forms.RadioSelect)  # fmt: skip
    text = text("What did they say?", rows=3, most=4000, required=False)


class AgreeForm(forms.Form):
    """Why a supervisor agrees."""

    why = text("Why do you agree?", rows=3, most=4000)

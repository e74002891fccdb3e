"""Pages on which an assessment is completed, or opened again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.partnership.showing import done
from goldenthread.strategy.assessment import changes
from goldenthread.strategy.assessment.forms import CompleteForm, WhyForm
from goldenthread.strategy.assessment.views.common import assessment_or_404, confirm_page


@needs("strategy.complete_assessment")
def complete(request: Request, year: int) -> HttpResponse:
    """Complete an assessment, after asking who signs it off."""
    one = assessment_or_404(request, year)
    back = reverse("assessment", args=[year])
    form = CompleteForm(request.POST or None)
    if form.is_valid() and done(
        form,
        lambda: changes.complete_assessment(assessment=one, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, f"{one} is complete. It can be printed and published now.")
        return redirect(back)
    told = [
        "Nobody writes in it from then on.",
        "It can be built as a report in two layers, read by somebody else, and published.",
        "It can be opened again, with a reason.",
    ]
    title = f"Complete the assessment of {one.said_year}?"
    return confirm_page(request, one, form, title, told, "Complete it", back)


@needs("strategy.complete_assessment")
def reopen(request: Request, year: int) -> HttpResponse:
    """Make a complete assessment a draft again, after asking why."""
    one = assessment_or_404(request, year)
    back = reverse("assessment", args=[year])
    form = WhyForm(request.POST or None)
    if form.is_valid() and done(
        form,
        lambda: changes.reopen_assessment(assessment=one, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, f"{one} is a draft again.")
        return redirect(back)
    told = [
        "It is a draft again, and must be completed anew.",
        "What was printed and published stays at its address.",
    ]
    title = f"Open the assessment of {one.said_year} again?"
    return confirm_page(request, one, form, title, told, "Open it again", back)

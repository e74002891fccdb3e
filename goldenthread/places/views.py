"""The page that says where a postcode lies and who answers for it."""

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.places import postcodes, queries
from goldenthread.places.forms import PostcodeForm


@needs("public.read")
def place(request: Request) -> HttpResponse:
    """Find a postcode. What is asked is neither kept nor counted."""
    form = PostcodeForm(request.GET) if "postcode" in request.GET else PostcodeForm()
    answer = None
    if form.is_bound and form.is_valid():
        answer = queries.placed(form.cleaned_data["found"], request.partnership)
    context = {"form": form, "answer": answer, "source": postcodes.SOURCE}
    return render(request, "places/place.html", context)

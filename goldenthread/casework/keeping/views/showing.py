"""What the pages of those who look after what is kept have in common."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.asking import Request
from goldenthread.casework.views.case import confidential
from goldenthread.partnership.showing import crumb

MARKING = "OFFICIAL-SENSITIVE (PERSONAL)"
ON_A_PAGE = 50


def on(moment: datetime | date | None) -> str:
    """Say a day as people do; "Not yet" where there is none."""
    if moment is None:
        return "Not yet"
    day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    return f"{day:%-d %B %Y}"


def at(moment: datetime) -> str:
    """Say a moment: the day, and the time by the clock here."""
    return f"{timezone.localtime(moment):%-d %B %Y, %H:%M:%S}"


def table(
    id: str, caption: str, labels: Sequence[str], rows: list[Any], **more: Any
) -> dict[str, Any]:
    """Give a table for components/table.html."""
    columns = [{"label": one} for one in labels]
    return {"id": id, "caption": caption, "columns": columns, "rows": rows, **more}


def to(name: str, text: str, *args: Any) -> dict[str, str]:
    """Give a cell that leads somewhere."""
    return {"url": reverse(name, args=args), "text": text}


def under(*more: dict[str, str]) -> list[dict[str, str]]:
    """Give the breadcrumbs of a page under the front page of case records."""
    return [crumb("Case records", "case_records"), *more]


def listed(
    request: Request, title: str, lede: str, table: dict[str, Any], *, empty: str,
    page: Page[Any] | None = None, **more: Any,
) -> HttpResponse:  # fmt: skip
    """Draw a page that is one table. links: a list of address and text above it."""
    context = {"title": title, "lede": lede, "table": table, "empty": empty, "page": page,
               "marking": MARKING, "breadcrumbs": under(), **more}  # fmt: skip
    return confidential(request, "casework/keeping/list.html", context)


def asked(
    request: Request, title: str, form: Any, *, back: str, lede: str = "", kicker: str = "",
    submit: str = "", warning: bool = False, crumbs: Sequence[dict[str, str]] = (),
) -> HttpResponse:  # fmt: skip
    """Draw a page that is one form."""
    context = {"title": title, "form": form, "back": back, "lede": lede, "kicker": kicker,
               "submit": submit or title, "warning": warning, "marking": MARKING,
               "breadcrumbs": under(*crumbs)}  # fmt: skip
    return confidential(request, "casework/keeping/form.html", context)

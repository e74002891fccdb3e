"""Fill a database with cases and time the pages of casework: run by benchmarks.casework alone."""

import os
import sys
from datetime import timedelta

import django


def fill(number: int, events: int) -> None:
    """Make a caseworker and so many cases, spread over kinds, stages and days."""
    from django.utils import timezone

    from goldenthread.accounts.models import Partnership, RoleGrant, User
    from goldenthread.casework import changes
    from goldenthread.casework.models import Answer, Case, CaseClock, CaseEvent, Party, Task
    from goldenthread.casework.rules.references import new_reference

    now = timezone.now()
    partnership = Partnership.objects.create(
        slug="bench", name="Bench", short_name="Bench", area_code="E06000047", is_default=True
    )
    people = [User.objects.create_user(f"worker{n}@example.org", name=f"W{n}") for n in range(50)]
    for person in people:
        RoleGrant.objects.create(
            partnership=partnership, user=person, role="caseworker", starts=timezone.localdate()
        )
    of = changes.adopt("asb_report", partnership=partnership)
    kinds = list(of.declared.questions["sub_type"].choices)
    own = {"partnership": partnership}
    drawn: set[str] = set()
    while len(drawn) < number:
        drawn.add(new_reference())
    for start in range(0, number, 5_000):
        batch = []
        for n, reference in zip(
            range(start, min(start + 5_000, number)), sorted(drawn)[start:], strict=False
        ):
            opened = now - timedelta(hours=n % 17_000)
            closed = n % 5 != 0
            batch.append(Case(
                **own, type=of, reference=reference, stage="closed" if closed else "screened",
                opened_at=opened, closed_at=opened + timedelta(days=9) if closed else None,
                outcome="action_taken" if closed else "", lead=people[n % 50] if n % 7 else None,
                place=f"{n} Example Street", marking="OFFICIAL-SENSITIVE (PERSONAL)",
                next_due=None if closed else opened + timedelta(days=2),
            ))  # fmt: skip
        cases = Case.objects.bulk_create(batch)
        told = CaseEvent.objects.bulk_create(
            [CaseEvent(**own, case=case, number=k + 1, at=case.opened_at, by_name="W",
                       verb="opened" if not k else "noted", stage="received" if not k else "",
                       text="A note.", kind_of_note="fact" if k else "")
             for case in cases for k in range(events)], batch_size=2_000)  # fmt: skip
        Answer.objects.bulk_create(
            [Answer(**own, case=case, event=told[at * events], question=question, text=text,
                    personal=question in of.declared.personal)
             for at, case in enumerate(cases)
             for question, text in (("sub_type", kinds[at % len(kinds)]), ("priority", "medium"),
                                    ("what_happened", "It was loud."), ("name", "Somebody"))],
            batch_size=2_000)  # fmt: skip
        Party.objects.bulk_create(
            [Party(**own, case=case, role="reporter", name=f"Invented Person {case.pk}")
             for case in cases], batch_size=2_000)  # fmt: skip
        waiting = [case for case in cases if case.closed_at is None]
        CaseClock.objects.bulk_create(
            [CaseClock(**own, case=case, key="look_at", name="Look", rule="RPT-02",
                       statutory=False, length_number=1, length_unit="working_days",
                       trigger="Received", started=case.opened_at, due=case.next_due)
             for case in waiting], batch_size=2_000)  # fmt: skip
        Task.objects.bulk_create(
            [Task(**own, case=case, key="look_for_repeats", name="Look", since=case.opened_at,
                  due=case.next_due) for case in waiting], batch_size=2_000)  # fmt: skip


def pages() -> dict[str, str]:
    """Give the pages that are asked, by name."""
    from goldenthread.casework.models import Case

    one = Case.objects.of_every_partnership(because="a benchmark").filter(closed_at=None)[0]
    return {
        "list": "/cases/",
        "list_page_100": "/cases/?state=all&page=100",
        "filtered": "/cases/?stage=screened&lead=me&sort=-opened",
        "search_reference": f"/cases/?q={one.reference}",
        "search_name": "/cases/?q=Invented+Person+777",
        "search_name_all": "/cases/?q=Invented+Person+7777&state=all",
        "case": one.get_absolute_url(),
        "what_waits": "/cases/my-work/",
    }


def main() -> None:
    """Fill, ask, print a line for each page."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from benchmarks.casework import percentile_95, timed
    from goldenthread.accounts.models import User
    from goldenthread.bulk import freshen_statistics

    call_command("migrate", verbosity=0)
    fill(int(sys.argv[1]), int(sys.argv[2]))
    freshen_statistics()
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(email="worker1@example.org"))
    for name, address in pages().items():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200, address
            queries = len(asked)
        times = timed(lambda address=address: client.get(address))
        print(f"{name}\t{percentile_95(times):.1f}\t{queries}", flush=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main()

"""Fill a database with cases and time the pages of casework: run by benchmarks.casework alone."""

import os
import sys
import time

import django


def pages() -> dict[str, str]:
    """Give the pages that are asked, by name."""
    from goldenthread.casework.models import Case

    one = Case.objects.of_every_partnership(because="a benchmark").filter(closed_at=None)[0]
    return {
        "list": "/cases/",
        "list_page_100": "/cases/?state=all&page=100",
        "filtered": "/cases/?stage=screened&lead=me&sort=-opened",
        "search_reference": f"/cases/?q={one.reference}",
        "search_name": "/cases/?q=Invented+Person+7770",
        "search_name_all": "/cases/?q=Invented+Person+7777&state=all",
        "search_common": "/cases/?q=loud+morning&state=all",
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

    from benchmarks._casework_fill import fill
    from benchmarks.casework import percentile_95, timed
    from goldenthread.accounts.models import User
    from goldenthread.bulk import freshen_statistics

    call_command("migrate", verbosity=0)
    begun = time.perf_counter()
    fill(int(sys.argv[1]), int(sys.argv[2]))
    freshen_statistics()
    print(f"filled in {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
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

"""Print, as JSON, what a browser needs to know of the example that stands in the data folder.

Runs as a program of its own (`python -m tests.walk.facts`): a browser test holds no database.
"""

import json
import os
import sys

import django


def facts() -> dict:
    """Give the sign-ins by partnership and role, their password, and samples of every page."""
    from django.utils import timezone

    from config import example
    from config.serving import example_password
    from goldenthread.accounts.models import Partnership, RoleGrant, User
    from tests.walk.addresses import as_json, walk, with_unlinked
    from tests.walk.working import hold_meeting, work_on

    password = example_password()
    list(example.sign_ins(password))
    # One does a week's work, another looks: what waits for a second person shows to the second.
    worker, finder = (
        User.objects.get_or_create(email=f"{name.casefold()}@example.org", name=name)[0]
        for name in ("Worker", "Finder")
    )
    people: dict[str, dict[str, str]] = {}
    grants = RoleGrant.objects.of_every_partnership(because="the browser signs in as each role")
    for grant in grants.select_related("user", "partnership").order_by("pk"):
        people.setdefault(grant.partnership.slug, {}).setdefault(grant.role, grant.user.email)
    samples = {}
    for one in Partnership.objects.all():
        # Both may do everything; they are switched off before the server starts.
        for role in people[one.slug]:
            for who in (worker, finder):
                RoleGrant.objects.get_or_create(
                    user=who, partnership=one, role=role, starts=timezone.localdate()
                )
        also = work_on(one, User.objects.get(pk=worker.pk))
        hold_meeting(one, User.objects.get(pk=finder.pk))
        found = with_unlinked(walk(one, [None, finder], also=also), one, finder)
        RoleGrant.objects.of(one).filter(user__in=(worker, finder)).delete()
        samples[one.slug] = as_json(found)
        with_who_opens(samples[one.slug], people[one.slug])
    User.objects.filter(pk__in=(worker.pk, finder.pk)).update(is_active=False)
    return {"password": password, "people": people, "samples": samples}


def with_who_opens(samples: dict[str, list[dict]], people: dict[str, str]) -> None:
    """Add to each sample of a page of one case a role that may open it, or "" for none.

    A case shows itself to whom its type and its people let in: no role opens every case.
    """
    from goldenthread.accounts.matrix import ALLOWED, OWN, outcome, pages
    from goldenthread.accounts.models import User
    from tests.walk.addresses import OF_A_CASE, visitor

    clients = {
        role: visitor(User.objects.get(email=email))
        for role, email in people.items()
        if role != "public"
    }
    for page in pages():
        if page.pattern.startswith(OF_A_CASE):
            may = [role for role in clients if outcome(page, role) in (ALLOWED, OWN)]
            for sample in samples.get(page.name, ()):
                opens = (
                    role for role in may if clients[role].get(sample["url"]).status_code == 200
                )
                sample["role"] = next(opens, "")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    json.dump(facts(), sys.stdout)

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
    from tests.walk.working import work_on

    password = example_password()
    list(example.sign_ins(password))
    people: dict[str, dict[str, str]] = {}
    grants = RoleGrant.objects.of_every_partnership(because="the browser signs in as each role")
    for grant in grants.select_related("user", "partnership").order_by("pk"):
        people.setdefault(grant.partnership.slug, {}).setdefault(grant.role, grant.user.email)
    samples = {}
    for one in Partnership.objects.all():
        # Someone who may do everything finds every page; switched off before the server starts.
        finder, _ = User.objects.get_or_create(email="finder@example.org", name="Finder")
        for role in people[one.slug]:
            RoleGrant.objects.get_or_create(
                user=finder, partnership=one, role=role, starts=timezone.localdate()
            )
        also = work_on(one, User.objects.get(pk=finder.pk))
        found = with_unlinked(walk(one, [None, finder], also=also), one, finder)
        samples[one.slug] = as_json(found)
        RoleGrant.objects.of(one).filter(user=finder).delete()
    User.objects.filter(email="finder@example.org").update(is_active=False)
    return {"password": password, "people": people, "samples": samples}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    json.dump(facts(), sys.stdout)

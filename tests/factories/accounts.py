"""Partnerships and people for tests."""

import datetime

import factory

from goldenthread.accounts.models import Partnership, RoleGrant, User

PASSWORD = "a long enough phrase"


class PartnershipFactory(factory.django.DjangoModelFactory):
    """An invented partnership."""

    class Meta:
        model = Partnership
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"partnership-{n}")
    name = factory.LazyAttribute(lambda o: f"{o.slug.title()} Partnership")
    short_name = factory.LazyAttribute(lambda o: o.slug[:40])
    area_code = "E06000047"


class UserFactory(factory.django.DjangoModelFactory):
    """A person; `roles=["analyst"], partnership=p` gives roles."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")

    @classmethod
    def _create(cls, model_class, *args, roles=(), partnership=None, **kwargs):
        user = model_class.objects.create_user(password=PASSWORD, **kwargs)
        for role in roles:
            RoleGrant.objects.create(
                user=user, partnership=partnership, role=role, starts=datetime.date(2020, 1, 1)
            )
        return user

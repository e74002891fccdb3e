"""Who had a part in a case before: nobody of them chairs its review or decides its appeal."""

from goldenthread.casework.models import Case, CaseAccess, CaseEvent, LinkedCase, Party, Task

DECIDES = ("decide_met", "decide_not_met", "issue")


def linked_of(case: Case) -> list[Case]:
    """Give the cases about the same behaviour."""
    rows = LinkedCase.objects.of(case.partnership).filter(case=case)
    return [one.other for one in rows.select_related("other__type", "other__lead").order_by("pk")]


def involved_in(case: Case) -> set[str]:
    """Give the names, in small letters, of everybody with a part in a case or a linked one.

    Whoever was put on the review to chair it is not counted for that alone (CR-16).
    """
    every = [case.pk, *(one.pk for one in linked_of(case))]
    of = case.partnership
    names = set(
        CaseEvent.objects.of(of)
        .filter(case__in=every)
        .exclude(by=None)
        .values_list("by_name", flat=True)
    )
    accesses = CaseAccess.objects.of(of).filter(case__in=every).exclude(case=case, worker="chair")
    names |= {str(one.person) for one in accesses.select_related("person")}
    tasks = Task.objects.of(of).filter(case__in=every).exclude(given_to=None)
    names |= {str(one.given_to) for one in tasks.select_related("given_to")}
    leads = Case.objects.of(of).filter(pk__in=every).exclude(lead=None).select_related("lead")
    names |= {str(one.lead) for one in leads}
    names |= set(Party.objects.of(of).filter(case__in=every).values_list("name", flat=True))
    return {tidy_name(one) for one in names if one.strip()}


def tidy_name(name: str) -> str:
    """Give a name such that two ways of writing it are one."""
    return " ".join(name.split()).casefold()


def deciders_of(case: Case) -> set[str]:
    """Give the ids of whoever took a decision in a review (CR-20)."""
    events = CaseEvent.objects.of(case.partnership).filter(case=case, step__in=DECIDES)
    return {str(by) for by in events.exclude(by=None).values_list("by", flat=True)}

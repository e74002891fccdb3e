"""The invented cases of the worked example, and the commands of case types."""

from datetime import timedelta

import pytest
from django.utils import timezone

from config.cli import main
from config.example import FOLDER
from goldenthread.accounts.rules import ROLES
from goldenthread.audit.models import Event
from goldenthread.casework import loading
from goldenthread.casework.models import Answer, Case, CaseEvent, CaseTypeVersion, Task
from goldenthread.casework.types.reading import case_type
from goldenthread.commands import CannotDo
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
FILES = sorted((FOLDER / "casework").glob("*.yaml"))


@pytest.fixture
def everybody(ours):
    return {
        role: UserFactory(roles=[role], partnership=ours, name=f"Example {role}")
        for role in ROLES
        if role != "public"
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_invented_cases_are_loaded_once_and_say_that_they_are_invented(ours, everybody, path):
    declared = loading.declared_cases(path)
    new = loading.load(declared, partnership=ours, people=everybody)
    assert new == Case.objects.of(ours).count() == len(declared.cases)
    for text in Answer.objects.of(ours).filter(question="what_happened"):
        assert text.text.startswith("Invented example.")
    for text in Answer.objects.of(ours).filter(question="name"):
        assert text.text.startswith("Invented ")
    events = CaseEvent.objects.of(ours).count(), Event.objects.count()
    assert loading.load(declared, partnership=ours, people=everybody) == 0
    assert (CaseEvent.objects.of(ours).count(), Event.objects.count()) == events


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_whatever_is_told_of_somebody_invented_says_so(path):
    told = 0
    for case in loading.declared_cases(path).cases:
        questions = case_type(case.type).questions
        named = [one for id, one in case.answers.items() if questions[id].type == "person"]
        assert all(one.startswith("Invented ") for one in named), case.reference
        first = [one for id, one in case.answers.items() if questions[id].type == "long_text"]
        assert not first or first[0].startswith("Invented example."), case.reference
        told += len(named) + len(first)
    assert told


def test_the_example_always_has_something_overdue_due_done_and_closed(ours, everybody):
    declared = loading.declared_cases(FOLDER / "casework" / "safe-durham.yaml")
    loading.load(declared, partnership=ours, people=everybody)
    now, cases = timezone.now(), Case.objects.of(ours)
    assert cases.filter(next_due__lt=now).exists()
    assert cases.filter(next_due__gt=now).exists()
    assert cases.exclude(closed_at=None).exists()
    assert cases.filter(restricted=True).exists()
    assert Task.objects.of(ours).exclude(done_at=None).exists()
    assert not CaseEvent.objects.of(ours).filter(at__gt=now + timedelta(seconds=1)).exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("HKM-94T-BWD", "AAA-AAA-AAA", "is no reference"),
        ("  type: asb_report", "  type: asb_reports", 'Did you mean "asb_report"'),
        ("do: lead", "do: led", "may not stand here"),
    ],
)
def test_a_mistake_in_a_file_is_told_with_its_line(tmp_path, old, new, said):
    path = tmp_path / "cases.yaml"
    text = (FOLDER / "casework" / "exampleshire.yaml").read_text()
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(CannotDo, match=said) as why:
        loading.declared_cases(path)
    assert "line " in str(why.value)


def test_a_case_type_is_adopted_by_a_command(ours, capsys):
    assert main(["case-types", "adopt", "asb_report", "--partnership", "ours"]) == 0
    assert "Ours Partnership works with: Report of anti-social" in capsys.readouterr().out
    assert CaseTypeVersion.objects.of(ours).count() == 1
    assert main(["case-types", "adopt", "asb_report", "--partnership", "yours"]) == 2
    assert 'Did you mean "ours"' in capsys.readouterr().err
    assert main(["case-types", "adopt", "asb_reports", "--partnership", "ours"]) == 2

"""Reports that go to a meeting: board pack and scrutiny report, numbered in every format."""

import datetime
import io
import re

import docx
import openpyxl
import pikepdf
import pytest
from django.urls import reverse
from docx.oxml.ns import qn
from lxml import html

from config.cli import main
from goldenthread.accounts.rules import RuleBroken
from goldenthread.commands import CannotDo
from goldenthread.delivery.models import Action, DeliveryPlan, MovedDate, Update
from goldenthread.partnership.models import Group
from goldenthread.publishing import declaring, queries, rules, verifying
from goldenthread.publishing.composing.whole import compose
from goldenthread.publishing.document import Paragraph, Table, plain
from goldenthread.publishing.models import Publication
from goldenthread.strategy.models import Area, Priority, Strategy
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.days import today
from tests.factories.reports import Q1, built

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 12, 10)
PRINTS = (rules.PDF, rules.LARGE_PRINT, rules.EASY_PRINT)


@pytest.fixture
def board(durham):
    return Group.objects.create(
        partnership=durham, key="board", name="The Board", kind="board", order=1
    )


def ago(days):
    return today() - datetime.timedelta(days=days)


@pytest.fixture
def work(durham):
    """A delivery plan: one action late, one in difficulty, one silent, one due soon, one done."""
    plan = DeliveryPlan.objects.create(
        partnership=durham, key="asb-plan", title="ASB delivery plan",
        strategy=Strategy.objects.of(durham)[0],
    )  # fmt: skip
    told = [
        ("Fit cameras", {"due": ago(9), "owner": UserFactory(name="Invented Owner")}),
        ("Train wardens", {"said": "in_difficulty", "heard": ago(3)}),
        ("Light the park", {"said": "going_well", "heard": ago(200)}),
        ("Count bins", {"due": ago(-20), "said": "going_well", "heard": ago(2)}),
        ("Write leaflet", {"done_on": ago(40)}),
    ]
    made = [
        Action.objects.create(partnership=durham, plan=plan, number=number, title=title, **more)
        for number, (title, more) in enumerate(told, 1)
    ]
    for on, text in ((ago(9), "Slow."), (ago(4), "No trainer found."), (ago(3), "")):
        Update.objects.create(partnership=durham, action=made[1], on=on, said="in_difficulty",
                              text=text, by_name="Invented Owner")  # fmt: skip
    return made


# Numbered paragraphs, in every format


@pytest.fixture
def scrutiny(durham, board):
    made = built(durham, name="scrutiny_report", subject="board", meets_on=DAY,
                 formats=[*rules.FORMATS])  # fmt: skip
    return {one.format: bytes(one.content) for one in made.files.all()}


def paragraphs_on(page):
    root = html.fromstring(page)
    found = {}
    for ol in root.xpath("//ol[contains(@class, 'gt-paragraphs')]"):
        for number, li in enumerate(ol.xpath("li"), int(ol.get("start"))):
            assert li.get("id") == f"paragraph-{number}"
            found[number] = " ".join(li.text_content().split())
    return found


def test_paragraphs_are_numbered_through_in_every_format(scrutiny):
    found = paragraphs_on(scrutiny[rules.HTML])
    last = max(found)
    assert [*found] == [*range(1, last + 1)]
    assert last >= 9
    assert "The Board, at its meeting on 10 December 2026" in found[1]
    text = scrutiny[rules.TXT].decode().splitlines()
    assert [one for one in text if re.match(r"\d+\. ", one)] == [
        f"{number}. {said}" for number, said in found.items()
    ]
    word = docx.Document(io.BytesIO(scrutiny[rules.DOCX]))
    counted = [one for one in word.paragraphs if one.style.name == "Numbered paragraph"]
    assert [" ".join(one.text.split()) for one in counted] == [
        re.sub(r"\s+", " ", said) for said in found.values()
    ]
    used = {one._p.pPr.numPr.numId.val for one in counted}
    assert len(used) == 1  # one counting, so that Word goes on counting when one is put between
    book = openpyxl.load_workbook(io.BytesIO(scrutiny[rules.XLSX]))
    notes = [row[1].value or "" for row in book["Notes"].iter_rows() if len(row) > 1]
    assert sum(bool(re.search(r"(^|: )\d+\. ", one)) for one in notes) == last


def test_another_program_counts_the_paragraphs_as_we_do(scrutiny, as_libreoffice_reads):
    lines = [" ".join(one.split()) for one in as_libreoffice_reads(scrutiny["docx"]).splitlines()]
    for number, said in paragraphs_on(scrutiny[rules.HTML]).items():
        assert f"{number}. {said}" in lines
    assert any(one.startswith("c. make any comment") for one in lines)


def test_recommendations_are_lettered_and_each_list_counts_anew(scrutiny):
    root = html.fromstring(scrutiny[rules.HTML])
    (letters,) = root.xpath("//ol[@type='a']")
    assert len(letters) == 3
    text = scrutiny[rules.TXT].decode()
    assert "\na. consider how" in text
    assert "\nc. make any comment" in text
    word = docx.Document(io.BytesIO(scrutiny[rules.DOCX]))
    shapes = {
        one.get(qn("w:abstractNumId")): one.find(qn("w:lvl")).find(qn("w:numFmt")).get(qn("w:val"))
        for one in word.part.numbering_part.element.iter(qn("w:abstractNum"))
    }
    assert "lowerLetter" in shapes.values()


@pytest.mark.parametrize("name", PRINTS)
def test_numbers_of_paragraphs_are_tagged_as_labels(scrutiny, name):
    with pikepdf.open(io.BytesIO(scrutiny[name])) as pdf:
        kinds = []

        def walk(node):
            kids = node.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                    kinds.append(str(kid.S))
                    walk(kid)

        walk(pdf.Root.StructTreeRoot)
        last = max(paragraphs_on(scrutiny[rules.HTML]))
        assert kinds.count("/Lbl") >= last + 3
        assert kinds.count("/LI") >= kinds.count("/Lbl")


def test_the_ten_implications_stand_in_an_appendix(scrutiny):
    root = html.fromstring(scrutiny[rules.HTML])
    headings = [one.text_content().strip() for one in root.xpath("//main//h2|//main//h3")]
    at = headings.index("Appendix A: Implications")
    assert (
        len(headings[at + 1 : headings.index("Appendix B: Measures of the areas of focus")]) == 10
    )
    assert {"Legal", "Climate change", "Human rights", "Risk"} <= {*headings}


def test_an_implication_that_is_left_out_stops_the_report(written):
    parts = [{"file": "part.md", "headings": ["Legal", "Risk"]}]
    with pytest.raises(CannotDo, match=r'part.md, line 3: The heading "Risk" must stand here'):
        written("# Legal\n\nNone.", parts=parts)


# Whom it goes to, and when


def test_a_pack_is_named_by_group_and_meeting_and_verifies(durham, board, work):
    made = built(durham, name="board_pack", subject="board", meets_on=DAY)
    assert made.file_name == "board_pack-board-2026-12-10-q1-2025-26"
    assert made.audience == rules.PARTNERS
    assert queries.issued_about(made)["meets_on"] == "2026-12-10"
    page = bytes(made.files.get(format=rules.HTML).content).decode()
    assert "<dt>To</dt><dd>The Board</dd>" in page
    assert "<dt>Meeting</dt><dd>10 December 2026</dd>" in page
    hashes = {one.format: one.sha256 for one in made.files.all()}
    kept = Publication(partnership=durham, report=made, sha256=queries.fingerprint(made),
                       file_hashes=hashes)  # fmt: skip
    assert verifying.faults(kept) == []


def test_a_pack_for_another_meeting_corrects_nothing(durham, board):
    first, second = (
        built(durham, name="board_pack", subject="board", meets_on=day, formats=["txt"])
        for day in (DAY, DAY + datetime.timedelta(days=42))
    )
    Publication.objects.create(partnership=durham, report=first, address="first",
                               sha256="", published_at="2026-11-21T12:00Z")  # fmt: skip
    assert queries.newest_issue(second) is None
    same = built(durham, name="board_pack", subject="board", meets_on=DAY, formats=["txt"])
    assert queries.newest_issue(same).report == first


@pytest.mark.parametrize(
    ("name", "subject", "day", "said"),
    [
        ("board_pack", "board", None, "Say on which day"),
        ("board_pack", "", DAY, "Say which group it goes to"),
        ("board_pack", "baord", DAY, 'Did you mean "board"'),
        ("board_pack", "channel", DAY, "Say which group it goes to"),
        ("quarterly", "", DAY, "goes to no meeting"),
    ],
)
def test_whom_it_goes_to_must_be_known(durham, board, name, subject, day, said):
    Group.objects.create(partnership=durham, key="channel", name="Channel", kind="statutory",
                         restricted=True, order=2)  # fmt: skip
    with pytest.raises(RuleBroken, match=said):
        built(durham, name=name, subject=subject, meets_on=day, formats=["txt"])


def test_words_of_a_meeting_stand_only_in_a_report_to_one(written, board):
    document = written("{{ meeting: group }}, {{ meeting }}", about="board", meets_on=DAY,
                       subject="group", meeting=True)  # fmt: skip
    assert plain(document.elements[0].words) == "The Board, 10 December 2026"
    for typed in ("{{ meeting }}", "{{ meeting: group }}", "{{ meeting: place }}"):
        with pytest.raises(CannotDo, match="Only a report to a meeting"):
            written(typed)


def test_it_is_built_on_the_web_and_by_command(client, durham, board, tmp_path, capsys):
    UserFactory(email="a@example.org", roles=["analyst"], partnership=durham)
    client.login(email="a@example.org", password=PASSWORD)
    asked = {"name": "board_pack", "period": "Q1 2025/26", "about": "board"}
    refused = client.post(reverse("build_report"), {**asked, "formats": ["txt"]})
    assert "Say on which day" in refused.content.decode()
    done = client.post(reverse("build_report"),
                       {**asked, "formats": ["txt"], "meets_on": "2026-12-10"})  # fmt: skip
    assert done.status_code == 302
    seen = client.get(reverse("preview_report"), {**asked, "meets_on": "2026-12-10"})
    assert "for the meeting of The Board on 10 December 2026" in seen.content.decode()
    words = ["report", "build", "board_pack", "--about", "board", "--period", "Q1 2025/26"]
    assert main([*words, "--out", str(tmp_path), "--format", "txt"]) == 2
    assert "Say on which day" in capsys.readouterr().err
    assert main([*words, "--meeting", "2026-12-10", "--out", str(tmp_path), "--format", "txt"]) == 0
    assert (tmp_path / "board_pack-board-2026-12-10-q1-2025-26.txt").exists()


# How the work stands


def told(written, typed):
    (one,) = written(typed, audience="partners").elements
    if isinstance(one, Paragraph):
        return plain(one.words)
    assert isinstance(one, Table)
    return [[plain(cell) for cell in row] for row in one.rows]


def test_exceptions_of_the_work_are_told_with_their_owners(written, work):
    nobody = "Nobody is named"
    assert [row[:3] for row in told(written, "{{ overdue }}")] == [
        ["Fit cameras", "ASB delivery plan", "Invented Owner"]
    ]
    assert told(written, "{{ attention }}") == [
        ["Train wardens", nobody, "In difficulty", "No trainer found."],
        ["Light the park", nobody, "No recent update", "Nothing was said."],
    ]
    assert [[row[0], row[3]] for row in told(written, "{{ due: 30 }}")] == [
        ["Count bins", "Due soon"]
    ]
    assert told(written, "{{ plans }}") == [
        ["ASB delivery plan", "No group is named", "5", "4", "1", "1", "Late"]
    ]


def test_moved_dates_are_told_with_the_reason(written, work):
    MovedDate.objects.create(partnership=work[0].partnership, action=work[3], was=None,
                             now=ago(-20), reason="The lorry broke.",
                             by=UserFactory())  # fmt: skip
    ((title, was, _, why),) = told(written, "{{ moved_dates }}")
    assert (title, was, why) == ("Count bins", "None set", "The lorry broke.")


def test_where_nothing_is_late_a_sentence_says_so(written):
    for typed, said in (
        ("{{ overdue }}", "No action is overdue."),
        ("{{ attention }}", "No owner reports a difficulty"),
        ("{{ due: 30 }}", "No open action is due by"),
        ("{{ moved_dates }}", "No date was moved since 1 April 2025."),
        ("{{ plans }}", "No delivery plan with actions"),
    ):
        assert said in told(written, typed)


def test_actions_are_counted_in_a_sentence(written, work):
    typed = "{{ action_count }}, {{ action_count: open }}, {{ action_count: late }}"
    assert told(written, typed) == "5, 4, 1"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("{{ due: soon }}", "Say within how many days, from 1 to 366"),
        ("{{ due: 400 }}", "Say within how many days"),
        ("{{ action_count: lat }}", 'Did you mean "late"'),
        ("{{ standings: both }}", "focus or assurance"),
        ("{{ overdue | by: plan }}", 'takes no option "by"'),
    ],
)
def test_a_mistake_in_what_is_asked_of_the_work_is_told(written, typed, said):
    with pytest.raises(CannotDo, match=said):
        written(typed, audience="partners")


@pytest.mark.parametrize(
    "name", ["overdue", "attention", "due: 9", "moved_dates", "plans", "action_count"]
)
def test_working_papers_stay_out_of_what_everybody_reads(written, name):
    with pytest.raises(CannotDo, match="Only a report with audience: partners"):
        written(f"{{{{ {name} }}}}")


# How the measures and the areas stand


def test_measures_stand_in_one_table_the_most_serious_first(written):
    rows = told(written, "{{ standings }}")
    assert [row[1] for row in rows] == ["Worse", "Changed", "No data"]
    assert rows[0][3].startswith("Since Q4 2024/25 it rose by 7.0%")
    assert rows[2][2:] == ["None", "Not to be compared"]
    assert len(told(written, "{{ standings: focus }}")) == 2


def test_the_newest_month_stands_in_and_says_so(written):
    (element,) = written("{{ standings: assurance }}", period=Q1.next()).elements
    assert "in August 2025 alone" in plain(element.rows[0][2])


def test_measures_without_a_figure_are_only_named(written):
    headings = [one.text for one in written("{{ in_full: focus | known }}").elements
                if hasattr(one, "level")]  # fmt: skip
    assert headings == ["Reports of ASB per 10,000 people", "Without a figure for this period"]


def test_areas_of_assurance_say_who_reports_and_how_often(written, durham, board):
    assert "names no area of assurance" in told(written, "{{ assured }}")
    priority = Priority.objects.of(durham)[0]
    for order, (title, group, months) in enumerate(
        [("Road safety", board, 6), ("Counter terrorism", None, None)], 1
    ):
        Area.objects.create(partnership=durham, priority=priority, key=f"area-{order}",
                            order=order, title=title, kind="assurance", reporting_group=group,
                            cycle_months=months)  # fmt: skip
    assert told(written, "{{ assured }}") == [
        ["Road safety", "Anti-social behaviour", "The Board", "Every 6 months"],
        ["Counter terrorism", "Anti-social behaviour", "No group is named", "None set"],
    ]
    assert told(written, "{{ leads }}") == [
        ["Anti-social behaviour", "Road safety; Counter terrorism", "No group is named"]
    ]


def test_a_plan_without_priorities_says_so(written, durham):
    assert len(told(written, "{{ leads }}")) == 1
    Priority.objects.of(durham).delete()
    read = compose(declaring.report("tried"), partnership=durham, period=Q1, as_of=today())
    assert plain(read.document.elements[0].words) == "No priorities are set in the plan."

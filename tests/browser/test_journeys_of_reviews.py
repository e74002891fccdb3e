"""Asking for a case review by keyboard alone and without a script, to the applicant's own page."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PUBLIC
from tests.browser.keyboard import Keyboard

COMPLAINTS = 3


def write_day(hands: Keyboard, control: Locator, day: date) -> None:
    """Type a day into a box for days, in whichever order the browser asks for it."""
    hands.reach(control)
    for order in ("%d%m%Y", "%m%d%Y"):
        for _ in ["day", "month", "year"]:
            hands.page.keyboard.press("ArrowLeft")
        hands.page.keyboard.type(day.strftime(order))
        if control.input_value() == day.isoformat():
            return
    raise AssertionError(f"{day} cannot be typed: {control.input_value()}")


def write_complaint(hands: Keyboard, number: int, happened: date) -> None:
    """Fill in one row."""
    part = hands.page.locator("main")
    hands.reach(part.locator(f"#id_a-complaints-{number}-body"))
    hands.page.keyboard.type("The council")
    hands.reach(part.locator(f"#id_a-complaints-{number}-told"))
    hands.page.keyboard.type("The desk (tried out)")
    told = happened + timedelta(days=1)
    write_day(hands, part.locator(f"#id_a-complaints-{number}-made"), told)
    write_day(hands, part.locator(f"#id_a-complaints-{number}-behaviour"), happened)


def asked(hands: Keyboard, what: str) -> bool:
    """Say whether a page asks something."""
    return hands.page.locator("main").get_by_text(what).count() > 0


def answer_all(hands: Keyboard, today: date) -> None:
    """Answer page by page until all answers are shown once more."""
    for _ in range(12):
        if asked(hands, "Check the answers"):
            return
        if asked(hands, "For whom do you apply?"):
            hands.choose("For myself").write("What is your name?", "Invented Applicant")
            hands.write("How can we reach you safely?", "01632 960999")
        if asked(hands, "What is it that you told us about?"):
            hands.write("What is it that you told us about?", "Tried out by a test.")
        if asked(hands, "Whom did you tell, and when?"):
            for number in range(COMPLAINTS):
                write_complaint(hands, number, today - timedelta(days=10 * (number + 1)))
        hands.push("Continue")
    raise AssertionError("The questions never end.")


def test_a_case_review_is_asked_for_by_keyboard_without_a_script(page_as: Callable[..., Page]):
    hands = Keyboard(page_as(PUBLIC, script=False))
    today = timezone.localdate()
    hands.open("/report/").follow("ASB Case Review", exact=True)
    answer_all(hands, today)
    hands.sees("3. The council (The desk (tried out)), told on")
    hands.push("Send my application")
    hands.sees("We have your application").sees("Keep this link").sees("What happens next")
    own = hands.page.url
    hands.write("What do you want to add?", "A word more (tried out).").push("Add it to my")
    hands.sees("You added something.")
    hands.reach(hands.page.locator("main summary").first)
    hands.page.keyboard.press("Enter")
    hands.push("Yes: withdraw it").sees("You have withdrawn your application.")
    expect(hands.page).to_have_url(own)


def test_more_rows_are_given_without_a_script_and_nothing_is_lost(page_as: Callable[..., Page]):
    hands = Keyboard(page_as(PUBLIC, script=False))
    hands.open("/report/asb_case_review/")
    for _ in range(6):
        if asked(hands, "Whom did you tell, and when?"):
            break
        if asked(hands, "For whom do you apply?"):
            hands.choose("For myself").write("What is your name?", "Invented Applicant")
            hands.write("How can we reach you safely?", "01632 960999")
        if asked(hands, "What is it that you told us about?"):
            hands.write("What is it that you told us about?", "Tried out by a test.")
            if asked(hands, "Whom did you tell, and when?"):
                break
        hands.push("Continue")
    hands.reach(hands.page.locator("#id_a-complaints-0-told"))
    hands.page.keyboard.type("Half a row")
    hands.push("I need more rows")
    told = hands.page.locator("#id_a-complaints-0-told")
    expect(told).to_have_value("Half a row")
    assert hands.page.locator("main select").count() > COMPLAINTS

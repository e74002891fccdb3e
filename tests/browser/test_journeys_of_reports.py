"""Every public journey of the front door, by keyboard alone and without a script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PUBLIC
from tests.browser.keyboard import Keyboard
from tests.walk.working import DOT

KINDS = {
    "Report of anti-social behaviour": {
        "What happened?": "Invented: music all night.", "Noise": None, "It harms me": None,
    },
    "Report of rubbish, noise or dirt": {
        "What is wrong?": "Invented: bags in the lane.", "Litter": None, "A street or park": None,
        "I saw or heard it": None,
    },
    "Report of hate": {
        "What happened?": "Invented: names were called.", "It was done to me": None,
        "Somebody was shouted at or called names": None, "Yes, but not who I am": None,
    },
    "Report of tension": {"How do people feel?": "Invented: people are worried."},
}  # fmt: skip
WHERE = {"Where did it happen?": "DH1 5UL", "Where is it?": "DH1 5UL"}
QUESTIONS = ("Is anyone in danger right now?", "Do you want to stay unknown to us?")


@pytest.fixture
def visitor(page_as: Callable[..., Page]) -> Keyboard:
    """Somebody without an account, at a keyboard."""
    return Keyboard(page_as(PUBLIC, script=False))


def answer(hands: Keyboard, given: dict[str, str | None]) -> None:
    """Answer whatever this step asks of what is given, and go on."""
    main = hands.page.locator("main")
    for label, text in given.items():
        if text is None:
            if main.get_by_role("radio", name=label, exact=True).count():
                hands.choose(label)
        elif main.get_by_label(label).count():
            hands.write(label, text)
    for question in QUESTIONS:
        group = main.get_by_role("group", name=question)
        if group.count():
            wanted = "Yes" if "unknown" in question else "No"
            hands.reach(group.get_by_role("radio").first)
            hands.page.keyboard.press("Space")
            while not group.get_by_role("radio", name=wanted).is_checked():
                hands.page.keyboard.press("ArrowDown")
    hands.push("Continue")


def reported(hands: Keyboard, given: dict[str, str | None]) -> Keyboard:
    """Go through the questions of a report that was begun, and send it."""
    for _ in range(20):
        if hands.page.get_by_role("heading", name="Check the answers").count():
            break
        answer(hands, {**given, **WHERE})
    hands.sees("DH1 5UL").push("Send my report")
    return hands.sees("Keep this link").sees("Whose job it is")


@pytest.mark.parametrize("kind", KINDS)
def test_reporting(visitor: Keyboard, kind: str):
    visitor.open("/").follow("Report a problem")
    visitor.sees("Call 999").follow(kind, within="main")
    reported(visitor, KINDS[kind])
    visitor.sees("What happens next")


def test_stopping_where_somebody_is_in_danger(visitor: Keyboard):
    visitor.open("/report/hate_report/").choose("Yes").push("Continue")
    visitor.sees("Call 999 now").push("Go back").sees("Is anyone in danger")


def test_following_adding_sending_a_photo_reporting_again_and_withdrawing(
    visitor: Keyboard, tmp_path
):
    kind = "Report of rubbish, noise or dirt"
    visitor.open("/report/environment_report/")
    reported(visitor, KINDS[kind])
    own = visitor.page.url
    visitor.write("What do you want to add?", "Invented: more bags today.")
    visitor.push("Add it to my report").sees("You added something.")
    photo = tmp_path / "invented.png"
    photo.write_bytes(DOT)
    chooser = visitor.page.get_by_label("Choose a picture or a PDF file")
    visitor.reach(chooser)
    chooser.set_input_files(photo)
    visitor.push("Send the file").sees("File 1: we got it")
    visitor.push("Send the file").sees("Choose a file first.")
    visitor.open(own).follow("report it again", within="main").sees("You told us of this before")
    reported(visitor, KINDS[kind]).sees("You can ask for a case review")
    visitor.open(own)
    visitor.reach(visitor.page.locator("main summary", has_text="Withdraw my report"))
    visitor.page.keyboard.press("Enter")
    visitor.push("Yes: withdraw it").sees("You have withdrawn it.")

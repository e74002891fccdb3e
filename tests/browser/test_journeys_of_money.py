"""An award on its way: recorded, claimed, agreed by somebody else, paid, closed; no script."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page

from tests.walk.served import Served


def without_script(signed_in: Callable[..., BrowserContext], house: Served, role: str) -> Page:
    """Give a page on which somebody of a role has signed in, where scripts do not run."""
    context = signed_in(role).browser.new_context(
        base_url=house.url, java_script_enabled=False,
        storage_state=signed_in(role).storage_state(),
    )  # fmt: skip
    return context.new_page()


def fill(page: Page, button: str, **fields: str) -> None:
    """Fill a form's fields by name and send it."""
    for name, value in fields.items():
        page.locator(f"main form.gt-form [name={name}]").fill(value)
    with page.expect_navigation():
        page.locator("main form.gt-form").get_by_role("button", name=button).click()


def said(page: Page) -> str:
    return page.locator("main").inner_text()


def test_an_award_from_its_record_to_its_closing_note(
    signed_in: Callable[..., BrowserContext], house: Served
):
    manager = without_script(signed_in, house, "partnership_manager")
    manager.goto("/money/add-award/")
    fill(manager, "Save", title="Lights on the invented path", amount="£12,000.01",
         starts="2026-10-01", ends="2027-09-30")  # fmt: skip
    award = manager.url
    assert "£12,000.01" in said(manager)

    manager.goto(f"{award}profile/")
    fill(manager, "Spread it evenly")
    assert "3000.01" in manager.locator("main form.gt-form input[inputmode]").first.input_value()

    manager.goto(f"{award}claim/")
    fill(manager, "Save", starts="2026-10-01", ends="2026-10-31", amount="1,000.50",
         what_for="Two columns")  # fmt: skip
    lead = without_script(signed_in, house, "performance_lead")
    lead.goto(f"{award}claims/1/")
    lead.locator("[value=agree]").check()
    fill(lead, "Record my decision")
    assert "Agreed" in said(lead)

    manager.goto(f"{award}pay/")
    fill(manager, "Save", amount="1,000.51")
    assert "Only £1,000.50 is agreed and not yet paid" in said(manager)
    fill(manager, "Save", amount="1,000.50")
    manager.goto(f"{award}vary/")
    fill(manager, "Save", amount="11,000", reason="One column fewer is needed.")
    assert "The sum was £12,000.01 and became £11,000." in said(manager)
    manager.goto(f"{award}close/")
    fill(manager, "Save", closing_note="The lights stand, and people use the path again.")
    assert "people use the path again" in said(manager)
    assert "Record a claim" not in said(manager)

"""Somebody who has a keyboard and nothing else: no mouse, no script."""

from playwright.sync_api import Download, Locator, Page, expect

FAR = 400  # steps of Tab after which a control counts as out of reach
IS_FOCUSED = "e => e === document.activeElement"


class Keyboard:
    """Walks a page by Tab, Enter, Space and the arrows."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, url: str) -> "Keyboard":
        """Go to an address, as by a bookmark."""
        self.page.goto(url)
        return self

    def reach(self, control: Locator) -> "Keyboard":
        """Press Tab until a control has the focus."""
        expect(control).to_have_count(1)
        wanted = control.element_handle()
        for _ in range(FAR):
            self.page.keyboard.press("Tab")
            if wanted.evaluate(IS_FOCUSED):
                return self
        raise AssertionError(f"{control} cannot be reached by Tab.")

    def follow(self, name: str, *, exact: bool = False, within: str = "body") -> "Keyboard":
        """Follow the first link of that name, and wait for its page."""
        link = self.page.locator(within).get_by_role("link", name=name, exact=exact).first
        self.reach(link)
        return self._press_and_wait("Enter")

    def push(self, name: str) -> "Keyboard":
        """Push the button of that name in the main part of the page."""
        self.reach(self.page.locator("main").get_by_role("button", name=name).first)
        return self._press_and_wait("Enter")

    def write(self, label: str, text: str) -> "Keyboard":
        """Write into a field, over what it holds."""
        self.reach(self.page.locator("main").get_by_label(label).first)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        return self

    def choose(self, label: str) -> "Keyboard":
        """Choose a radio button: Tab to its group, arrows within it."""
        radio = self.page.locator("main").get_by_role("radio", name=label).first
        group = self.page.locator(f"main input[name='{radio.get_attribute('name')}']")
        checked = group.and_(self.page.locator(":checked"))
        self.reach(checked if checked.count() else group.first)
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if radio.is_checked():
                return self
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{label} cannot be chosen by the arrows.")

    def pick(self, label: str, option: str) -> "Keyboard":
        """Pick from a list by typing the beginning of what is wanted."""
        control = self.page.locator("main").get_by_label(label).first
        self.reach(control)
        self.page.keyboard.type(option)
        chosen = control.evaluate("e => e.selectedOptions[0].textContent.trim()")
        assert chosen.startswith(option), f"{chosen} was picked, not {option}."
        return self

    def download(self, name: str) -> Download:
        """Follow a link that hands over a file."""
        self.reach(self.page.locator("main").get_by_role("link", name=name).first)
        with self.page.expect_download() as waiting:
            self.page.keyboard.press("Enter")
        return waiting.value

    def sees(self, text: str) -> "Keyboard":
        """Assert that the main part of the page says something."""
        expect(self.page.locator("main")).to_contain_text(text)
        return self

    def _press_and_wait(self, key: str) -> "Keyboard":
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        return self

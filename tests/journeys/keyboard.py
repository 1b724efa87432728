"""Somebody who never lets go of the keys."""

from datetime import date

from tests.journeys.traveller import Traveller, say

# More presses of the Tab key than anybody has patience for.
PATIENCE = 45
# Where typing would go now: what the field is called (of radio buttons the legend around them), and what it holds.
PLACE = """() => {
  const field = document.activeElement;
  const label = field.type === "radio" ? field.closest("fieldset").querySelector("legend") : field.labels?.[0];
  return [(label ?? field).innerText.trim().split("\\n")[0], field.value ?? ""];
}"""


class Keyboard:
    def __init__(self, person: Traveller) -> None:
        self.person = person
        self._keys = person.page.keyboard

    def is_at_empty(self, label: str) -> bool:
        return self._place() == (say(label), "")

    def type(self, *cells: str) -> None:
        """One field after the other, the first where the cursor stands."""
        for number, words in enumerate(cells):
            if number:
                self._keys.press("Tab")
            self._keys.type(words)

    def type_day(self, day: date) -> None:
        """Debian's Chromium speaks English unless it is given another language: month, day, year."""
        self._keys.type(f"{day:%m%d%Y}")
        assert self._place()[1] == day.isoformat()

    def press(self, key: str) -> None:
        self._keys.press(key)

    def send(self) -> None:
        """Enter brings the next page."""
        with self.person.page.expect_navigation():
            self._keys.press("Enter")
        self.person.look()

    def tab_to(self, label: str) -> None:
        for _ in range(PATIENCE):
            self._keys.press("Tab")
            if self._place()[0] == say(label):
                return
        raise AssertionError(f"the Tab key never comes to {label!r}")

    def tab_to_button(self, name: str, **words: object) -> None:
        """One that shows a sign and is called something."""
        for _ in range(PATIENCE):
            self._keys.press("Tab")
            if self.person.page.evaluate("document.activeElement.ariaLabel") == say(name, **words):
                return
        raise AssertionError(f"the Tab key never comes to {name!r}")

    def _place(self) -> tuple[str, str]:
        label, value = self.person.page.evaluate(PLACE)
        return label, value

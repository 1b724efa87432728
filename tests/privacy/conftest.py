"""Word lists are read when first asked for: before the tests, none of which has to wait for them."""

import pytest

from partner_hub.privacy import find_personal_data


@pytest.fixture(scope="session", autouse=True)
def word_lists() -> None:
    find_personal_data("王")

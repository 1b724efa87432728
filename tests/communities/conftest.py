import pytest
from flask import Flask


@pytest.fixture(autouse=True)
def english(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests read sentences, as a person does who chose English."""
    monkeypatch.setitem(app.config, "BABEL_DEFAULT_LOCALE", "en")

"""The requirements files hold exact versions of everything that pyproject.toml asks for: `make lock` writes them."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = {
    "requirements.txt": PROJECT["project"]["dependencies"],
    "requirements-dev.txt": PROJECT["dependency-groups"]["dev"],
}
PINNED = re.compile(r"^([\w.-]+)==([\w.]+)", re.MULTILINE)


@pytest.mark.parametrize(("lock", "wanted"), LOCKS.items())
def test_the_lock_holds_what_the_project_asks_for(lock: str, wanted: list[str]) -> None:
    pinned = dict(PINNED.findall((ROOT / lock).read_text(encoding="utf-8")))

    for requirement in map(Requirement, wanted):
        version = pinned.get(canonicalize_name(requirement.name))
        assert version, f"{requirement.name} is not in {lock}: run make lock"
        assert requirement.specifier.contains(version, prereleases=True), f"{lock} is older than pyproject.toml"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_file_is_known_by_its_hash(lock: str) -> None:
    entries = re.split(r"\n(?=[\w.-]+==)", (ROOT / lock).read_text(encoding="utf-8"))

    assert len(entries) > 1
    assert all("--hash=sha256:" in entry for entry in entries[1:])


def test_both_locks_agree() -> None:
    product, dev = (dict(PINNED.findall((ROOT / lock).read_text(encoding="utf-8"))) for lock in LOCKS)

    assert {name: product[name] for name in product.keys() & dev.keys()} == {
        name: dev[name] for name in product.keys() & dev.keys()
    }

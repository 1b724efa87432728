"""What the report of an import leads to."""

from tests.imports.conftest import NEEDS, OFFERINGS, UNITS, Upload
from tests.support.world import World


def test_needs_lead_to_likely_pairs_and_to_their_review(upload: Upload, world: World) -> None:
    twice = ["陪诊没有人", "独居老人去医院看病没人陪。", *NEEDS[1][2:6], "25.6.20", *NEEDS[1][7:]]
    report = upload("needs", [*NEEDS, twice]).submit("Bring it in")
    assert "Review 3 needs" in report.text
    assert report.follow("Told twice?").texts("h2") == ["陪诊没人 = 陪诊没有人"]


def test_each_list_leads_to_the_next_one(upload: Upload) -> None:
    report = upload("units", UNITS).submit("Bring it in")
    page = report.follow("Bring in the next list: Offerings")
    assert [box.get("value") for box in page.all("input", name="kind") if box.has("checked")] == ["offerings"]


def test_rows_that_wait_do_not_hide_what_is_next(upload: Upload) -> None:
    page = upload("offerings", OFFERINGS).submit("Bring it in")
    assert "1 row waits for an answer" in page.text
    assert "Bring in the next list: Needs" in page.text

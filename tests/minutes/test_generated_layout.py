"""Any meeting of one to a dozen pages; `faults_of_layout` says what a careful reader would mark."""

from hypothesis import given, settings

from partner_hub.minutes.document import MinutesDocument
from partner_hub.minutes.press.fonts import FontSet
from partner_hub.minutes.press.render import render_minutes
from tests.support.generated_minutes import faults_of_layout, generated_minutes
from tests.support.printed import Printed

FONTS = FontSet()


@settings(max_examples=6, deadline=None)
@given(document=generated_minutes())
def test_every_page_of_generated_minutes_is_well_set(document: MinutesDocument) -> None:
    assert faults_of_layout(Printed(render_minutes(document, FONTS).pdf)) == []

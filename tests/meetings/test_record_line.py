"""What every kind of line in a meeting's record has in common: its place, its history."""

from partner_hub.core.events import history_of
from partner_hub.meetings.record_lines.decisions import DECISION_LINES
from partner_hub.meetings.record_lines.guests import GUEST_LINES
from tests.support.gathering import an_item
from tests.support.world import World


def test_lines_are_numbered_in_the_order_they_were_written(world: World) -> None:
    staff, item = world.actor("staff"), an_item(world)
    lines = [DECISION_LINES.add(staff, item, {"text": text}) for text in "甲乙丙"]
    DECISION_LINES.remove(staff, item, lines[1])
    lines.append(DECISION_LINES.add(staff, item, {"text": "丁"}))
    assert [(line.position, line.text) for line in item.decisions] == [(1, "甲"), (3, "丙"), (4, "丁")]


def test_the_history_keeps_what_a_line_said_before(world: World) -> None:
    staff, item = world.actor("staff"), an_item(world)
    line = DECISION_LINES.add(staff, item, {"text": "先开放30个车位"})
    DECISION_LINES.change(staff, item, line, {"text": "先开放20个车位"})
    DECISION_LINES.remove(staff, item, line)
    assert [(event.tag, event.details) for event in history_of(line)] == [
        ("decision:add", {}),
        ("decision:edit", {"before": {"text": "先开放30个车位"}}),
        ("decision:remove", {"text": "先开放20个车位"}),
    ]


def test_the_history_does_not_keep_a_name_that_was_corrected(world: World) -> None:
    staff, meeting = world.actor("staff"), an_item(world).meeting
    guest = GUEST_LINES.add(staff, meeting, {"name": "程方"})
    GUEST_LINES.change(staff, meeting, guest, {"name": "程昉"})
    assert [(event.tag, event.details) for event in history_of(guest)] == [("guest:add", {}), ("guest:edit", {})]


def test_what_is_not_among_the_values_stays(world: World) -> None:
    staff, meeting = world.actor("staff"), an_item(world).meeting
    guest = GUEST_LINES.add(staff, meeting, {"name": "程昉", "title": "副书记"})
    GUEST_LINES.change(staff, meeting, guest, {"name": "程昉", "note": "3:40到会"})
    assert (guest.title, guest.note) == ("副书记", "3:40到会")

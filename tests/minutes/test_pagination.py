"""Lines are counted on paper of 22 lines; the head of the first page takes 9 and the blank lines under its rule."""

from partner_hub.minutes.press.pagination import Block, Flow, Spacing, best_spacing, missing_lines, page_fills

HEADING = Block(1, whole=True, keeps=True)


def flow(*blocks: Block, imprint: float = 2.5) -> Flow:
    return Flow(blocks, head=9, imprint=imprint)


def test_pages_are_filled_one_after_the_other() -> None:
    assert page_fills(flow(Block(11 + 22 + 5)), Spacing())[:2] == [22, 22]


def test_a_heading_does_not_end_a_page() -> None:
    assert page_fills(flow(Block(11 + 21), HEADING, Block(5)), Spacing())[1] == 21


def test_two_headings_do_not_end_a_page_either() -> None:
    assert page_fills(flow(Block(11 + 20), HEADING, HEADING, Block(5)), Spacing())[1] == 20


def test_a_run_in_heading_takes_a_second_line_along() -> None:
    assert page_fills(flow(Block(11 + 21), Block(3, starts=2)), Spacing())[1] == 21


def test_the_imprint_is_never_alone_on_a_page() -> None:
    assert page_fills(flow(Block(11 + 22)), Spacing()) == [22, 21, 1 + 2.5]


def test_blank_lines_vanish_at_the_top_of_a_page() -> None:
    assert page_fills(flow(Block(11), Block(3, spaced=True)), Spacing()) == [22, 3 + 2.5]


def test_full_pages_are_left_as_they_are() -> None:
    assert best_spacing(flow(Block(11 + 22 + 5))) == Spacing()


def test_a_page_that_two_headings_left_short_is_filled_by_spacing() -> None:
    short = flow(Block(11 + 20), HEADING, HEADING, Block(5))
    assert missing_lines(short, Spacing()) > 0
    assert missing_lines(short, best_spacing(short)) == 0


def test_space_under_the_rule_is_taken_before_a_paragraph_is_set_wider() -> None:
    short = flow(Block(11 + 20, eases=0.01), HEADING, HEADING, Block(5))
    assert best_spacing(short).eased == ()


def test_a_paragraph_is_set_wider_when_the_space_under_the_rule_is_not_enough() -> None:
    text = Block(23, eases=0.02)
    short = flow(Block(29), HEADING, HEADING, text, HEADING, HEADING, Block(18), HEADING, HEADING, Block(30))
    chosen = best_spacing(short)
    assert chosen.eased == ((3, 0.02),)
    assert missing_lines(short, chosen) == 0

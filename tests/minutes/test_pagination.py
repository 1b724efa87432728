"""Lines are counted on paper of 22 lines; the head of the first page takes 9 and the blank lines under its rule."""

from partner_hub.minutes.press.pagination import Block, Flow, Spacing, Way, page_fills, plan_pages

IMPRINT = 2.5


def block(lines: int, *others: Way, last: float = 20.0, **rules: bool | int) -> Block:
    return Block((Way(lines, last), *others), **rules)  # type: ignore[arg-type]  # of the flags and of starts


HEADING = block(1, whole=True, keeps=True)


def flow(*blocks: Block, imprint: float = IMPRINT) -> Flow:
    return Flow(blocks, head=9, imprint=imprint)


def usual(paper: Flow) -> Spacing:
    return Spacing(2, 1, tuple(block.ways[0] for block in paper.blocks))


def fills(*blocks: Block) -> list[float]:
    paper = flow(*blocks)
    return page_fills(paper, usual(paper))


def planned_fills(paper: Flow) -> list[float]:
    return page_fills(paper, plan_pages(paper))


def test_pages_are_filled_one_after_the_other() -> None:
    assert fills(block(11 + 22 + 5))[:2] == [22, 22]


def test_a_heading_does_not_end_a_page() -> None:
    assert fills(block(11 + 21), HEADING, block(5))[1] == 21


def test_two_headings_do_not_end_a_page_either() -> None:
    assert fills(block(11 + 20), HEADING, HEADING, block(5))[1] == 20


def test_a_run_in_heading_takes_a_second_line_along() -> None:
    assert fills(block(11 + 21), block(3, starts=2))[1] == 21


def test_a_few_last_characters_do_not_begin_a_page() -> None:
    assert fills(block(11 + 22 + 1, last=7.5), block(5))[1] == 21
    assert fills(block(11 + 22 + 1, last=8), block(5))[1] == 22


def test_a_run_in_heading_with_two_lines_more_goes_to_the_next_page_as_a_whole() -> None:
    assert fills(block(11 + 20), block(3, last=3, starts=2), block(5))[1] == 20


def test_the_imprint_is_never_alone_on_a_page() -> None:
    assert fills(block(11 + 22)) == [22, 21, 1 + IMPRINT]


def test_the_imprint_takes_the_line_before_a_few_last_characters_along() -> None:
    assert fills(block(11 + 22, last=3)) == [22, 20, 2 + IMPRINT]


def test_blank_lines_vanish_at_the_top_of_a_page() -> None:
    assert fills(block(11), block(3, spaced=True)) == [22, 3 + IMPRINT]


def test_full_pages_are_left_as_they_are() -> None:
    paper = flow(block(11 + 22 + 5))
    assert plan_pages(paper) == usual(paper)


def test_a_page_that_two_headings_left_short_is_filled_by_spacing() -> None:
    paper = flow(block(11 + 20), HEADING, HEADING, block(5), block(30))
    assert page_fills(paper, usual(paper))[1] == 20
    assert planned_fills(paper)[1] >= 21


def test_space_under_the_rule_is_taken_before_a_paragraph_is_set_wider() -> None:
    paper = flow(block(11 + 20, Way(11 + 21, easing=0.012)), HEADING, HEADING, block(5), block(30))
    assert not any(way.easing for way in plan_pages(paper).ways)


def test_a_paragraph_is_set_wider_when_the_space_under_the_rule_is_not_enough() -> None:
    text = block(23, Way(24, easing=0.012))
    paper = flow(block(29), HEADING, HEADING, text, HEADING, HEADING, block(18), HEADING, HEADING, block(30))
    chosen = plan_pages(paper)
    assert [number for number, way in enumerate(chosen.ways) if way.easing] == [3]
    assert all(fill >= 21 for fill in page_fills(paper, chosen)[1:-1])


def test_a_last_line_of_one_or_two_characters_is_set_longer_where_it_can_be_had() -> None:
    paper = flow(block(4, Way(4, last=4, easing=0.012), last=2))
    assert plan_pages(paper).ways[0].last == 4


def test_twelve_pages_are_planned_whatever_their_paragraphs() -> None:
    paragraph = block(5, Way(6, easing=0.0495), last=6)
    paper = flow(*[HEADING, paragraph, block(3, last=12), HEADING, HEADING, block(7, last=2)] * 14)
    assert min(planned_fills(paper)[1:-1]) >= 21

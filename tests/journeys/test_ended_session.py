"""Nobody loses typed text by a session that ended in another tab."""

from tests.journeys.conftest import DESK, PHONE_WITHOUT, Travel, ways
from tests.support.world import PASSWORD, World

KEPT = "Your session has ended, but what you typed is kept for you. Sign in, look at it once more and send it."
LONG = "\n".join(f"{number}. 楼道里的旧家具要有人来清，周末最好。" for number in range(1, 81))


@ways(DESK, PHONE_WITHOUT)
def test_a_long_text_outlives_the_sign_out_in_another_tab(travel: Travel, world: World) -> None:
    clerk = travel("clerk", world, "staff")
    clerk.open(world.url("needs/new"))
    clerk.fill("What is needed", LONG)
    clerk.fill("In a few words", "楼道旧家具")
    clerk.choose("Category", "环境文明")

    other = clerk.another_tab()
    other.open(world.url())
    other.page.on("dialog", lambda question: question.accept())
    other.sign_out()

    clerk.press("Record the need")
    assert clerk.reads(KEPT)
    assert "旧家具" not in clerk.page.content()
    clerk.picture("session-ended")
    clerk.fill("E-mail or phone number", "staff@example.org")
    clerk.fill("Password", PASSWORD)
    clerk.press("Sign in")
    assert LONG.splitlines()[-1] in clerk.text
    clerk.picture("text-kept")
    clerk.press("Send it now")
    assert clerk.reads("The need has been recorded.")
    assert LONG in clerk.text


@ways(DESK, PHONE_WITHOUT)
def test_whoever_signs_in_next_on_that_page_reads_nothing_of_a_resident(travel: Travel, world: World) -> None:
    """Another community's clerk at the same screen; afterwards the writer finds it, on another device."""
    clerk = travel("clerk", world, "staff")
    clerk.open(world.url("needs/new"))
    clerk.fill("What is needed", "帮林秀办理助餐")
    clerk.page.locator("[name=reporter_name]").evaluate("field => { field.value = '林秀' }")
    clerk.page.locator("[name=reporter_phone]").evaluate("field => { field.value = '13905061234' }")
    other = clerk.another_tab()
    other.open(world.url())
    other.page.on("dialog", lambda question: question.accept())
    other.sign_out()
    clerk.press("Record the need")
    assert clerk.reads(KEPT)

    seen = [clerk.page.content()]
    clerk.fill("E-mail or phone number", "stranger_staff@example.org")
    clerk.fill("Password", PASSWORD)
    clerk.press("Sign in")
    for path in ("/kept", "/profile", f"/c/{world.elsewhere}/needs/new"):
        seen.append(clerk.page.content())
        clerk.open(path)
    clerk.page.go_back()
    clerk.page.go_back()
    seen += [clerk.page.content()]
    assert not [word for page in seen for word in ("林秀", "13905061234") if word in page]

    elsewhere = travel("clerk-elsewhere")
    elsewhere.open("/sign-in")
    elsewhere.fill("E-mail or phone number", "staff@example.org")
    elsewhere.fill("Password", PASSWORD)
    elsewhere.press("Sign in")
    assert "帮林秀办理助餐" in elsewhere.text
    assert "13905061234" in elsewhere.text
    elsewhere.picture("kept")
    elsewhere.press("Send it now")
    assert elsewhere.reads("The need has been recorded.")

"""Nobody loses typed text by a session that ended in another tab."""

from tests.journeys.conftest import DESK, PHONE_WITHOUT, Travel, ways
from tests.support.world import PASSWORD, World

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
    other.sign_out()

    clerk.press("Record the need")
    assert clerk.reads("Your session has ended, but what you typed is kept. Sign in, look at it once more and send it.")
    clerk.picture("session-ended")
    clerk.fill("E-mail or phone number", "staff@example.org")
    clerk.fill("Password", PASSWORD)
    clerk.press("Sign in")
    assert LONG.splitlines()[-1] in clerk.text
    clerk.picture("text-kept")
    clerk.press("Send it now")
    assert clerk.reads("The need has been recorded.")
    assert LONG in clerk.text

"""Names of sheets, which appear in messages while the workbook is still being read."""

from collections.abc import Sequence

from partner_hub.privacy import remove_identity_numbers


def names_without_identity_numbers(names: Sequence[str]) -> list[str]:
    """The names without numbers of identity papers and cards, each still another one."""
    free: list[str] = []
    for name in names:
        cut = plain = remove_identity_numbers(name)
        while cut != name and cut in (*names, *free):
            cut = f"{plain} {len(free) + 1}"
        free.append(cut)
    return free

"""Who meets what at which page: written by hand, and compared with the product by tests/test_matrix.py.

Each row: the endpoint, the record in its address (named in tests/support/sample.py), and nine letters, for

    secretary staff grid_worker   unit_admin unit_member other_unit_admin   supervisor district_observer system_admin

y  let in: the page is shown, or the form looked at
n  refused with 403: an insider without the right
.  not found: not this person's to see

The unit_admin and the unit_member are the hospital's, the other_unit_admin is the school's. A row holds for every
method of the endpoint. Without exception, whoever has no role in the community gets 404, and whoever is not signed in
must sign in first; so these two have no column. The rows lie in tests/support/matrix_tables/.
"""

from pathlib import Path

TABLES = Path(__file__).parent / "matrix_tables"

ROLES = (
    *("secretary", "staff", "grid_worker"),
    *("unit_admin", "unit_member", "other_unit_admin"),
    *("supervisor", "district_observer", "system_admin"),
)
STRANGERS = ("stranger_staff", "stranger_unit")

# What a form is sent with: enough for a step with a reason, so that the rule is asked and not only the form.
TYPED = {"reason": "因为", "words": "已经办好", "note": "已经办好"}

COMMUNITY = (TABLES / "community.txt").read_text(encoding="utf-8")

# Belong to no community: every signed-in person is let in, also one without any role.
SIGNED_IN = (TABLES / "signed_in.txt").read_text(encoding="utf-8")

# Everybody is let in, signed in or not.
PUBLIC = (TABLES / "public.txt").read_text(encoding="utf-8")

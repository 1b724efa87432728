"""rules that may never be broken stand in the schema

Quarters 1 to 4, at least one of what is counted, ends not before beginnings, one lead a match, and one live match for
each need and offering. Rows that break a rule are mended before: their words stay as they were written.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

CHECKS = (
    ("need", "quarter", "quarter BETWEEN 1 AND 4"),
    ("needs_list", "quarter", "quarter BETWEEN 1 AND 4"),
    ("meeting", "quarter", "quarter BETWEEN 1 AND 4"),
    ("quarter_plan", "quarter", "quarter BETWEEN 1 AND 4"),
    ("meeting", "ended_at", "ended_at >= actual_start"),
    ("seat", "left_at", "left_at >= arrived_at"),
    ("agreement", "ends_on", "ends_on >= starts_on"),
    ("offering", "valid_to", "valid_to >= valid_from"),
    ("offering", "capacity_number", "capacity_number >= 1"),
    ("match_partner", "quantity", "quantity >= 1"),
)
MENDED = (
    "UPDATE need SET year = NULL, quarter = NULL WHERE quarter NOT BETWEEN 1 AND 4",
    "UPDATE meeting SET ended_at = NULL WHERE ended_at < actual_start",
    "UPDATE seat SET left_at = NULL WHERE left_at < arrived_at",
    "UPDATE agreement SET starts_on = ends_on WHERE ends_on < starts_on",
    "UPDATE offering SET valid_from = NULL WHERE valid_to < valid_from",
    "UPDATE offering SET capacity_number = NULL WHERE capacity_number < 1",
    "UPDATE match_partner SET quantity = 1 WHERE quantity < 1",
    """UPDATE match_partner SET is_lead = false
    WHERE is_lead AND id NOT IN (SELECT min(id) FROM match_partner WHERE is_lead GROUP BY match_id)""",
)
LIVE = "('proposed', 'agreed', 'tabled', 'confirmed', 'deferred')"
PAIRS = f"""FROM "match" JOIN match_need ON match_need.match_id = "match".id
    JOIN match_partner ON match_partner.match_id = "match".id
    WHERE "match".state IN {LIVE} AND match_partner.offering_id IS NOT NULL"""
KEEP = f"""DELETE FROM live_pair WHERE match_id = NUMBER;
    INSERT INTO live_pair (match_id, need_id, offering_id)
    SELECT DISTINCT "match".id, match_need.need_id, match_partner.offering_id {PAIRS} AND "match".id = NUMBER;"""  # noqa: S608 - of constants
# Table, what happens to a row of it, and the match that the row belongs to.
WATCHED = (
    ("match", "UPDATE OF state", "NEW.id"),
    ("match_need", "INSERT", "NEW.match_id"),
    ("match_need", "UPDATE OF need_id", "NEW.match_id"),
    ("match_need", "DELETE", "OLD.match_id"),
    ("match_partner", "INSERT", "NEW.match_id"),
    ("match_partner", "UPDATE OF offering_id", "NEW.match_id"),
    ("match_partner", "DELETE", "OLD.match_id"),
)


def upgrade() -> None:
    for statement in MENDED:
        op.execute(statement)
    for table in dict.fromkeys(table for table, _name, _condition in CHECKS):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, condition in [(name, condition) for each, name, condition in CHECKS if each == table]:
                batch_op.create_check_constraint(op.f(f"ck_{table}_{name}"), condition)
    with op.batch_alter_table("match_partner", schema=None) as batch_op:
        batch_op.create_index(
            "uq_match_partner_match_id",
            ["match_id"],
            unique=True,
            sqlite_where=sa.text("is_lead"),
            postgresql_where=sa.text("is_lead"),
        )
    op.create_table(
        "live_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("match_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("offering_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_live_pair_match_id_match")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_live_pair_need_id_need")),
        sa.ForeignKeyConstraint(["offering_id"], ["offering.id"], name=op.f("fk_live_pair_offering_id_offering")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_pair")),
        sa.UniqueConstraint("need_id", "offering_id", name=op.f("uq_live_pair_need_id_offering_id")),
    )
    op.create_index("ix_live_pair_match_id", "live_pair", ["match_id"], unique=False)
    op.create_index("ix_live_pair_offering_id", "live_pair", ["offering_id"], unique=False)
    op.execute(
        'INSERT INTO live_pair (match_id, need_id, offering_id) SELECT min("match".id), match_need.need_id,'
        f" match_partner.offering_id {PAIRS} GROUP BY match_need.need_id, match_partner.offering_id"
    )
    watch_pairs()


def watch_pairs() -> None:
    is_sqlite = op.get_context().dialect.name == "sqlite"
    for number, (table, event, match_id) in enumerate(WATCHED):
        name, head = f"live_pair_{number}", f'AFTER {event} ON "{table}"'
        body = KEEP.replace("NUMBER", match_id)
        if is_sqlite:
            op.execute(f"CREATE TRIGGER {name} {head} BEGIN {body} END")
        else:
            op.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN {body} RETURN NULL; END $$ LANGUAGE plpgsql"
            )
            op.execute(f"CREATE TRIGGER {name} {head} FOR EACH ROW EXECUTE FUNCTION {name}()")


def forget_pairs() -> None:
    is_sqlite = op.get_context().dialect.name == "sqlite"
    for number, (table, _event, _match_id) in enumerate(WATCHED):
        name = f"live_pair_{number}"
        op.execute(f"DROP TRIGGER IF EXISTS {name}" if is_sqlite else f'DROP TRIGGER IF EXISTS {name} ON "{table}"')
        if not is_sqlite:
            op.execute(f"DROP FUNCTION IF EXISTS {name}()")


def downgrade() -> None:
    forget_pairs()
    op.drop_table("live_pair")
    with op.batch_alter_table("match_partner", schema=None) as batch_op:
        batch_op.drop_index("uq_match_partner_match_id")
    for table in dict.fromkeys(table for table, _name, _condition in CHECKS):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in [name for each, name, _condition in CHECKS if each == table]:
                batch_op.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")

"""capacities have a period"""

import re
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

IN_ALL, AT_A_TIME = "in_all", "at_a_time"
offering = sa.table(
    "offering", sa.column("id", sa.Integer), sa.column("capacity", sa.String), sa.column("capacity_period", sa.String)
)
# What words said when this was written; people look at their offerings afterwards. The first in the words counts, and
# where they say nothing a capacity is there once: nobody is promised more than was ever offered.
TOTAL = re.compile(r"一次性|共[计有]?(?:提供)?[\d一二两三四五六七八九十百]|总计|合计|总数|总量")
OPENING_TIMES = re.compile(
    r"每周[一二三四五六]?(?:至|到|-|—|~)周?[一二三四五六日天]|(?:全年|常年|全天)?(?:无休|开放|24小时)"
)
RENEWED = re.compile(
    r"(?P<month2>隔周|双周|每[两2]个?(?:周|星期)|每半个?月)|(?P<quarter2>隔月|双月|每[两2]个?月)|(?P<year2>每?半年|每个?学期)"
    r"|(?P<week>每一?个?(?:周|星期|礼拜)|/周|一周(?=[\d一两二三])|周均)|(?P<month>每一?个?月|/月|月均)"
    r"|(?P<quarter>每一?个?季|(?<![一二三四1-4])季度)"
    r"|(?P<year>每一?个?(?:学年|年)|全年|/年|(?<!本)年度|寒暑?假|暑[假期])"
)
REMAINDER = re.compile(r"年内|今年|本年|本[春夏秋冬季]|首批|限量|先到先得|完(?:即止|为止)|名额")
TOGETHER = re.compile(
    r"^(?:约|最多|限|可|接待)*(?:每|单|一)个?(?:次|场|期|班|批|轮|节|课|组|车|台)|同时|容纳|可坐|座|车位|床|工位|平方米"
    r"|每[天日晚]|每个?(?:工作日|上学日|时段)|全天|随[到叫报时约]|常年|长期|借|轮[值流]|日托|[辆桌间]"
)


def period_of_words(words: str) -> str:
    """As people write it: 每月2场 is "month", 共20个名额 "in_all", 每次可容纳30人 "at_a_time"."""
    plain = OPENING_TIMES.sub("长期", re.sub(r"\s+", "", words))
    if TOTAL.search(plain):
        return IN_ALL
    if renewed := RENEWED.search(plain):
        return str(renewed.lastgroup).rstrip("2")
    together, remainder = TOGETHER.search(plain), REMAINDER.search(plain)
    if together and not (remainder and remainder.start() < together.start()):
        return AT_A_TIME
    return IN_ALL


def upgrade() -> None:
    with op.batch_alter_table("offering", schema=None) as batch_op:
        batch_op.add_column(sa.Column("capacity_period", sa.String(32), server_default=IN_ALL, nullable=False))
    bind = op.get_bind()
    found = defaultdict(list)
    for number, words in bind.execute(sa.select(offering.c.id, offering.c.capacity)):
        found[period_of_words(words or "")].append(number)
    for period, ids in found.items():
        for start in range(0, len(ids) if period != IN_ALL else 0, 500):
            here = offering.c.id.in_(ids[start : start + 500])
            bind.execute(offering.update().where(here).values(capacity_period=period))


def downgrade() -> None:
    with op.batch_alter_table("offering", schema=None) as batch_op:
        batch_op.drop_column("capacity_period")

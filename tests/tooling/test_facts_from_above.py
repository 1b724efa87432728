"""What lower features read of higher ones' tables must be what the models say."""

from typing import Any

import pytest

from partner_hub import models as _all_tables  # noqa: F401 - the models register their tables
from partner_hub.core.db import METADATA
from partner_hub.core.facts_from_above import TABLES

COLUMNS = [(table, column) for table in TABLES for column in table.columns]


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=[f"{table.name}.{column.name}" for table, column in COLUMNS])
def test_a_fact_is_read_as_the_model_writes_it(table: Any, column: Any) -> None:
    modelled = METADATA.tables[table.name].columns[column.name]
    assert type(column.type) is type(modelled.type)
    assert column.type.python_type is modelled.type.python_type

from graphkit.engine import Engine
from graphkit.evidence import create_evidence_tables
from graphkit.schema import EVIDENCE


def test_tables_have_the_columns_and_types_of_the_schema_in_its_order() -> None:
    with Engine() as engine:
        create_evidence_tables(engine)
        for table in EVIDENCE:
            found = engine.rows(
                "SELECT column_name, data_type FROM information_schema.columns"
                " WHERE table_name = ? ORDER BY ordinal_position",
                [table.table],
            )
            assert found == [(column.name, column.type) for column in table.columns]

"""docs/schema.md says what schema.py says: `python -m tests.test_schema_docs` writes it."""

from pathlib import Path

from graphkit.schema import EVIDENCE, NODES, RELATIONSHIPS, SCHEMA_VERSION, Property

PAGE = Path(__file__).resolve().parent.parent / "docs" / "schema.md"

HEAD = f"""# The graph's schema

Version {SCHEMA_VERSION}. A property that is not known is null, which is the same as not there. Numbers that a source
reports carry `reported_`; all others were counted in this graph.
"""
EVIDENCE_HEAD = """
## Evidence

Tables beside the graph in a graph file, for `graphkit explain` and for your own SQL. They are not in Neo4j
and not in networkx.
"""


def written() -> str:
    """The page as the schema has it."""
    parts = [HEAD, "\n## Nodes\n"]
    for node in NODES:
        parts += [
            f"\n### {node.label}\n\nIts key is `{node.key}`, its table in a graph file `{node.table}`.\n",
            _table(node.properties),
        ]
    parts.append("\n## Relationships\n")
    for kind in RELATIONSHIPS:
        parts.append(
            f"\n### ({kind.source})-[:{kind.type}]->({kind.target})\n\nIts table is `{kind.table}`.\n"
        )
        parts.append(_table(kind.properties) if kind.properties else "\nIt has no properties.\n")
    parts.append(EVIDENCE_HEAD)
    for evidence in EVIDENCE:
        parts += [f"\n### {evidence.table}\n", _table(evidence.columns)]
    return "".join(parts)


def _table(properties: tuple[Property, ...]) -> str:
    rows = "".join(f"| `{p.name}` | {p.type} | {p.doc.replace('|', chr(92) + '|')} |\n" for p in properties)
    return f"\n| name | type | meaning |\n|---|---|---|\n{rows}"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == written(), "run python -m tests.test_schema_docs"


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")

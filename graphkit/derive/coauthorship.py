"""The co-authorship projection with its weights.

Full counting gives a pair one for each joint paper. Fractional counting (Newman 2001; Perianes-Rodriguez,
Waltman & van Eck 2016) gives 1/(n-1), n being the paper's true author count. Where sources hide it, the
weight lies between 0 and 1/(n_min-1), n_min being the names known plus one: the lower and the upper bounds
are summed apart.
"""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.derive.tables import write_sorted
from graphkit.engine import Engine

PAIR_LIMIT = 1000
"""Papers with more named authors make no pairs: 1,000 names are half a million pairs of one paper."""

_UNIT = 10**17
"""Weights are summed in whole multiples of 1e-17: then the order of the papers does not matter."""


@dataclass(frozen=True, slots=True)
class CoauthorshipSummary:
    """Pairs made, and the papers left out because they name more than `limit` authors."""

    pairs: int
    left_out: list[str]
    limit: int


def derive_coauthorship(engine: Engine, limit: int = PAIR_LIMIT) -> CoauthorshipSummary:
    """Write COAUTHORED_WITH from AUTHORED, the smaller author id first. Needs Paper, Author and AUTHORED."""
    engine.run(f"""
        CREATE TEMP TABLE shared_paper AS
        SELECT paper._id AS paper, paper.id, year, author_count IS NOT NULL AS complete, names,
            CASE WHEN author_count > 1 THEN {_UNIT} // (author_count - 1) ELSE 0 END AS lower,
            {_UNIT} // (coalesce(author_count, names + 1) - 1) AS upper
        FROM node_paper paper
        JOIN (SELECT _target AS _id, count(*) AS names FROM rel_authored GROUP BY _target) USING (_id)
        WHERE names > 1
    """)
    left_out = [
        id_ for (id_,) in engine.rows("SELECT id FROM shared_paper WHERE names > $1 ORDER BY id", [limit])
    ]
    write_sorted(engine, "COAUTHORED_WITH", f"""
        SELECT a._source AS _source, b._source AS _target, count(*) AS papers,
            min(year) AS first_year, max(year) AS last_year, count(*) AS weight_full,
            sum(lower)::DOUBLE / {_UNIT} AS weight_fractional,
            sum(upper)::DOUBLE / {_UNIT} AS weight_fractional_max,
            bool_and(complete) AS complete
        FROM rel_authored_by_target a
        JOIN rel_authored_by_target b ON a._target = b._target AND a._source < b._source
        JOIN shared_paper ON paper = a._target
        WHERE names <= {limit:d} GROUP BY a._source, b._source
    """)  # fmt: skip
    engine.run("DROP TABLE shared_paper")
    pairs = engine.rows("SELECT count(*) FROM rel_coauthored_with")[0][0]
    return CoauthorshipSummary(pairs, left_out, limit)

"""How probable it is that two atoms are one person, from their names and from what they share.

A logistic model of nine weights, fitted on the development halves of labelled bylines of robotics, machine
learning and linguistics conferences: 97,000 pairs of atoms with compatible names that share at least one
token. Written-out names were then made one logit harder to unite, so that plain namesakes stay apart.

| weight | times |
|---|---|
| `_INITIAL`, `_WRITTEN_OUT` | 1: one of the first names is an initial, or both are written out |
| `_EQUAL` | 1: the names are equal (then both are initials) |
| `_CROWD` | ln(1 + first names known in the block), where there is an initial |
| `_NAMESAKES` | ln of the expected namesakes, where both are written out |
| by kind | ln(1 + weight of the shared tokens of the kind) |

Of the N different pairs of a first and a family name in the sources, f have the family name and g the first
name, the pair itself counted. Were first and family names drawn independently, f g / N such pairs are expected
by chance; a name with at most `RARE` of them is rare. The model smooths: its namesakes are (f + 1)(g + 1) / N.
"""

from __future__ import annotations

from math import log

import pyarrow as pa

from graphkit.engine import Engine
from graphkit.names import compatible, parse

SAME = 0.6
"""Mean probability from which atoms are united."""

UNSURE = 0.3
"""Probability from which a pair that is not united is kept as undecided."""

RARE_WORD = 0.02
"""A word on more than this share of the papers is no evidence by itself."""

RARE = 0.05
RARE_SCORE = 0.8
"""What a rare enough whole name gives by rule, without anything shared."""

WITHOUT_EVIDENCE = 0.5
"""The most that compatible names give without a shared co-author, institution or rare word."""

BATCH = 100_000
"""Pairs of names compared at once."""

PAIRS_AT_ONCE = 2_000_000
"""Pairs of atoms scored at once: the words for all that a pair shares have to fit into memory."""

_INITIAL, _WRITTEN_OUT, _EQUAL, _CROWD, _NAMESAKES = 0.61, -8.0, 1.7, -1.6, -0.92
_KINDS = {"co-author": 0.83, "institution": 0.78, "affiliation word": 0.51, "title word": 0.35}
_KIND_WEIGHT = (
    "CASE kind " + " ".join(f"WHEN '{kind}' THEN {weight}" for kind, weight in _KINDS.items()) + " END"
)
_SIGMOID = "1 / (1 + exp(-name_part.logit - coalesce(shared.logit, 0)))"


def score_pairs(engine: Engine) -> None:
    """Make the temporary table `scored_pair` (a, b, score, rare, evidence), with a score of at least UNSURE.

    Needs what `features.collect_features` makes.
    """
    for statement in (_COUNTS, _PAIRS):
        engine.run(statement)
    _keep_agreeing(engine)
    for statement in (_DIVIDED, _EMPTY):
        engine.run(statement)
    for first, last in engine.rows(_SLICES, [PAIRS_AT_ONCE]):
        engine.run(_SCORES, [first, last])
    for table in (
        "divided",
        "first_and_family",
        "expected",
        "atom_pair",
        "name_pair",
        "agreeing",
        "rare_name",
        "shared_token",
    ):
        engine.run(f"DROP TABLE {table}")


def _keep_agreeing(engine: Engine) -> None:
    """Make the temporary table `agreeing` (full_a, full_b) of the pairs in `name_pair` that are compatible."""
    engine.run("CREATE TEMP TABLE agreeing AS SELECT full_a, full_b FROM name_pair LIMIT 0")
    (pairs,) = engine.rows("SELECT count(*) FROM name_pair")[0]
    for start in range(0, pairs, BATCH):
        rows = engine.rows(_NAMES_OF_PAIRS, [start + 1, start + BATCH])
        parsed = {name: parse(name) for _, a, b in rows for name in (a, b)}
        kept = [number for number, a, b in rows if compatible(parsed[a], parsed[b])]
        with engine.table("kept", pa.table({"number": pa.array(kept, pa.int64())})):
            engine.run(
                "INSERT INTO agreeing SELECT full_a, full_b FROM name_pair SEMI JOIN kept USING (number)"
            )


_COUNTS = """
CREATE TEMP TABLE first_and_family AS
SELECT DISTINCT block, family, first FROM atom_name WHERE length(first) > 1;

CREATE TEMP TABLE expected AS
SELECT family, first, families, firsts, total, (families + 1) * (firsts + 1) / total AS namesakes,
    families * firsts / total AS by_chance
FROM (
    SELECT family, first, count(*) OVER (PARTITION BY family) AS families,
        count(*) OVER (PARTITION BY first) AS firsts, count(*) OVER () AS total
    FROM first_and_family
)
"""

# Atoms that share a token, and atoms of different names whose first and family name are equal and rare.
_PAIRS = f"""
CREATE TEMP TABLE rare_name AS
SELECT * FROM atom_name SEMI JOIN (FROM expected WHERE by_chance <= {RARE}) USING (family, first);

CREATE TEMP TABLE atom_pair AS
SELECT DISTINCT a, b FROM shared_token
UNION
SELECT x.atom, y.atom FROM rare_name x JOIN rare_name y USING (family, first)
WHERE x.atom < y.atom AND x.full_name <> y.full_name;

CREATE TEMP TABLE name_pair AS
SELECT row_number() OVER (ORDER BY full_a, full_b) AS number, * FROM (
    SELECT x.full_name AS full_a, y.full_name AS full_b
    FROM atom_pair JOIN atom_name x ON x.atom = a JOIN atom_name y ON y.atom = b AND y.block = x.block
    UNION
    SELECT x.full_name, y.full_name FROM rare_name x JOIN rare_name y USING (family, first)
    WHERE x.full_name < y.full_name
)
"""

_NAMES_OF_PAIRS = """
WITH asked AS (
    FROM name_pair WHERE number BETWEEN $1 AND $2
), spelling AS (
    SELECT full_name, min(name) AS name FROM atom_name
    WHERE full_name IN (SELECT full_a FROM asked UNION SELECT full_b FROM asked) GROUP BY full_name
)
SELECT number, x.name, y.name FROM asked
JOIN spelling x ON x.full_name = full_a JOIN spelling y ON y.full_name = full_b
"""

# A first and family name is divided, and so not rare, when two of the names that bear it exclude each other.
_DIVIDED = """
CREATE TEMP TABLE divided AS
SELECT DISTINCT family, first FROM rare_name x JOIN rare_name y USING (family, first)
JOIN name_pair ON full_a = x.full_name AND full_b = y.full_name ANTI JOIN agreeing USING (full_a, full_b)
"""

_EMPTY = """
CREATE TEMP TABLE scored_pair (a BIGINT, b BIGINT, score DOUBLE, rare BOOLEAN, evidence VARCHAR)
"""

# All pairs of an atom with later ones stand in one slice.
_SLICES = """
SELECT min(a), max(a) FROM (
    SELECT a, sum(pairs) OVER (ORDER BY a) // $1 AS slice FROM (
        SELECT a, count(*) AS pairs FROM atom_pair GROUP BY a
    )
) GROUP BY slice ORDER BY slice
"""

_SCORES = f"""
INSERT INTO scored_pair
WITH named AS (
    SELECT a, b, x.block, x.name AS name_a, y.name AS name_b,
        x.full_name = y.full_name AS equal, length(x.first) = 1 OR length(y.first) = 1 AS initial,
        CASE WHEN length(x.first) > 1 THEN x.first ELSE y.first END AS first, x.family,
        x.family = y.family AND x.first = y.first AS same_ends,
        agreeing.full_a IS NOT NULL OR x.full_name = y.full_name AS agree
    FROM atom_pair JOIN atom_name x ON x.atom = a JOIN atom_name y ON y.atom = b AND y.block = x.block
    LEFT JOIN agreeing ON full_a = x.full_name AND full_b = y.full_name
    WHERE a BETWEEN $1 AND $2
), known AS (
    SELECT block, count(*) AS firsts FROM first_and_family GROUP BY block
), judged AS (
    SELECT named.*, expected.families, expected.firsts, expected.total, by_chance,
        coalesce(known.firsts, 0) AS known_firsts,
        NOT initial AND same_ends AND NOT equal AND by_chance <= {RARE} AND divided.first IS NULL AS rare,
        CASE WHEN initial THEN {_INITIAL} + {_CROWD} * ln(1 + coalesce(known.firsts, 0))
             ELSE {_WRITTEN_OUT} + {_NAMESAKES} * greatest(ln(coalesce(namesakes, 1)), -5) END
        + CASE WHEN equal THEN {_EQUAL} ELSE 0 END AS logit
    FROM named LEFT JOIN expected USING (family, first) LEFT JOIN known USING (block)
    LEFT JOIN divided USING (family, first)
), name_part AS (
    SELECT * FROM judged QUALIFY bool_and(agree) OVER (PARTITION BY a, b)
        AND row_number() OVER (PARTITION BY a, b ORDER BY rare DESC, logit DESC, name_a, name_b) = 1
), shared AS (
    SELECT a, b, sum(ln(1 + weight) * {_KIND_WEIGHT} ORDER BY kind) AS logit,
        bool_or(kind IN ('co-author', 'institution') OR rarest >= {-log(RARE_WORD)}) AS evident,
        string_agg('shared ' || kind || CASE WHEN len(tokens) > 1 THEN 's ' ELSE ' ' END || array_to_string(
            list_transform(tokens, lambda t: replace(t, '|', ', ')), ' & '), '; ' ORDER BY kind) AS words
    FROM shared_token WHERE a BETWEEN $1 AND $2 GROUP BY a, b
), scored AS (
    SELECT name_part.*, words,
        least({_SIGMOID}, CASE WHEN evident THEN 1 ELSE {WITHOUT_EVIDENCE} END) AS score
    FROM name_part LEFT JOIN shared USING (a, b)
)
SELECT a, b, round(CASE WHEN rare THEN greatest(score, {RARE_SCORE}) ELSE score END, 4) AS score, rare,
    concat_ws('; ',
        CASE WHEN equal THEN 'equal names ' || name_a
             ELSE 'compatible given names ' || name_a || ' and ' || name_b END,
        CASE WHEN rare THEN format(
                'a rare enough whole: of {{}} different pairs of a first and a family name here {{}} have this '
                || 'family name and {{}} this first name, so that {{:.3f}} namesakes are expected by chance '
                || '(at most {RARE})',
                total, families, firsts, by_chance)
             WHEN initial THEN known_firsts || ' written-out first names fit the initial and family name' END,
        coalesce(words, 'nothing else shared')) AS evidence
FROM scored WHERE rare OR score >= {UNSURE}
"""

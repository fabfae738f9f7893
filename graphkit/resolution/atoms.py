"""Atoms: the places that rules alone make one author, before any evidence is weighed.

- A place's identity is its ORCID; else the one ORCID that its source id goes with; else its source id. Equal
  identities are one atom.
- Equal full names (not only initials) are one atom with one another and with the identities that bear the
  name, unless two of these are ORCIDs or ids of one source: then nothing says which one is meant.
- Every place of a name with initials only, and every further place on one paper, is an atom of its own.
"""

from __future__ import annotations

from graphkit.engine import Engine
from graphkit.resolution.clusters import group


def make_atoms(engine: Engine) -> None:
    """Make the temporary table `place_atom` (place_id, atom): an atom is named by its smallest place."""
    for statement in (_IDENTITIES, _BEARERS):
        engine.run(statement)
    bears = engine.arrow("SELECT number AS a, name_number AS b, 1.0 AS score FROM bearer ORDER BY a, b")
    namesakes, _ = group(bears, bears.slice(0, 0))
    with engine.table("namesake", namesakes):
        apart = engine.arrow(_APART)
    united, _ = group(bears, apart)
    with engine.table("united", united):
        engine.run(_ATOMS)
    for table in ("place_identity", "bearer"):
        engine.run(f"DROP TABLE {table}")


_IDENTITIES = """
CREATE TEMP TABLE place_identity AS
WITH claimed AS (
    SELECT native_id, min(orcid) AS orcid FROM place
    WHERE native_id IS NOT NULL AND orcid IS NOT NULL GROUP BY native_id HAVING count(DISTINCT orcid) = 1
)
SELECT place_id, paper_id, position,
    coalesce('orcid:' || coalesce(place.orcid, claimed.orcid), native_id) AS identity,
    CASE WHEN NOT initials_only AND full_name <> '' THEN full_name END AS full_name
FROM place LEFT JOIN claimed USING (native_id)
"""

# A name that two identities of one scheme bear is left out: it does not say whose it is.
_BEARERS = """
CREATE TEMP TABLE bearer AS
WITH bearing AS (
    SELECT DISTINCT identity, full_name, split_part(identity, ':', 1) AS scheme FROM place_identity
    WHERE identity IS NOT NULL AND full_name IS NOT NULL
), clear AS (
    SELECT full_name FROM bearing GROUP BY full_name HAVING count(*) = count(DISTINCT scheme)
)
SELECT dense_rank() OVER (ORDER BY identity) AS number,
    -dense_rank() OVER (ORDER BY full_name) AS name_number, *
FROM bearing SEMI JOIN clear USING (full_name)
"""

_APART = """
WITH identity AS (
    SELECT DISTINCT number, scheme, label FROM bearer JOIN namesake ON id = number
)
SELECT x.number AS a, y.number AS b FROM identity x JOIN identity y USING (label, scheme)
WHERE x.number < y.number ORDER BY a, b
"""

_ATOMS = """
CREATE TEMP TABLE place_atom AS
WITH identity_label AS (
    SELECT DISTINCT identity, label FROM bearer JOIN united ON id = number
), name_label AS (
    SELECT DISTINCT full_name, label FROM bearer JOIN united ON id = name_number
), labelled AS (
    SELECT place_id, paper_id, position, CASE
            WHEN identity_label.label IS NOT NULL THEN 'group:' || identity_label.label
            WHEN place_identity.identity IS NOT NULL THEN place_identity.identity
            WHEN name_label.label IS NOT NULL THEN 'group:' || name_label.label
            WHEN place_identity.full_name IS NOT NULL THEN 'name:' || place_identity.full_name
            ELSE 'place:' || place_id END AS label
    FROM place_identity
    LEFT JOIN identity_label ON place_identity.identity = identity_label.identity
    LEFT JOIN name_label ON place_identity.identity IS NULL
        AND place_identity.full_name = name_label.full_name
), single AS (
    SELECT place_id, CASE
            WHEN row_number() OVER (PARTITION BY label, paper_id ORDER BY position NULLS LAST, place_id) = 1
            THEN label ELSE 'place:' || place_id END AS label
    FROM labelled
)
SELECT place_id, min(place_id) OVER (PARTITION BY label) AS atom FROM single
"""

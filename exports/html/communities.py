"""Names of communities: the category and the title words that they use far more than the rest."""

from __future__ import annotations

import pyarrow as pa

from graphkit.engine import Engine
from graphkit.layout.network import Integers

LEAST = 5
"""A community of fewer nodes is named after its most published member."""
WORDS = 3

_COMMON = """
    about above after also among analysis another approach approaches based because been being
    between both case data does during each effect effects efficient estimation evaluation
    experimental fast first from have high improved improving into learning less like making method
    methods model modeling models more most multi multiple near neural novel only other over paper
    problem problems results some study such system systems than that their them then there these
    they this those through toward towards under understanding using very well what when where which
    while will with within without your application applications design framework general
"""

_PAPER_COMMUNITY = (
    "SELECT DISTINCT m.paper, n.community FROM scene_member m JOIN scene_node s USING (node) "
    "JOIN node_community n ON n.place = s.place WHERE n.community >= 0"
)
_LIFTED = """
    WITH home AS (SELECT paper, community FROM ({pairs})),
    term AS ({terms}),
    total AS (SELECT term, count(DISTINCT paper) AS papers FROM term GROUP BY term),
    size AS (SELECT community, count(*) AS papers FROM home GROUP BY community),
    here AS (SELECT community, term, count(*) AS papers FROM home JOIN term USING (paper) GROUP BY ALL)
    SELECT community, term FROM (
        SELECT community, term, here.papers * ln(here.papers / size.papers
            / (total.papers / (SELECT count(DISTINCT paper) FROM term))) AS lift, here.papers AS papers
        FROM here JOIN total USING (term) JOIN size USING (community)
        WHERE here.papers >= 2 AND here.papers >= {share} * size.papers
            AND total.papers <= {ceiling} * (SELECT count(DISTINCT paper) FROM term))
    WHERE lift > 0.5
    QUALIFY row_number() OVER (PARTITION BY community ORDER BY lift DESC, term) <= {most}
    ORDER BY community, lift DESC, term
"""


def community_names(engine: Engine, community: Integers) -> list[str]:
    """A name for each community, from 0: a category, up to three words, or its most published member.

    Args:
        engine: with the tables of `staging.py`, in order.
        community: number of each node's community, -1 for none.
    """
    rows = pa.table({"place": range(len(community)), "community": community})
    with engine.table("node_community", rows):
        category = dict(
            engine.rows(
                _LIFTED.format(
                    pairs=_PAPER_COMMUNITY,
                    terms="SELECT r._source AS paper, coalesce(c.name, c.code) AS term "
                    "FROM scene_paper JOIN rel_in_category r ON r._source = paper "
                    "JOIN node_category c ON c._id = r._target",
                    share=0.4,
                    ceiling=1.0,
                    most=1,
                )
            )
        )
        words: dict[int, list[str]] = {}
        found = engine.rows(
            _LIFTED.format(
                pairs=_PAPER_COMMUNITY,
                terms="SELECT DISTINCT paper, term FROM (SELECT paper, "
                r"unnest(regexp_split_to_array(lower(title), '[^\p{L}0-9]+')) AS term "
                "FROM scene_paper JOIN node_paper ON _id = paper) "
                f"WHERE length(term) > 3 AND NOT list_contains(string_split_regex('{_COMMON}', '\\s+'), term)",
                share=0.02,
                ceiling=0.08,
                most=WORDS,
            )
        )
        for number, word in found:
            words.setdefault(number, []).append(word)
        leaders = engine.rows(
            "SELECT community, count(*), arg_max(name, (papers, -place)) FROM (SELECT n.community, s.place, "
            "s.node, count(m.paper) AS papers FROM node_community n JOIN scene_node s USING (place) "
            "LEFT JOIN scene_member m USING (node) WHERE n.community >= 0 GROUP BY ALL) "
            f"JOIN ({_NAMES}) USING (node) GROUP BY community ORDER BY community"
        )
    return [_name(size, category.get(number), words.get(number), leader) for number, size, leader in leaders]


_NAMES = (
    "SELECT _id AS node, name FROM node_author UNION ALL SELECT _id, name FROM node_institution "
    "UNION ALL SELECT _id, name FROM node_category"
)


def _name(size: int, category: str | None, words: list[str] | None, leader: str) -> str:
    if size < LEAST or not (category or words):
        return f"around {leader}"
    if category and words:
        return f"{category}: {', '.join(words[:2])}"
    return category or ", ".join(words or [])

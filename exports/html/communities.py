"""Names of communities: the category and the title words that they use far more than the rest."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa

from graphkit.engine import Engine
from graphkit.layout.network import Integers

LEAST = 5
"""A community of fewer nodes is named after its most published member."""
OFFERED = 12
"""Terms of a community among which its name is chosen."""
PAIR_BONUS = 1.5
"""Two words say more than one: so much more is their lift worth."""

_FUNCTION_WORDS = """
    a about above across after against all among an and any are as at based be because been being between both but by
    can do does during each for from has have how if in into is it its less like making more most near no not novel of
    on only onto or other our out over than that the their them then there these they this those through to toward
    towards under upon using very via was we well were what when where which while who why will with within without you
    your
"""
_COMMON_WORDS = """
    also analysis another application applications approach approaches case data design different effect effects
    efficient estimation evaluation experimental fast first framework general high improved improving learning
    method methods model modeling modelling models multi multiple neural new paper problem problems results some
    study such system systems understanding
"""

_HOME = (
    "SELECT DISTINCT m.paper, n.community FROM scene_member m JOIN scene_node s USING (node) "
    "JOIN node_community n ON n.place = s.place WHERE n.community >= 0"
)
_CATEGORIES = (
    "SELECT r._source AS paper, coalesce(c.name, c.code) AS term FROM scene_paper "
    "JOIN rel_in_category r ON r._source = paper JOIN node_category c ON c._id = r._target"
)
_WORDS = f"""
    WITH title AS (SELECT paper, regexp_split_to_array(lower(title), '[^\\p{{L}}0-9]+') AS word
        FROM scene_paper JOIN node_paper ON _id = paper),
    plain AS (SELECT string_split_regex('{_FUNCTION_WORDS}', '\\s+') AS empty,
        string_split_regex('{_COMMON_WORDS}', '\\s+') AS common)
    SELECT DISTINCT paper, term FROM (SELECT paper, unnest(word) AS term FROM title), plain
    WHERE length(term) > 3 AND NOT list_contains(empty, term) AND NOT list_contains(common, term)
    UNION ALL
    SELECT DISTINCT paper, concat(a, ' ', b) FROM
        (SELECT paper, unnest(word[:-2]) AS a, unnest(word[2:]) AS b FROM title), plain
    WHERE length(a) > 2 AND length(b) > 2 AND NOT list_contains(empty, a) AND NOT list_contains(empty, b)
"""
_LIFTED = """
    WITH home AS ({home}),
    term AS MATERIALIZED ({terms}),
    total AS (SELECT term, count(*) AS papers FROM term GROUP BY term HAVING count(*) > 1),
    size AS (SELECT community, count(*) AS papers FROM home GROUP BY community),
    everything AS (SELECT count(DISTINCT paper) AS papers FROM term),
    here AS (SELECT community, term, count(*) AS papers FROM home JOIN term USING (paper)
        SEMI JOIN total USING (term) GROUP BY ALL)
    SELECT community, term FROM (
        SELECT community, term, here.papers * (ln(here.papers / size.papers) - ln(total.papers / everything.papers))
            * CASE WHEN contains(term, ' ') THEN {pair_bonus} ELSE 1 END AS lift
        FROM here JOIN total USING (term) JOIN size USING (community), everything
        WHERE here.papers >= 2 AND here.papers >= {share} * size.papers
            AND total.papers <= {ceiling} * everything.papers)
    WHERE lift > 0.5
    QUALIFY row_number() OVER (PARTITION BY community ORDER BY lift DESC, term) <= {most}
    ORDER BY community, lift DESC, term
"""
_LEADERS = (
    "SELECT community, count(*), arg_max(name, (papers, -place)) FROM (SELECT n.community, s.place, s.node, "
    "count(m.paper) AS papers FROM node_community n JOIN scene_node s USING (place) "
    "LEFT JOIN scene_member m USING (node) WHERE n.community >= 0 GROUP BY ALL) JOIN ("
    "SELECT _id AS node, coalesce(name, id) AS name FROM node_author UNION ALL "
    "SELECT _id, coalesce(name, id) FROM node_institution UNION ALL "
    "SELECT _id, coalesce(name, id) FROM node_category) USING (node) GROUP BY community ORDER BY community"
)


def community_names(engine: Engine, community: Integers) -> list[str]:
    """A name for each community, from 0: a category, some words of titles, or its most published member.

    No two are the same: a second one of a name is told apart by its most published member.

    Args:
        engine: with the tables of `staging.py`, in order.
        community: number of each node's community, -1 for none.
    """
    rows = pa.table({"place": range(len(community)), "community": community})
    with engine.table("node_community", rows):
        category = dict(
            engine.rows(
                _LIFTED.format(home=_HOME, terms=_CATEGORIES, share=0.4, ceiling=1.0, most=1, pair_bonus=1)
            )
        )
        terms: dict[int, list[str]] = {}
        for number, term in engine.rows(
            _LIFTED.format(
                home=_HOME, terms=_WORDS, share=0.02, ceiling=0.08, most=OFFERED, pair_bonus=PAIR_BONUS
            )
        ):
            terms.setdefault(number, []).append(term)
        leaders = engine.rows(_LEADERS)
    return _told_apart(
        [
            (_name(size, category.get(number), terms.get(number, []), leader), leader)
            for number, size, leader in leaders
        ]
    )


def _name(size: int, category: str | None, terms: list[str], leader: str) -> str:
    if size < LEAST or not (category or terms):
        return f"around {leader}"
    if category:
        chosen = _chosen([term for term in terms if term not in category.lower()], most=2)
        return f"{category}: {', '.join(chosen)}" if chosen else category
    return ", ".join(_chosen(terms, most=3))


def _chosen(terms: list[str], most: int) -> list[str]:
    """The first terms that share no word, also not in the plural; three words are enough of two pairs."""
    chosen: list[str] = []
    used: set[str] = set()
    for term in terms:
        words = {word.removesuffix("s") for word in term.split()}
        if not words & used and len(chosen) < most and len(used) + len(words) <= most + 1:
            chosen.append(term)
            used |= words
    return chosen


def _told_apart(named: list[tuple[str, str]]) -> list[str]:
    uses = Counter(name for name, _ in named)
    return [f"{name}, around {leader}" if uses[name] > 1 else name for name, leader in named]

# ruff: noqa: E501 - tables of values read best in wide rows
"""Graphs that the RDF tests export."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from graphkit.engine import Engine
from tests.exports.rdf.fixture import make_graph

SICI = "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o"


@pytest.fixture
def small() -> Iterator[Engine]:
    """Two papers, three authors, one of every kind of node and relationship."""
    engine = make_graph(
        None,
        node_paper=[
            {
                "id": SICI, "doi": SICI, "title": 'A "quoted"\ntitle', "abstract": "Tab\tand \\ backslash",
                "date": date(1998, 6, 1), "year": 1998, "year_inferred": False, "venue": "JASIS",
                "type": "journal-article", "author_count": 3, "byline_complete": True, "has_code": False,
                "reported_citations": 7, "reported_count": 1, "reported_score": 97.9,
                "url": "https://example.org/a?b=c", "sources": ["a.txt:1", "b.txt:9"], "source_count": 2,
                "id_history": ["hash:0123"],
            },
            {"id": "2401.00001", "arxiv_id": "2401.00001", "title": "Preprint", "year": 2024, "byline_complete": False},
        ],
        node_author=[
            {"id": "0000-0002-1825-0097", "orcid": "0000-0002-1825-0097", "name": "Josiah Carberry", "papers": 2},
            {"id": "b", "name": "Zoë Ω", "name_variants": ["Z. Ω", "Zoe O."], "papers": 1, "first_year": 1998},
            {"id": "a", "name": "Ann", "papers": 1},
        ],
        node_category=[
            {"id": "arxiv:cs.LG", "code": "cs.LG", "name": "Machine Learning", "scheme": "arxiv", "ambiguous": False},
            {"id": "arxiv:cs", "code": "cs", "name": "Computer Science", "scheme": "arxiv"},
        ],
        node_institution=[
            {"id": "05gq02987", "ror": "05gq02987", "name": "Brown University", "country": "US", "kind": "education"},
            {"id": "lab", "name": "A lab"},
        ],
        rel_authored=[
            {"source": "b", "target": SICI, "position": 1, "raw_name": "Zoë Ω", "inferred": False},
            {"source": "a", "target": SICI, "position": 2, "raw_name": "Ann", "raw_affiliation": "A lab", "institutions": ["lab"], "inferred": False},
            {"source": "0000-0002-1825-0097", "target": SICI, "position": 3, "raw_name": "J. Carberry", "inferred": False},
            {"source": "0000-0002-1825-0097", "target": "2401.00001", "raw_name": "Josiah Carberry", "inferred": True},
        ],
        rel_in_category=[{"source": "2401.00001", "target": "arxiv:cs.LG", "primary": True}],
        rel_subcategory_of=[{"source": "arxiv:cs.LG", "target": "arxiv:cs"}],
        rel_affiliated_with=[{"source": "a", "target": "lab", "papers": 1, "first_year": 1998, "last_year": 1998}],
        rel_from_institution=[{"source": "2401.00001", "target": "05gq02987", "raw": "brown"}],
        rel_coauthored_with=[
            {
                "source": "a", "target": "b", "papers": 1, "first_year": 1998, "last_year": 1998, "weight_full": 1.0,
                "weight_fractional": 0.5, "weight_fractional_max": 0.5, "complete": True,
            }
        ],
        rel_cites=[{"source": "2401.00001", "target": SICI}],
        rel_part_of=[{"source": "lab", "target": "05gq02987"}],
        source=[
            {"source_id": 1, "path": "a.txt", "format": "profile", "sha256": "ab" * 32, "bytes": 10},
            {"source_id": 2, "path": "b.txt", "format": "table", "sha256": "cd" * 32, "bytes": 20},
        ],
        record=[
            {
                "record_id": 1, "source_id": 1, "line": 1, "title": 'A "quoted"\ntitle', "date": date(1998, 6, 1), "year": 1998,
                "year_inferred": False, "venue": "JASIS", "author_count": 3, "byline_complete": True, "doi": SICI,
            },
            {
                "record_id": 2, "source_id": 2, "line": 9, "title": "Another title", "year": 1998, "year_inferred": False,
                "abstract": "Tab\tand \\ backslash", "byline_complete": False, "type": "journal-article",
            },
            {"record_id": 3, "source_id": 2, "line": 20, "title": "Preprint", "year": 2024, "byline_complete": False},
        ],
        record_paper=[
            {"record_id": 1, "paper_id": SICI}, {"record_id": 2, "paper_id": SICI}, {"record_id": 3, "paper_id": "2401.00001"},
        ],
        mention=[
            {"mention_id": 1, "record_id": 1, "position": 1, "name": "Zoë Ω", "inferred": False, "line": 2},
            {"mention_id": 2, "record_id": 1, "position": 2, "name": "Ann", "affiliation": "A lab", "inferred": False, "line": 3},
            {"mention_id": 3, "record_id": 1, "position": 3, "name": "J. Carberry", "inferred": False, "line": 4},
            {"mention_id": 4, "record_id": 2, "position": 1, "name": "Z. Ω", "inferred": False, "line": 10},
            {"mention_id": 5, "record_id": 3, "name": "Josiah Carberry", "inferred": True, "line": 21},
        ],
        mention_author=[
            {"mention_id": 1, "author_id": "b"}, {"mention_id": 2, "author_id": "a"},
            {"mention_id": 3, "author_id": "0000-0002-1825-0097"}, {"mention_id": 4, "author_id": "b"},
            {"mention_id": 5, "author_id": "0000-0002-1825-0097"},
        ],
    )  # fmt: skip
    yield engine
    engine.close()

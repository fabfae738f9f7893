"""Identifiers in their plain forms, which SQL reads as Python does."""

from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit import identifiers
from graphkit.engine import Engine
from graphkit.readers.table_sql import MACROS


def _orcid(stem: str) -> str:
    check = identifiers.orcid_check_digit("0000000" + stem)
    return f"0000-000{stem[0]}-{stem[1:5]}-{stem[5:]}{check}"


WRITTEN = st.one_of(
    st.from_regex(r"\A(https://doi\.org/|doi:|DOI: ?)?10\.[0-9]{3,5}/[A-Za-z0-9()<>./;_-]{1,8}\Z"),
    st.from_regex(r"\A(arXiv:)?[0-9]{4}\.[0-9]{4,5}(v[0-9])?\Z"),
    st.from_regex(r"\A000[0-9]-000[0-9]-000[0-9]-[0-9]{3}[0-9X]\Z"),
    st.builds(_orcid, st.from_regex(r"\A[0-9]{8}\Z")),
)  # fmt: skip


@given(st.lists(WRITTEN, min_size=30, max_size=60))
@settings(max_examples=25, deadline=None)
def test_the_plain_forms_in_sql_are_those_of_python(texts: list[str]) -> None:
    with Engine() as engine:
        for macro in MACROS:
            engine.run(macro)
        rows = engine.rows(
            "SELECT t, plain_doi(t), plain_arxiv(t), plain_orcid(t) FROM (SELECT unnest(?) AS t)", [texts]
        )
    for text, doi, arxiv_id, orcid in rows:
        assert doi in (None, identifiers.parse_doi(text))
        assert arxiv_id in (None, identifiers.parse_arxiv(text))
        assert orcid in (None, identifiers.parse_orcid(text))


def test_plain_identifiers_stay_in_sql() -> None:
    with Engine() as engine:
        for macro in MACROS:
            engine.run(macro)
        assert engine.rows(
            "SELECT plain_doi('https://doi.org/10.1000/AB.c'), plain_arxiv('2301.00001v2'),"
            " plain_orcid('0000-0002-1825-0097')"
        ) == [("10.1000/ab.c", "2301.00001", "0000-0002-1825-0097")]

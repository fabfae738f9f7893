import csv
import gzip
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit import identifiers as ids


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1000/XYZ", "10.1000/xyz"),
        (" https://doi.org/10.1000/xyz. ", "10.1000/xyz"),
        ("http://dx.doi.org/10.1000/a%28b%29c", "10.1000/a(b)c"),
        ("doi: 10.1000/182", "10.1000/182"),
        ("DOI:10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
         "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o"),
        ("10.1016/s0140-6736(20)30183-5)", "10.1016/s0140-6736(20)30183-5"),
        ("10.1000/", None),
        ("10.1000/a b", None),
        ("11.1000/a", None),
        ("see 10.1000/a", None),
        ("", None),
    ],
)  # fmt: skip
def test_doi(text: str, doi: str | None) -> None:
    assert ids.parse_doi(text) == doi


def test_the_iri_of_a_doi_with_brackets_and_angles_is_a_legal_iri() -> None:
    iri = ids.doi_iri("10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o")
    assert iri == "https://doi.org/10.1002/(sici)1097-4571(199806)49:8%3C693::aid-asi4%3E3.0.co;2-o"


@pytest.mark.parametrize(
    ("text", "arxiv_id", "version"),
    [
        ("2301.00001", "2301.00001", None),
        ("arXiv:2301.00001v12", "2301.00001", 12),
        ("https://arxiv.org/abs/0704.0001v1", "0704.0001", 1),
        ("http://export.arxiv.org/pdf/1412.6980v9.pdf", "1412.6980", 9),
        ("10.48550/arXiv.2301.00001", "2301.00001", None),
        ("https://doi.org/10.48550/arXiv.1501.00001", "1501.00001", None),
        ("arXiv:2301.00001 [cs.LG]", "2301.00001", None),
        ("hep-th/9901001", "hep-th/9901001", None),
        ("math.GT/0309136v2", "math/0309136", 2),
        ("oai:arXiv.org:cond-mat/9901001", "cond-mat/9901001", None),
        ("2313.00001", None, None),  # no thirteenth month
        ("2301.0001", None, None),  # five digits since 2015
        ("1412.69801", None, None),  # four before
        ("0703.0001", None, None),  # the scheme began in April 2007
        ("hep-th/9913001", None, None),
        ("2301.00001v0", None, None),
        ("", None, None),
    ],
)
def test_arxiv(text: str, arxiv_id: str | None, version: int | None) -> None:
    assert ids.parse_arxiv(text) == arxiv_id
    assert ids.parse_arxiv_version(text) == version


@pytest.mark.parametrize(
    ("text", "orcid"),
    [
        ("0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("https://orcid.org/0000-0002-1694-233X", "0000-0002-1694-233X"),
        ("000000021694233x", "0000-0002-1694-233X"),
        ("orcid:0000-0001-5109-3700", "0000-0001-5109-3700"),
        ("0000-0002-1825-0098", None),
        ("0000-0002-1825", None),
    ],
)
def test_orcid(text: str, orcid: str | None) -> None:
    assert ids.parse_orcid(text) == orcid


@given(st.text("0123456789", min_size=15, max_size=15), st.integers(0, 14), st.sampled_from("0123456789"))
def test_any_single_wrong_digit_of_an_orcid_is_found(digits: str, place: int, other: str) -> None:
    orcid = ids.parse_orcid(digits + ids.orcid_check_digit(digits))
    assert orcid is not None
    assert orcid.replace("-", "")[:15] == digits
    changed = digits[:place] + other + digits[place + 1 :]
    assert (ids.parse_orcid(changed + orcid[-1]) is not None) == (changed == digits)


@pytest.mark.parametrize(
    ("text", "ror"),
    [
        ("https://ror.org/05gq02987", "05gq02987"),
        ("01AN7Q238", "01an7q238"),
        ("05gq02988", None),
        ("05gq0298", None),
        ("05gi02987", None),
    ],
)
def test_ror(text: str, ror: str | None) -> None:
    assert ids.parse_ror(text) == ror


@pytest.mark.shared
def test_the_ror_checksum_holds_for_every_published_id(shared: Path) -> None:
    with gzip.open(shared / "data/resolution/institutions_ror.csv.gz", "rt", encoding="utf-8") as file:
        found = [row["ror_id"] for row in csv.DictReader(file)]
    assert len(found) > 50_000
    assert [text for text in found if ids.parse_ror(text) is None] == []


@pytest.mark.parametrize(
    ("text", "openalex"),
    [
        ("https://openalex.org/W2741809807", "W2741809807"),
        ("https://api.openalex.org/authors/a5023888391", "A5023888391"),
        ("I97018004", "I97018004"),
        ("X123", None),
        ("W", None),
    ],
)
def test_openalex(text: str, openalex: str | None) -> None:
    assert ids.parse_openalex(text) == openalex


@pytest.mark.parametrize(
    ("text", "person", "record"),
    [
        ("https://dblp.org/pid/65/9612-1.html", "65/9612-1", None),
        ("h/GeoffreyEHinton", "h/GeoffreyEHinton", None),
        ("homepages/10/3248", "10/3248", None),
        ("https://dblp.org/rec/conf/nips/VaswaniSPUJGKP17.html", None, "conf/nips/VaswaniSPUJGKP17"),
        ("DBLP:journals/corr/abs-1412-6980".replace("DBLP", "dblp"), None, "journals/corr/abs-1412-6980"),
        ("conf", None, None),
    ],
)
def test_dblp(text: str, person: str | None, record: str | None) -> None:
    assert ids.parse_dblp_person(text) == person
    assert ids.parse_dblp_record(text) == record


PAIRS = [
    (ids.parse_doi, ids.doi_iri),
    (ids.parse_arxiv, ids.arxiv_iri),
    (ids.parse_orcid, ids.orcid_iri),
    (ids.parse_ror, ids.ror_iri),
    (ids.parse_openalex, ids.openalex_iri),
    (ids.parse_dblp_person, ids.dblp_person_iri),
    (ids.parse_dblp_record, ids.dblp_record_iri),
]

PREFIXES = ["10.1000/", "https://doi.org/10.1/", "arXiv:", "ror.org/0"]
WRITTEN = st.one_of(
    st.text(max_size=60),
    st.builds("{}{}".format, st.sampled_from(PREFIXES), st.text()),
    st.builds("10.{}/{}".format, st.integers(1000, 99999), st.text(min_size=1, max_size=20)),
    st.from_regex(r"\A[0-9]{2}[01][0-9]\.[0-9]{4,5}(v[0-9])?\Z"),
    st.from_regex(r"\A0[0-9a-hj-km-np-tv-z]{6}[0-9]{2}\Z"),
    st.from_regex(r"\A[a-z]{1,3}/[A-Za-z]{1,9}\Z"),
    st.from_regex(r"\A[WAI][0-9]{1,9}\Z"),
)


@given(WRITTEN)
def test_a_normal_form_is_stable_and_comes_back_from_its_iri(text: str) -> None:
    for parse, iri in PAIRS:
        normal = parse(text)
        if normal is None:
            continue
        assert parse(normal) == normal
        address = iri(normal)
        assert parse(address) == normal
        assert not set(address) & set(' <>"{}|\\^`')
        assert unquote(urlsplit(address).path).endswith(normal)

"""Average linkage under constraints."""

from hypothesis import given
from hypothesis import strategies as st

from graphkit.names import parse
from graphkit.resolution.linkage import Atom, Compatibility, link, why_apart

NAMES = ["Justin Kang", "Justin S. Kang", "Justin T. Kang", "J. Kang"]
COMPATIBILITY = Compatibility({name: parse(name) for name in NAMES})


def atom(name: str, *papers: str, **ids: str) -> Atom:
    return Atom(
        frozenset([name]), frozenset(papers), {scheme: frozenset([id_]) for scheme, id_ in ids.items()}
    )


def clusters(
    atoms: dict[int, Atom], scores: dict[tuple[int, int], float], **options: object
) -> dict[int, int]:
    settings = {"threshold": 0.6, "absent": 0.4, **options}
    return link(atoms, scores, COMPATIBILITY, **settings)  # type: ignore[arg-type]


def test_why_two_cannot_be_one() -> None:
    one = atom("Justin S. Kang", "p", orcid="a")
    assert why_apart(one, atom("Justin Kang", "p"), COMPATIBILITY) == "both stand on one paper"
    assert why_apart(one, atom("Justin Kang", "q", orcid="b"), COMPATIBILITY) == "their ids differ: a and b"
    assert "exclude each other" in str(why_apart(one, atom("Justin T. Kang", "q"), COMPATIBILITY))
    assert why_apart(one, atom("J. Kang", "q", other="b"), COMPATIBILITY) is None


def test_names_of_a_cluster_stay_compatible() -> None:
    atoms = {1: atom("J. Kang", "p"), 2: atom("Justin S. Kang", "q"), 3: atom("Justin T. Kang", "r")}
    assert clusters(atoms, {(1, 2): 0.9, (1, 3): 0.8}) == {1: 1, 2: 1, 3: 3}


def test_the_mean_over_all_pairs_decides() -> None:
    atoms = {n: atom("J. Kang", str(n)) for n in range(1, 4)}
    assert clusters(atoms, {(1, 2): 0.9, (2, 3): 0.8}) == {1: 1, 2: 1, 3: 1}
    assert clusters(atoms, {(1, 2): 0.9, (2, 3): 0.8}, absent=0.2) == {1: 1, 2: 1, 3: 3}


def test_pairs_that_must_stay_apart_do() -> None:
    atoms = {n: atom("J. Kang", str(n)) for n in range(1, 3)}
    assert clusters(atoms, {(1, 2): 0.9}, apart=[(1, 2)]) == {1: 1, 2: 2}


ATOMS = st.lists(
    st.builds(atom, st.sampled_from(NAMES), st.sampled_from("pqrs")),
    min_size=2,
    max_size=6,
).map(lambda found: dict(enumerate(found)))


@given(ATOMS, st.data())
def test_laws_of_linkage(atoms: dict[int, Atom], data: st.DataObject) -> None:
    pairs = [(a, b) for a in atoms for b in atoms if a < b]
    scores = {
        pair: data.draw(st.floats(0.3, 1))
        for pair in data.draw(st.lists(st.sampled_from(pairs), unique=True))
    }
    found = clusters(atoms, scores)
    assert found.keys() == atoms.keys()
    for a, b in pairs:
        if found[a] == found[b]:
            assert why_apart(atoms[a], atoms[b], COMPATIBILITY) is None
    assert all(label == min(atom for atom in found if found[atom] == label) for label in found.values())
    order = data.draw(st.permutations(list(scores)))
    assert clusters(dict(reversed(atoms.items())), {pair: scores[pair] for pair in order}) == found

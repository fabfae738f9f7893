"""A small graph made by hand whose map the tests of the viewer open."""

from tests.graphs import Card

HOSTILE = '</script><script>document.title="taken"</script>'
CARDS = [
    Card(
        "Graphs of science",
        ["Ann Bee", "Bob Cee", "Cid Dee"],
        2018,
        "cs.DL",
        citations=4,
        url="https://example.org/1",
    ),
    Card("Maps of graphs", ["Ann Bee", "Bob Cee"], 2020, "cs.DL", affiliations={"Ann Bee": "Lab One"}),
    Card("Hidden names", ["Ann Bee", "Bob Cee"], 2021, "cs.LG", count=0),
    Card(
        "Five wrote it", ["Ann Bee", "Eve Eff"], 2022, "cs.LG", count=5, affiliations={"Eve Eff": "Lab Two"}
    ),
    Card("Chain", ["Cid Dee", "Dan Gee"], 2022, "cs.LG"),
    Card("Undated", ["Dan Gee", "Fay Aitch"], None, "cs.DL"),
    Card(
        f"{HOSTILE} & <b>title</b>",
        [HOSTILE, "محمد علي", '=cmd|"x"', "李 明"],
        2019,
        "cs.DL",
        url="javascript:alert(1)",
    ),
    Card("Nobody is named", [], 2020, count=2),
]

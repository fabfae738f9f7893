"""The sample sources shipped with the package read without a fault."""

from importlib.resources import as_file, files

from graphkit.engine import Engine
from graphkit.readers import read_into


def test_the_samples_hold_what_their_readme_says(engine: Engine) -> None:
    with as_file(files("graphkit.examples")) as folder:
        summary = read_into(engine, [folder / "pages", folder / "papers.csv"])
        readme = (folder / "README.md").read_text(encoding="utf-8")
    assert summary.faults == 0
    for source in summary.sources:
        row = next(
            line
            for line in readme.splitlines()
            if line.startswith(("| `" + source.name, "| `pages/" + source.name))
        )
        assert row.endswith(f"| {source.records} |")
    kinds = {(source.format, source.mentions > 0) for source in summary.sources}
    assert kinds == {("profile-page", True), ("daily-page", False), ("csv", True)}
    repeated = engine.rows(
        "SELECT count(*) FROM (SELECT title FROM record GROUP BY title HAVING count(DISTINCT source_id) > 1)"
    )
    assert repeated == [(10,)]

"""Reports how the openCypher kit goes: `python -m tests.cypher.tck [--show wrong] [CATEGORY…]`."""

from __future__ import annotations

import argparse
from collections import Counter

from tests.conftest import SHARED
from tests.cypher.tck.cases import read_cases
from tests.cypher.tck.runner import run_all


def main() -> None:
    """Print counts by category, and on demand the cases with a verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("categories", nargs="*", help="only these, by the beginning of their names or ids")
    parser.add_argument("--show", choices=["wrong", "refused"], action="append", default=[])
    parser.add_argument("--exceptions", action="store_true", help="print lines for the file of exceptions")
    options = parser.parse_args()
    wanted = tuple(options.categories)
    counts: dict[str, Counter[str]] = {}
    cases = (
        case
        for case in read_cases(SHARED)
        if not wanted or case.id.startswith(wanted) or case.category.startswith(wanted)
    )
    for outcome in run_all(cases):
        group = "temporal" if outcome.case.temporal else outcome.case.category
        counts.setdefault(group, Counter())[outcome.verdict] += 1
        if options.exceptions and outcome.verdict != "right":
            print(outcome.case.id, outcome.verdict, outcome.detail.replace("\n", " "), sep="\t")
        elif outcome.verdict in options.show:
            print(f"{outcome.case.id}\n{outcome.case.query}\n  {outcome.verdict}: {outcome.detail}\n")
    if not options.exceptions:
        _print_table(counts)


def _print_table(counts: dict[str, Counter[str]]) -> None:
    verdicts = ("right", "wrong", "refused")
    print(f"{'':40}{''.join(f'{verdict:>9}' for verdict in verdicts)}")
    for name, count in sorted(counts.items()):
        print(f"{name:40}{''.join(f'{count[verdict]:>9}' for verdict in verdicts)}")
    total = sum((count for name, count in counts.items() if name != "temporal"), Counter())
    print(f"{'all but temporal':40}{''.join(f'{total[verdict]:>9}' for verdict in verdicts)}")
    if total:
        print(f"right: {100 * total['right'] / total.total():.2f}%")


if __name__ == "__main__":
    main()

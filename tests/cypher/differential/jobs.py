"""One job of a long run: counts by verdict and symptom, and the smallest example of each symptom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import neo4j

from tests.cypher.differential.oracle import Answer, Graphkit, Neo4jOracle
from tests.cypher.differential.run import Finding, run, shrink
from tests.neo4j.plugin import started_server
from tests.neo4j.server import CACHE, PASSWORD, USER

Symptom = tuple[str, str]
"""Verdict, and what came instead."""


@dataclass(frozen=True)
class Job:
    """What a job is to do; without `uri` it starts a server of its own."""

    seed: int
    count: int
    uri: str | None
    shrinks: bool


@dataclass
class Tally:
    """What a job found."""

    verdicts: Counter[str] = field(default_factory=Counter)
    symptoms: Counter[Symptom] = field(default_factory=Counter)
    examples: dict[Symptom, str] = field(default_factory=dict)


def do(job: Job) -> Tally:
    """Run a job."""
    if job.uri:
        return _compare(job.uri, job)
    with started_server() as server:
        return _compare(server.uri, job)


def _compare(uri: str, job: Job) -> Tally:
    tally = Tally()
    shortest: dict[Symptom, Finding] = {}
    with neo4j.GraphDatabase.driver(uri, auth=(USER, PASSWORD)) as driver:
        oracle = Neo4jOracle(driver, CACHE.parent / "differential" / f"{job.seed}.sqlite")
        for finding in run(oracle, job.seed, job.count):
            tally.verdicts[finding.verdict] += 1
            if finding.verdict != "right":
                symptom: Symptom = (finding.verdict, finding.symptom)
                tally.symptoms[symptom] += 1
                known = shortest.setdefault(symptom, finding)
                if len(finding.query.text) < len(known.query.text):
                    shortest[symptom] = finding
        for symptom, finding in shortest.items():
            small = shrink(oracle, finding) if job.shrinks and symptom[0] != "refused" else finding
            tally.examples[symptom] = _described(oracle, small)
        oracle.close()
    return tally


def _described(oracle: Neo4jOracle, finding: Finding) -> str:
    """An example as the report shows it."""
    graphkit = Graphkit(finding.graph)
    ours = graphkit.answer(finding.query.text)
    graphkit.close()
    lines = [finding.graph.to_cypher(), finding.query.text, f"graphkit: {_shown(ours)}"]
    lines.append(f"Neo4j:    {_shown(oracle.answer(finding.graph, finding.query.text))}")
    return "\n".join(f"    {line}" for line in lines)


def _shown(answer: Answer) -> str:
    return (
        f"{answer.error} {answer.message}" if answer.error else f"{answer.columns} {str(answer.rows)[:600]}"
    )

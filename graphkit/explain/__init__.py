"""What stands behind an author, a paper, a co-authorship, or a judgement on two names."""

from __future__ import annotations

from graphkit.engine import Engine
from graphkit.explain.evidence import (
    byline_of,
    described,
    joint_papers,
    judgements_between,
    judgements_of,
    judgements_of_papers,
    mentions_of,
    records_of,
    spellings_of,
)
from graphkit.explain.explanation import Explanation, Judgement, Line, PaperEvidence
from graphkit.explain.subject import Subject, find_subject
from graphkit.names import compatible, parse

__all__ = ["Explanation", "Judgement", "Line", "PaperEvidence", "explain"]

_RULE = "Equal full names are one author by rule; differing ones by the judgements."


def explain(engine: Engine, a: str, b: str | None = None) -> Explanation:
    """Explain what stands behind `a`, or between `a` and `b`.

    Args:
        engine: a graph file with its evidence tables.
        a: an author id, a name, a mention key (paper#position, source:line), a paper id or a title.
        b: another one, or None.

    Raises:
        SubjectError: `a` or `b` means nothing, or several things; these are listed.
    """
    first = find_subject(engine, a)
    if b is None:
        return _explain_author(engine, first) if first.kind == "author" else _explain_paper(engine, first)
    second = find_subject(engine, b)
    if first.kind != second.kind:
        author, paper = (first, second) if first.kind == "author" else (second, first)
        return _explain_authorship(engine, author, paper)
    if first.kind == "paper":
        return _explain_papers(engine, first, second)
    if first.id == second.id:
        return _explain_one_author(engine, first, second)
    return _explain_two_authors(engine, first, second)


def _explain_author(engine: Engine, author: Subject) -> Explanation:
    answer = f"{described(engine, author.id)}. {_RULE}"
    return Explanation(answer, mentions_of(engine, author.id), judgements_of(engine, author.id))


def _explain_one_author(engine: Engine, first: Subject, second: Subject) -> Explanation:
    """Why two references mean one author: the judgements that hold its spellings together."""
    answer = f"{first.called} and {second.called} are one author: {described(engine, first.id)}. {_RULE}"
    own = tuple(j for j in judgements_between(engine, first.id, first.id) if j.verdict == "same")
    return Explanation(answer, mentions_of(engine, first.id), own)


def _explain_two_authors(engine: Engine, first: Subject, second: Subject) -> Explanation:
    """Why two authors are not one, and what they wrote together."""
    judgements = judgements_between(engine, first.id, second.id)
    papers = joint_papers(engine, first.id, second.id)
    together = "They wrote no paper here together."
    if papers:
        lower, upper = (sum(paper.weight[i] for paper in papers if paper.weight) for i in (0, 1))
        amount = f"{lower:.4g}" if lower == upper else f"{lower:.4g} to {upper:.4g}"
        together = (
            f"Joint papers: {len(papers)}; weight {len(papers)} in full, {amount} in fractional counting."
        )
    reason = "see the judgements" if judgements else _why_two(engine, first, second)
    answer = (
        f"{first.called} ({first.id}) and {second.called} ({second.id}) are two authors: {reason}. {together}"
    )
    return Explanation(answer, papers, judgements)


def _why_two(engine: Engine, first: Subject, second: Subject) -> str:
    for name in spellings_of(engine, first.id):
        for other in spellings_of(engine, second.id):
            if not compatible(parse(name), parse(other)):
                return f"the names {name} and {other} exclude each other"
    return "the names could be one person's, but too little that they share says so"


def _explain_paper(engine: Engine, paper: Subject) -> Explanation:
    papers = (*records_of(engine, [paper.id]), *byline_of(engine, paper.id))
    records = len(papers[0].lines)
    answer = (
        f"{paper.id} is told of by {records} record{'' if records == 1 else 's'}: these, then its byline."
    )
    return Explanation(answer, papers, judgements_of_papers(engine, [paper.id]))


def _explain_papers(engine: Engine, first: Subject, second: Subject) -> Explanation:
    ids = sorted({first.id, second.id})
    judgements = tuple(j for j in judgements_of_papers(engine, ids) if len(ids) == 1 or j.verdict != "same")
    verdict = "one paper" if len(ids) == 1 else "two papers"
    reason = "see the judgements" if judgements else "neither an identifier nor a title is equal"
    answer = f"{first.called} and {second.called} are {verdict}: {reason}."
    return Explanation(answer, records_of(engine, ids), judgements)


def _explain_authorship(engine: Engine, author: Subject, paper: Subject) -> Explanation:
    papers = tuple(found for found in mentions_of(engine, author.id) if found.id == paper.id)
    verb = "is an author of" if papers else "is not named as an author of"
    return Explanation(f"{author.called} ({author.id}) {verb} {paper.id}.", papers, ())

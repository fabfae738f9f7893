// title: Top co-author pairs, fractional counting
// question: Which two authors worked together most, when a paper of many counts less than a paper of two?
// method: Fractional counting: a paper of n authors counts 1/(n-1) for each pair. Where n is unknown the weight lies between two bounds; pairs are ordered by the upper one.
// param limit: integer = 10 | how many pairs
// column author_a: string | name of one author
// column author_b: string | name of the other
// column weight_fractional: float | lower bound
// column weight_fractional_max: float | upper bound
// column papers: integer | joint papers
// column complete: boolean | the bounds are equal because every author count is known
// column author_a_id: string | id of the first author
// column author_b_id: string | id of the other
MATCH (a:Author)-[c:COAUTHORED_WITH]->(b:Author)
RETURN a.name AS author_a, b.name AS author_b, c.weight_fractional AS weight_fractional,
       c.weight_fractional_max AS weight_fractional_max, c.papers AS papers, c.complete AS complete,
       a.id AS author_a_id, b.id AS author_b_id
ORDER BY weight_fractional_max DESC, weight_fractional DESC, author_a, author_b, author_a_id, author_b_id
LIMIT $limit

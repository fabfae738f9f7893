// title: Institution pairs
// question: Which institutions appear together on the most papers?
// method: An institution belongs to a paper when the source names it for the paper, or when the affiliation of one of its authors on this paper means it. Each paper counts one for the pair.
// param limit: integer = 10 | how many pairs
// column institution_a: string | name of one institution
// column institution_b: string | name of the other
// column papers: integer | joint papers
// column institution_a_id: string | id of the first
// column institution_b_id: string | id of the other
MATCH (p:Paper)
CALL (p) {
  MATCH (p)-[:FROM_INSTITUTION]->(i:Institution) RETURN i
  UNION
  MATCH (p)<-[w:AUTHORED]-(:Author)-[:AFFILIATED_WITH]->(i:Institution) WHERE i.id IN w.institutions RETURN i
}
WITH p, i
ORDER BY i.id
WITH p, collect(i) AS houses
WHERE size(houses) > 1
UNWIND range(0, size(houses) - 2) AS m
UNWIND range(m + 1, size(houses) - 1) AS n
WITH houses[m] AS a, houses[n] AS b, p
RETURN a.name AS institution_a, b.name AS institution_b, count(p) AS papers,
       a.id AS institution_a_id, b.id AS institution_b_id
ORDER BY papers DESC, institution_a, institution_b, institution_a_id, institution_b_id
LIMIT $limit

// title: Recommended collaborators
// question: With whom has an author not written yet, though they share many co-authors?
// method: Common neighbours, and the Adamic-Adar index: the sum over shared co-authors of 1/ln(number of their co-authors) (Adamic & Adar 2003). It is a proposal, not a prediction that was evaluated on this graph.
// param author: string | name or id of the author
// param limit: integer = 10 | how many people
// column candidate: string | name of the person
// column common: integer | shared co-authors
// column adamic_adar: float | index, rounded to six decimals
// column through: list | names of the shared co-authors, in order
// column candidate_id: string | id of the person
// column author_id: string | id of the author meant; more than one where people share the name
MATCH (me:Author)
WHERE me.name = $author OR me.id = $author
MATCH (me)-[:COAUTHORED_WITH]-(shared:Author)-[:COAUTHORED_WITH]-(candidate:Author)
WHERE candidate <> me AND NOT EXISTS { (me)-[:COAUTHORED_WITH]-(candidate) }
WITH DISTINCT me, candidate, shared, COUNT { (shared)-[:COAUTHORED_WITH]-() } AS degree
ORDER BY shared.name, shared.id
WITH me, candidate, count(*) AS common, sum(1.0 / log(degree)) AS index, collect(shared.name) AS through
RETURN candidate.name AS candidate, common, round(index, 6) AS adamic_adar, through, candidate.id AS candidate_id,
       me.id AS author_id
ORDER BY adamic_adar DESC, common DESC, candidate, candidate_id, author_id
LIMIT $limit

// title: An author's collaborators
// question: With whom did an author write, how often and when?
// method: Full and fractional counting; both bounds of the fractional weight. Ordered by joint papers, then by the upper bound.
// param author: string | name, spelling variant or id of the author
// param limit: integer = 25 | how many collaborators
// column collaborator: string | name
// column papers: integer | joint papers
// column weight_fractional: float | lower bound
// column weight_fractional_max: float | upper bound
// column first_year: integer | year of the earliest joint paper
// column last_year: integer | year of the latest
// column collaborator_id: string | id
// column author_id: string | id of the author meant; more than one where people share the name
MATCH (me:Author)-[c:COAUTHORED_WITH]-(other:Author)
WHERE me.name = $author OR me.id = $author OR $author IN me.name_variants
RETURN other.name AS collaborator, c.papers AS papers, c.weight_fractional AS weight_fractional,
       c.weight_fractional_max AS weight_fractional_max, c.first_year AS first_year, c.last_year AS last_year,
       other.id AS collaborator_id, me.id AS author_id
ORDER BY papers DESC, weight_fractional_max DESC, collaborator, collaborator_id, author_id
LIMIT $limit

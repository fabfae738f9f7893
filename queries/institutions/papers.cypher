// title: Papers and authors of institutions
// question: How many papers and authors does each institution have in this graph?
// method: Papers that name the institution, as a whole or in the affiliation of an author on this paper; authors affiliated with it on any paper. Full counting.
// param limit: integer = 10 | how many institutions
// column institution: string | name
// column country: string | ISO 3166-1 alpha-2 code
// column papers: integer | papers
// column authors: integer | affiliated authors
// column institution_id: string | id
MATCH (i:Institution)
OPTIONAL MATCH (named:Paper)-[:FROM_INSTITUTION]->(i)
WITH i, collect(DISTINCT named) AS named
OPTIONAL MATCH (i)<-[:AFFILIATED_WITH]-(a:Author)
WITH i, named, collect(DISTINCT a) AS people
OPTIONAL MATCH (i)<-[:AFFILIATED_WITH]-(:Author)-[w:AUTHORED]->(p:Paper)
WHERE i.id IN w.institutions AND NOT p IN named
WITH i, size(named) AS named, size(people) AS authors, count(DISTINCT p) AS through_authors
RETURN i.name AS institution, i.country AS country, named + through_authors AS papers, authors, i.id AS institution_id
ORDER BY papers DESC, authors DESC, institution, institution_id
LIMIT $limit

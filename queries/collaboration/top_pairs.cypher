// title: Top co-author pairs, full counting
// question: Which two authors wrote the most papers together?
// method: Full counting: every joint paper counts one for the pair. A lower bound where complete is false.
// param limit: integer = 10 | how many pairs
// column author_a: string | name of one author
// column author_b: string | name of the other
// column papers: integer | joint papers
// column first_year: integer | year of the earliest
// column last_year: integer | year of the latest
// column complete: boolean | the author count of every joint paper is known
// column author_a_id: string | id of the first author
// column author_b_id: string | id of the other
MATCH (a:Author)-[c:COAUTHORED_WITH]->(b:Author)
RETURN a.name AS author_a, b.name AS author_b, c.papers AS papers, c.first_year AS first_year,
       c.last_year AS last_year, c.complete AS complete, a.id AS author_a_id, b.id AS author_b_id
ORDER BY papers DESC, author_a, author_b, author_a_id, author_b_id
LIMIT $limit

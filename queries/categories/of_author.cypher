// title: Categories of an author
// question: In which categories does an author publish?
// method: Full counting of the author's papers.
// param author: string | name, spelling variant or id of the author
// column category: string | code
// column name: string | name of the category
// column papers: integer | papers of the author in it
// column first_year: integer | year of the earliest
// column last_year: integer | year of the latest
// column author_id: string | id of the author meant; more than one where people share the name
MATCH (a:Author)-[:AUTHORED]->(p:Paper)-[:IN_CATEGORY]->(c:Category)
WHERE a.name = $author OR a.id = $author OR $author IN a.name_variants
RETURN c.code AS category, c.name AS name, count(DISTINCT p) AS papers, min(p.year) AS first_year, max(p.year) AS last_year,
       a.id AS author_id
ORDER BY papers DESC, category, author_id

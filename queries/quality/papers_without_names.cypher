// title: Papers without a named author
// question: Which papers have no author in the graph, because their source names none?
// method: Lists papers no author is linked to, with the author count where the source tells it.
// param limit: integer = 25 | how many papers
// column title: string | title of the paper
// column year: integer | year of publication
// column author_count: integer | number of authors, null where the source hides it
// column paper_id: string | id of the paper
MATCH (p:Paper)
WHERE NOT EXISTS { (p)<-[:AUTHORED]-(:Author) }
RETURN p.title AS title, p.year AS year, p.author_count AS author_count, p.id AS paper_id
ORDER BY author_count DESC, title, paper_id
LIMIT $limit

// title: Solo papers
// question: Which papers have a single author?
// method: Only papers whose byline is complete, or whose author count is known to be one.
// param limit: integer = 25 | how many papers
// column author: string | name, null where the source tells the count but not the name
// column title: string | title of the paper
// column year: integer | year of publication
// column paper_id: string | id of the paper
MATCH (p:Paper)
WHERE p.author_count = 1
OPTIONAL MATCH (a:Author)-[:AUTHORED]->(p)
RETURN a.name AS author, p.title AS title, p.year AS year, p.id AS paper_id
ORDER BY year DESC, title, paper_id, author
LIMIT $limit

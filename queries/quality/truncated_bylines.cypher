// title: Truncated bylines
// question: On which papers does the source hide authors, and how many are known?
// method: A byline is truncated when not every author is named. Known are the names shown and those inferred from the page.
// param limit: integer = 25 | how many papers
// column title: string | title of the paper
// column year: integer | year of publication
// column known: integer | authors known, shown or inferred
// column author_count: integer | true number of authors, null where the source hides it too
// column paper_id: string | id of the paper
MATCH (p:Paper)
WHERE NOT p.byline_complete
RETURN p.title AS title, p.year AS year, COUNT { (p)<-[:AUTHORED]-() } AS known, p.author_count AS author_count,
       p.id AS paper_id
ORDER BY known DESC, author_count DESC, title, paper_id
LIMIT $limit

// title: Papers on several pages
// question: Which papers were found in more than one source?
// method: Counts different files, not records.
// param limit: integer = 25 | how many papers
// column title: string | title of the paper
// column pages: integer | different files
// column sources: list | where its records stand, as file:line
// column paper_id: string | id of the paper
MATCH (p:Paper)
WHERE p.source_count > 1
RETURN p.title AS title, p.source_count AS pages, p.sources AS sources, p.id AS paper_id
ORDER BY pages DESC, title, paper_id
LIMIT $limit

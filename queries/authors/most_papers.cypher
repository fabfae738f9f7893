// title: Authors with the most papers
// question: Who wrote the most papers, and over which years?
// method: Full counting of the papers in this graph. Numbers a source reports stay apart, in reported_papers.
// param limit: integer = 10 | how many authors
// column author: string | name
// column papers: integer | papers in this graph
// column coauthors: integer | different co-authors known
// column first_year: integer | year of the earliest paper
// column last_year: integer | year of the latest
// column reported_papers: integer | papers as a profile page reports them, else null
// column author_id: string | id
MATCH (a:Author)
RETURN a.name AS author, a.papers AS papers, COUNT { (a)-[:COAUTHORED_WITH]-() } AS coauthors,
       a.first_year AS first_year, a.last_year AS last_year, a.reported_papers AS reported_papers, a.id AS author_id
ORDER BY papers DESC, author, author_id
LIMIT $limit

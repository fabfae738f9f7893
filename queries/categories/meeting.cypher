// title: Categories that meet in one paper
// question: Which two categories are named together on the most papers?
// method: Full counting: each paper counts one for every pair of its categories.
// param limit: integer = 10 | how many pairs
// column category_a: string | code of one category
// column category_b: string | code of the other
// column papers: integer | papers that name both
MATCH (a:Category)<-[:IN_CATEGORY]-(p:Paper)-[:IN_CATEGORY]->(b:Category)
WHERE a.id < b.id
RETURN a.code AS category_a, b.code AS category_b, count(p) AS papers
ORDER BY papers DESC, category_a, category_b
LIMIT $limit

// title: Papers by category and year
// question: How many papers does each category have in each year?
// method: Full counting: a paper counts one in each of its categories.
// column category: string | code of the category
// column name: string | name of the category
// column year: integer | year of publication
// column papers: integer | papers
MATCH (p:Paper)-[:IN_CATEGORY]->(c:Category)
WHERE p.year IS NOT NULL
RETURN c.code AS category, c.name AS name, p.year AS year, count(p) AS papers
ORDER BY category, year, name

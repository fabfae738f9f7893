// title: First and last authors
// question: Who stands first and who last on the papers?
// method: Last authors are counted only on papers whose byline is complete: on a truncated one the last name shown is not the last author.
// param limit: integer = 10 | how many authors
// column author: string | name
// column first: integer | papers with this author at position 1
// column last: integer | complete bylines of two or more that end with this author
// column papers: integer | papers in this graph
// column author_id: string | id
MATCH (a:Author)-[w:AUTHORED]->(p:Paper)
WITH a, count(CASE WHEN w.position = 1 THEN 1 END) AS first,
     count(CASE WHEN p.byline_complete AND p.author_count > 1 AND w.position = p.author_count THEN 1 END) AS last
WHERE first + last > 0
RETURN a.name AS author, first, last, a.papers AS papers, a.id AS author_id
ORDER BY first DESC, last DESC, author, author_id
LIMIT $limit

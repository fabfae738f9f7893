// title: Collaboration over the years
// question: How many papers of each year were written together, and by how many people?
// method: Counts papers with at least two named authors, or with a known author count of two or more. Authors are those named or inferred.
// column year: integer | year of publication
// column papers: integer | papers of that year
// column joint_papers: integer | papers with two authors or more
// column authors: integer | different authors known for that year
MATCH (p:Paper)
WHERE p.year IS NOT NULL
OPTIONAL MATCH (a:Author)-[:AUTHORED]->(p)
WITH p, collect(DISTINCT a.id) AS ids
WITH p.year AS year, p, ids, coalesce(p.author_count, size(ids)) AS team
UNWIND CASE size(ids) WHEN 0 THEN [null] ELSE ids END AS id
RETURN year, count(DISTINCT p) AS papers,
       count(DISTINCT CASE WHEN team >= 2 OR size(ids) >= 2 THEN p END) AS joint_papers,
       count(DISTINCT id) AS authors
ORDER BY year

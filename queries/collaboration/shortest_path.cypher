// title: Shortest path between two people
// question: Over which co-authors are two people connected?
// method: Every path of joint papers of the least length, up to 15 steps; the length is the number of co-authorships walked.
// param a: string | name or id of one author
// param b: string | name or id of the other
// param limit: integer = 10 | how many paths
// column length: integer | co-authorships on the path
// column people: list | names in the order walked
// column joint_papers: list | joint papers of each step
MATCH (one:Author), (two:Author)
WHERE (one.name = $a OR one.id = $a) AND (two.name = $b OR two.id = $b) AND one.id <> two.id
MATCH path = allShortestPaths((one)-[:COAUTHORED_WITH*..15]-(two))
RETURN length(path) AS length, [person IN nodes(path) | person.name] AS people,
       [step IN relationships(path) | step.papers] AS joint_papers
ORDER BY length, people, joint_papers
LIMIT $limit

// title: Bridges between two circles
// question: Who connects the circle of one author with the circle of another?
// method: The circle of an author is everyone who shares a paper with that author. A bridge is anyone but the two who shares a paper with members of both circles, counted by those members.
// param a: string | name or id of one author
// param b: string | name or id of the other
// param limit: integer = 10 | how many people
// column author: string | name of the bridge
// column in_circle_of_a: integer | members of the first circle the bridge wrote with
// column in_circle_of_b: integer | members of the second circle the bridge wrote with
// column author_id: string | id of the bridge
MATCH (one:Author)-[:COAUTHORED_WITH]-(x:Author)
WHERE one.name = $a OR one.id = $a
MATCH (two:Author)-[:COAUTHORED_WITH]-(y:Author)
WHERE two.name = $b OR two.id = $b
WITH collect(DISTINCT x) AS circle_a, collect(DISTINCT y) AS circle_b
MATCH (bridge:Author)-[:COAUTHORED_WITH]-(member:Author)
WHERE NOT bridge.name IN [$a, $b] AND NOT bridge.id IN [$a, $b]
WITH bridge, count(DISTINCT CASE WHEN member IN circle_a THEN member END) AS in_circle_of_a,
     count(DISTINCT CASE WHEN member IN circle_b THEN member END) AS in_circle_of_b
WHERE in_circle_of_a > 0 AND in_circle_of_b > 0
RETURN bridge.name AS author, in_circle_of_a, in_circle_of_b, bridge.id AS author_id
ORDER BY in_circle_of_a + in_circle_of_b DESC, author, author_id
LIMIT $limit

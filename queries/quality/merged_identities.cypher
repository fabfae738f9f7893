// title: Merged identities
// question: Which authors appear under more than one spelling?
// method: Spellings as written in the sources. `graphkit explain` shows the evidence behind each merge.
// param limit: integer = 25 | how many authors
// column author: string | name
// column variants: list | the other spellings
// column papers: integer | papers in this graph
// column author_id: string | id
MATCH (a:Author)
WHERE size(a.name_variants) > 0
RETURN a.name AS author, a.name_variants AS variants, a.papers AS papers, a.id AS author_id
ORDER BY size(variants) DESC, author, author_id
LIMIT $limit

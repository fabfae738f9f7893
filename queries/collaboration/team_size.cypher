// title: Team size over time
// question: How large were the teams behind the papers of each year?
// method: Only papers whose author count is known: an "et al." without a count says nothing of the size.
// column year: integer | year of publication
// column papers: integer | papers with a known author count
// column mean_authors: float | mean author count, rounded to six decimals
// column median_authors: float | median author count
// column largest: integer | largest author count
// column unknown: integer | papers of the year whose author count is not known, left out of the rest
MATCH (p:Paper)
WHERE p.year IS NOT NULL
RETURN p.year AS year, count(p.author_count) AS papers, round(avg(p.author_count), 6) AS mean_authors,
       toFloat(percentileCont(p.author_count, 0.5)) AS median_authors, max(p.author_count) AS largest,
       count(*) - count(p.author_count) AS unknown
ORDER BY year

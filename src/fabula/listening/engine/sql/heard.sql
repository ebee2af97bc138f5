-- What was heard: for each source, and in all (source is null), comments, authors, and from when to when.
--
-- A comment without an author is an author of its own.
WITH by_author AS (
  SELECT
    source,
    COALESCE(author, comment) AS author,
    COUNT(*) AS comments,
    MIN(time) AS first,
    MAX(time) AS last
  FROM comments
  GROUP BY source, COALESCE(author, comment)
),
every AS (
  SELECT source, SUM(comments) AS comments, COUNT(*) AS authors, MIN(first) AS first, MAX(last) AS last
  FROM by_author
  GROUP BY source
  UNION ALL
  SELECT
    CAST(NULL AS STRING) AS source,
    COALESCE(SUM(comments), 0) AS comments,
    COUNT(DISTINCT author) AS authors,
    MIN(first) AS first,
    MAX(last) AS last
  FROM by_author
)
SELECT source, CAST(comments AS BIGINT) AS comments, CAST(authors AS BIGINT) AS authors, first, last
FROM every
ORDER BY source NULLS FIRST

-- What was heard: for each source, and in all (source is null), comments, authors, and from when to when.
--
-- A comment without an author is an author of its own.
WITH said AS (
  SELECT source, COALESCE(author, comment) AS author, time
  FROM comments
),
every AS (
  SELECT source, COUNT(*) AS comments, COUNT(DISTINCT author) AS authors, MIN(time) AS first, MAX(time) AS last
  FROM said
  GROUP BY source
  UNION ALL
  SELECT
    CAST(NULL AS STRING) AS source,
    COUNT(*) AS comments,
    COUNT(DISTINCT author) AS authors,
    MIN(time) AS first,
    MAX(time) AS last
  FROM said
)
SELECT source, CAST(comments AS BIGINT) AS comments, CAST(authors AS BIGINT) AS authors, first, last
FROM every
ORDER BY source NULLS FIRST

-- What counts of what was heard: comments by language, those that count in full, in part and not at all, and why.
WITH grouped AS (
  SELECT
    language,
    COUNT(*) AS comments,
    SUM(CASE WHEN weight = 1000 THEN 1 ELSE 0 END) AS whole,
    SUM(CASE WHEN weight > 0 AND weight < 1000 THEN 1 ELSE 0 END) AS part,
    SUM(CASE WHEN weight <= 0 THEN 1 ELSE 0 END) AS nothing,
    SUM(CASE WHEN campaign IS NOT NULL THEN 1 ELSE 0 END) AS marked,
    SUM(CASE WHEN duplicate_of IS NOT NULL THEN 1 ELSE 0 END) AS copies
  FROM marks
  GROUP BY language
)
SELECT
  language,
  CAST(comments AS BIGINT) AS comments,
  CAST(whole AS BIGINT) AS in_full,
  CAST(part AS BIGINT) AS in_part,
  CAST(nothing AS BIGINT) AS nothing,
  CAST(marked AS BIGINT) AS marked,
  CAST(copies AS BIGINT) AS copies
FROM grouped
ORDER BY language NULLS FIRST

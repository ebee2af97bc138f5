-- Comments that can be quoted as evidence: for each element and each side, those nearest to the mean of that side.
-- :axis STRING = 'liking'  the axis: liking has two sides (1 and -1), excitement, confusion and prediction one
-- :elements STRINGS = NULL  only these elements
-- :kind STRING = NULL  only elements of this kind: "people", "pairs"
-- :episode STRING = NULL  only comments on this episode
-- :least BIGINT = 300  the least distance from 0 (thousandths) of what can be quoted
-- :number BIGINT = 12  how many of each side
--
-- Only comments that count in full are quoted: none that is a copy, seems to belong to a campaign, or is taken for spam.
-- Of an author the nearest alone. The distance to the mean is compared in whole numbers: n times the value against the
-- sum of n values. Of two that are as near, the one with the smaller id comes first.
WITH valued AS (
  SELECT
    comment, element, episode, source, COALESCE(author, comment) AS author, time,
    CASE
      WHEN :axis = 'excitement' THEN excitement
      WHEN :axis = 'confusion' THEN confusion
      WHEN :axis = 'prediction' THEN prediction
      ELSE liking
    END AS value
  FROM responses
  WHERE NOT marked
    AND weight = probability
    AND (CAST(:kind AS STRING) IS NULL OR SPLIT_PART(element, '/', 1) = :kind)
    AND (CAST(:elements AS STRING) IS NULL OR ARRAY_CONTAINS(SPLIT(CAST(:elements AS STRING), CHR(10)), element))
    AND (CAST(:episode AS STRING) IS NULL OR episode = :episode)
),
sided AS (
  SELECT *, CASE WHEN value > 0 THEN 1 ELSE -1 END AS side
  FROM valued
  WHERE value >= :least OR value <= -:least
),
measured AS (
  SELECT
    *,
    ABS(value * COUNT(*) OVER (PARTITION BY element, side) - SUM(value) OVER (PARTITION BY element, side)) AS distance
  FROM sided
),
of_authors AS (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY element, side, author ORDER BY distance, comment) AS place_of_author
  FROM measured
),
ranked AS (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY element, side ORDER BY distance, comment) AS place
  FROM of_authors
  WHERE place_of_author = 1
)
SELECT
  ranked.element,
  CAST(ranked.side AS BIGINT) AS side,
  CAST(ranked.place AS BIGINT) AS place,
  ranked.comment,
  ranked.source,
  ranked.episode,
  ranked.time,
  CAST(ranked.value AS BIGINT) AS value,
  comments.text
FROM ranked
JOIN comments ON comments.comment = ranked.comment
WHERE ranked.place <= :number
ORDER BY ranked.element NULLS FIRST, side NULLS FIRST, place NULLS FIRST

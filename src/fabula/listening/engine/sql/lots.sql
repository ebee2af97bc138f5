-- The pairs of a comment and an element that can be drawn for labelling: of each group the ones with the lowest lots.
-- :seed STRING  what the lots are drawn with
-- :most BIGINT  how many of each group
-- :elements STRINGS = NULL  only these elements
-- :episodes STRINGS = NULL  only comments on these episodes
-- :least BIGINT = 1  leave out elements of which fewer comments than this speak
--
-- A lot is a hash of the comment, the element and the seed: the same whenever it is asked for, and as good as random.
-- A group is what is alike: element, source, language, band (what the scorer makes of it), campaign or not, whether the
-- link is unsure. Each row has the number of pairs in its group.
WITH pairs AS (
  SELECT
    comment, element, episode, source, language, marked,
    CASE WHEN liking IS NULL THEN 'unread' WHEN liking < -250 THEN 'negative' WHEN liking > 250 THEN 'positive'
      ELSE 'neutral' END AS band,
    probability < 700 AS unsure,
    MD5(:seed || '|' || comment || '|' || element) AS lot,
    COUNT(*) OVER (PARTITION BY element) AS speaking
  FROM responses
  WHERE weight > 0
    AND (CAST(:elements AS STRING) IS NULL OR ARRAY_CONTAINS(SPLIT(CAST(:elements AS STRING), CHR(10)), element))
    AND (CAST(:episodes AS STRING) IS NULL OR ARRAY_CONTAINS(SPLIT(CAST(:episodes AS STRING), CHR(10)), episode))
),
numbered AS (
  SELECT
    *,
    COUNT(*) OVER (PARTITION BY element, source, language, band, marked, unsure) AS alike,
    ROW_NUMBER() OVER (PARTITION BY element, source, language, band, marked, unsure ORDER BY lot, comment) AS place
  FROM pairs
  WHERE speaking >= :least
)
SELECT
  comment,
  element,
  episode,
  source,
  language,
  band,
  marked,
  unsure,
  lot,
  CAST(alike AS BIGINT) AS alike
FROM numbered
WHERE place <= :most
ORDER BY element NULLS FIRST, source NULLS FIRST, language NULLS FIRST, band NULLS FIRST, lot NULLS FIRST,
  comment NULLS FIRST

-- Series of an audience: what each author says of an element in each bin of time, by source, on one axis.
-- :axis STRING = 'liking'  the axis
-- :bin STRING = 'episode'  what the bins are: episode, day, week (that begins on Monday; UTC)
-- :elements STRINGS = NULL  only these elements
-- :kind STRING = NULL  only elements of this kind
-- :episodes STRINGS = NULL  only comments on these episodes
-- :sources STRINGS = NULL  only comments from these sources
-- :languages STRINGS = NULL  only comments in these languages
--
-- Campaigns are left out. A comment without an author is an author of its own. S is the sum of weight times value, W of
-- weights, both in thousandths; responses that could not be scored are not in them.
WITH binned AS (
  SELECT
    element, source, COALESCE(author, comment) AS author, weight,
    CASE
      WHEN :axis = 'excitement' THEN excitement
      WHEN :axis = 'confusion' THEN confusion
      WHEN :axis = 'prediction' THEN prediction
      ELSE liking
    END AS value,
    CASE
      WHEN :bin = 'day' THEN CAST(CAST(time AS DATE) AS STRING)
      WHEN :bin = 'week' THEN CAST(CAST(DATE_TRUNC('week', time) AS DATE) AS STRING)
      ELSE episode
    END AS bin
  FROM responses
  WHERE weight > 0
    AND NOT marked
    AND (CAST(:kind AS STRING) IS NULL OR SPLIT_PART(element, '/', 1) = :kind)
    AND (CAST(:elements AS STRING) IS NULL OR ARRAY_CONTAINS(SPLIT(CAST(:elements AS STRING), CHR(10)), element))
    AND (CAST(:episodes AS STRING) IS NULL OR ARRAY_CONTAINS(SPLIT(CAST(:episodes AS STRING), CHR(10)), episode))
    AND (CAST(:sources AS STRING) IS NULL OR ARRAY_CONTAINS(SPLIT(CAST(:sources AS STRING), CHR(10)), source))
    AND (CAST(:languages AS STRING) IS NULL OR ARRAY_CONTAINS(SPLIT(CAST(:languages AS STRING), CHR(10)), language))
),
by_author AS (
  SELECT
    element, bin, source, author,
    COUNT(*) AS comments,
    CAST(SUM(weight) AS BIGINT) AS w,
    CAST(SUM(weight * value) AS BIGINT) AS s
  FROM binned
  WHERE value IS NOT NULL AND bin IS NOT NULL
  GROUP BY element, bin, source, author
)
SELECT
  element,
  bin,
  source,
  author,
  CAST(comments AS BIGINT) AS comments,
  w,
  s
FROM by_author
ORDER BY element NULLS FIRST, bin NULLS FIRST, source NULLS FIRST, author NULLS FIRST

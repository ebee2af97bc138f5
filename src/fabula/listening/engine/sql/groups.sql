-- Groups of an audience: each element, or all together, by one thing more and by stratum, with sums over responses.
-- :by STRING = 'nothing'  what groups besides the stratum: nothing, episode, season, show, language, day, week
-- :strata STRING = 'source'  what the strata are: source, language, both ("board, en")
-- :together BOOLEAN = FALSE  whether all elements count as one, under the name "*"
-- :campaigns BOOLEAN = TRUE  whether comments that seem to belong to a campaign count (with the weight that they have)
-- :elements STRINGS = NULL  only these elements
-- :kind STRING = NULL  only elements of this kind: "people", "pairs"
-- :episodes STRINGS = NULL  only comments on these episodes
-- :sources STRINGS = NULL  only comments from these sources
-- :languages STRINGS = NULL  only comments in these languages
--
-- The sums are those of cells.sql, of the whole group: somebody who writes on several episodes is one author of the
-- group, so the sums of its cells cannot just be added.
WITH chosen AS (
  SELECT
    CASE WHEN :together THEN '*' ELSE element END AS element,
    CASE
      WHEN :by = 'episode' THEN episode
      WHEN :by = 'season' THEN
        CONCAT(SPLIT_PART(episode, '/', 1), '/', SPLIT_PART(SPLIT_PART(episode, '/', 2), 'e', 1))
      WHEN :by = 'show' THEN SPLIT_PART(episode, '/', 1)
      WHEN :by = 'language' THEN language
      WHEN :by = 'day' THEN CAST(CAST(time AS DATE) AS STRING)
      WHEN :by = 'week' THEN CAST(CAST(DATE_TRUNC('week', time) AS DATE) AS STRING)
      ELSE ''
    END AS part,
    CASE
      WHEN :strata = 'language' THEN COALESCE(language, 'unknown')
      WHEN :strata = 'both' THEN CONCAT(source, ', ', COALESCE(language, 'unknown'))
      ELSE source
    END AS stratum,
    COALESCE(author, comment) AS author, likes, weight, marked,
    liking, excitement, confusion, prediction,
    CASE WHEN liking IS NOT NULL THEN weight END AS scored
  FROM responses
  WHERE weight > 0
    AND (:campaigns OR NOT marked)
    AND (NOT :together OR SPLIT_PART(element, '/', 1) NOT IN ('shows', 'episodes'))
    AND (CAST(:kind AS STRING) IS NULL OR SPLIT_PART(element, '/', 1) = :kind)
    AND (CAST(:elements AS STRING) IS NULL OR ARRAY_CONTAINS(SPLIT(CAST(:elements AS STRING), CHR(10)), element))
    AND (CAST(:episodes AS STRING) IS NULL OR ARRAY_CONTAINS(SPLIT(CAST(:episodes AS STRING), CHR(10)), episode))
    AND (CAST(:sources AS STRING) IS NULL OR ARRAY_CONTAINS(SPLIT(CAST(:sources AS STRING), CHR(10)), source))
    AND (CAST(:languages AS STRING) IS NULL OR ARRAY_CONTAINS(SPLIT(CAST(:languages AS STRING), CHR(10)), language))
),
by_author AS (
  SELECT
    element, part, stratum, author,
    COUNT(*) AS comments,
    SUM(CASE WHEN marked THEN 1 ELSE 0 END) AS marked,
    SUM(CAST(likes AS DECIMAL(19, 0))) AS likes,
    COUNT(scored) AS scored,
    SUM(scored * scored) AS scored_squared,
    CAST(SUM(scored) AS DECIMAL(19, 0)) AS w,
    CAST(SUM(scored * liking) AS DECIMAL(19, 0)) AS liking,
    CAST(SUM(scored * excitement) AS DECIMAL(19, 0)) AS excitement,
    CAST(SUM(scored * confusion) AS DECIMAL(19, 0)) AS confusion,
    CAST(SUM(scored * prediction) AS DECIMAL(19, 0)) AS prediction
  FROM chosen
  WHERE part IS NOT NULL
  GROUP BY element, part, stratum, author
)
SELECT
  element,
  part,
  stratum,
  CAST(SUM(comments) AS BIGINT) AS comments,
  CAST(COUNT(*) AS BIGINT) AS authors,
  CAST(SUM(marked) AS BIGINT) AS marked,
  CAST(COALESCE(SUM(likes), 0) AS DECIMAL(38, 0)) AS likes,
  CAST(SUM(scored) AS BIGINT) AS scored,
  CAST(COUNT(w) AS BIGINT) AS scored_authors,
  CAST(COALESCE(SUM(scored_squared), 0) AS DECIMAL(38, 0)) AS scored_squared,
  CAST(COALESCE(SUM(w), 0) AS DECIMAL(38, 0)) AS w,
  CAST(COALESCE(SUM(w * w), 0) AS DECIMAL(38, 0)) AS w2,
  CAST(COALESCE(SUM(liking), 0) AS DECIMAL(38, 0)) AS liking_s,
  CAST(COALESCE(SUM(liking * liking), 0) AS DECIMAL(38, 0)) AS liking_ss,
  CAST(COALESCE(SUM(liking * w), 0) AS DECIMAL(38, 0)) AS liking_sw,
  CAST(COALESCE(SUM(excitement), 0) AS DECIMAL(38, 0)) AS excitement_s,
  CAST(COALESCE(SUM(excitement * excitement), 0) AS DECIMAL(38, 0)) AS excitement_ss,
  CAST(COALESCE(SUM(excitement * w), 0) AS DECIMAL(38, 0)) AS excitement_sw,
  CAST(COALESCE(SUM(confusion), 0) AS DECIMAL(38, 0)) AS confusion_s,
  CAST(COALESCE(SUM(confusion * confusion), 0) AS DECIMAL(38, 0)) AS confusion_ss,
  CAST(COALESCE(SUM(confusion * w), 0) AS DECIMAL(38, 0)) AS confusion_sw,
  CAST(COALESCE(SUM(prediction), 0) AS DECIMAL(38, 0)) AS prediction_s,
  CAST(COALESCE(SUM(prediction * prediction), 0) AS DECIMAL(38, 0)) AS prediction_ss,
  CAST(COALESCE(SUM(prediction * w), 0) AS DECIMAL(38, 0)) AS prediction_sw
FROM by_author
GROUP BY element, part, stratum
ORDER BY element NULLS FIRST, part NULLS FIRST, stratum NULLS FIRST

-- Groups of an audience: each element, or all together, by one thing more and by stratum, with sums over responses.
-- :axis STRING = 'liking'  the axis
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
-- With w the weight of a response (thousandths), v its value on the axis (thousandths), and for each author W = sum w and
-- S = sum w v over those of their responses in the group that could be scored: the sums over authors of W, S, W2 = W times
-- W, SS = S times S and SW = S times W. `scored_squared` is the sum of w squared over responses. What is summed over
-- nothing is 0. A comment without an author is an author of its own. The sums of two groups cannot just be added:
-- somebody who writes in both is one author of both together.
--
-- Only products of an author's sums need more than 64 bits; a cluster takes many times as long over decimals.
WITH chosen AS (
  SELECT
    CASE WHEN :together THEN '*' ELSE element END AS element,
    CASE
      WHEN :by = 'episode' THEN episode
      WHEN :by = 'season' THEN
        SPLIT_PART(episode, '/', 1) || '/' || SPLIT_PART(SPLIT_PART(episode, '/', 2), 'e', 1)
      WHEN :by = 'show' THEN SPLIT_PART(episode, '/', 1)
      WHEN :by = 'language' THEN language
      WHEN :by = 'day' THEN CAST(CAST(time AS DATE) AS STRING)
      WHEN :by = 'week' THEN CAST(CAST(DATE_TRUNC('week', time) AS DATE) AS STRING)
      ELSE ''
    END AS part,
    CASE
      WHEN :strata = 'language' THEN COALESCE(language, 'unknown')
      WHEN :strata = 'both' THEN source || ', ' || COALESCE(language, 'unknown')
      ELSE source
    END AS stratum,
    COALESCE(author, comment) AS author, weight, marked,
    CASE
      WHEN :axis = 'excitement' THEN excitement
      WHEN :axis = 'confusion' THEN confusion
      WHEN :axis = 'prediction' THEN prediction
      ELSE liking
    END AS value
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
    COUNT(value) AS scored,
    CAST(SUM(CASE WHEN value IS NOT NULL THEN weight * weight END) AS BIGINT) AS scored_squared,
    CAST(SUM(CASE WHEN value IS NOT NULL THEN weight END) AS BIGINT) AS w,
    CAST(SUM(weight * value) AS BIGINT) AS s
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
  CAST(SUM(scored) AS BIGINT) AS scored,
  CAST(COUNT(w) AS BIGINT) AS scored_authors,
  CAST(COALESCE(SUM(scored_squared), 0) AS DECIMAL(38, 0)) AS scored_squared,
  CAST(COALESCE(SUM(w), 0) AS DECIMAL(38, 0)) AS w,
  CAST(COALESCE(SUM(s), 0) AS DECIMAL(38, 0)) AS s,
  CAST(COALESCE(SUM(CAST(w AS DECIMAL(19, 0)) * CAST(w AS DECIMAL(19, 0))), 0) AS DECIMAL(38, 0)) AS w2,
  CAST(COALESCE(SUM(CAST(s AS DECIMAL(19, 0)) * CAST(s AS DECIMAL(19, 0))), 0) AS DECIMAL(38, 0)) AS ss,
  CAST(COALESCE(SUM(CAST(s AS DECIMAL(19, 0)) * CAST(w AS DECIMAL(19, 0))), 0) AS DECIMAL(38, 0)) AS sw
FROM by_author
GROUP BY element, part, stratum
ORDER BY element NULLS FIRST, part NULLS FIRST, stratum NULLS FIRST

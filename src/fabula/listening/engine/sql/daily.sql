-- The days of an audience: each element on each day (UTC; null where the time is not known), by source, with sums over
-- the responses of that day.
-- :campaigns BOOLEAN = TRUE  whether comments that seem to belong to a campaign count (with the weight that they have)
-- :elements STRINGS = NULL  only these elements
-- :kind STRING = NULL  only elements of this kind: "people", "pairs"
--
-- With w the weight of a response (thousandths), v its value on an axis (thousandths), and for each author W = sum w and
-- S = sum w v over those of their responses of that day that could be scored: the sums over authors of W, W2 = W times W,
-- and for each axis of S, SS = S times S and SW = S times W. A comment without an author is an author of its own.
-- Weights squared are summed over responses. What is summed over nothing is 0.
WITH counted AS (
  SELECT
    element, CAST(time AS DATE) AS day, source, COALESCE(author, comment) AS author, likes, weight, marked,
    liking, excitement, confusion, prediction,
    CASE WHEN liking IS NOT NULL THEN weight END AS scored
  FROM responses
  WHERE weight > 0
    AND (:campaigns OR NOT marked)
    AND (CAST(:kind AS STRING) IS NULL OR SPLIT_PART(element, '/', 1) = :kind)
    AND (CAST(:elements AS STRING) IS NULL OR ARRAY_CONTAINS(SPLIT(CAST(:elements AS STRING), CHR(10)), element))
),
by_author AS (
  SELECT
    element, day, source, author,
    COUNT(*) AS comments,
    SUM(CASE WHEN marked THEN 1 ELSE 0 END) AS marked,
    SUM(CAST(likes AS DECIMAL(19, 0))) AS likes,
    SUM(weight) AS weight,
    SUM(weight * weight) AS weight_squared,
    COUNT(scored) AS scored,
    SUM(scored * scored) AS scored_squared,
    CAST(SUM(scored) AS DECIMAL(19, 0)) AS w,
    CAST(SUM(scored * liking) AS DECIMAL(19, 0)) AS liking,
    CAST(SUM(scored * excitement) AS DECIMAL(19, 0)) AS excitement,
    CAST(SUM(scored * confusion) AS DECIMAL(19, 0)) AS confusion,
    CAST(SUM(scored * prediction) AS DECIMAL(19, 0)) AS prediction
  FROM counted
  GROUP BY element, day, source, author
)
SELECT
  element,
  day,
  source,
  CAST(SUM(comments) AS BIGINT) AS comments,
  CAST(COUNT(*) AS BIGINT) AS authors,
  CAST(SUM(marked) AS BIGINT) AS marked,
  CAST(COALESCE(SUM(likes), 0) AS DECIMAL(38, 0)) AS likes,
  CAST(SUM(weight) AS DECIMAL(38, 0)) AS weight,
  CAST(SUM(weight_squared) AS DECIMAL(38, 0)) AS weight_squared,
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
GROUP BY element, day, source
ORDER BY element NULLS FIRST, day NULLS FIRST, source NULLS FIRST

-- The responses of an audience: one row for each comment and each element that it speaks of. A view, in no order.
--
-- Of its mentions together the probability is that of the surest. Liking is their mean, weighted with probability and
-- rounded half away from zero; of excitement, confusion and prediction it is the highest. The weight is the comment's
-- times the probability, in thousandths as both are. What is the comment's own is as it is in all of its mentions.
WITH gathered AS (
  SELECT
    comment,
    element,
    episode,
    source,
    language,
    author,
    ANY_VALUE(time) AS time,
    ANY_VALUE(weight) AS comment_weight,
    ANY_VALUE(marked) AS marked,
    ANY_VALUE(likes) AS likes,
    ANY_VALUE(rating) AS rating,
    COUNT(*) AS mentions,
    CAST(MAX(probability) AS BIGINT) AS probability,
    CAST(SUM(CAST(probability AS BIGINT) * CAST(liking AS BIGINT)) AS BIGINT) AS liked,
    CAST(SUM(CASE WHEN liking IS NOT NULL THEN CAST(probability AS BIGINT) END) AS BIGINT) AS sure,
    MAX(excitement) AS excitement,
    MAX(confusion) AS confusion,
    MAX(prediction) AS prediction
  FROM mentions
  -- Of a comment all these are the same. Grouping by words is several times as fast as taking any of them.
  GROUP BY comment, element, episode, source, language, author
),
halved AS (
  SELECT
    *,
    CAST(comment_weight AS BIGINT) * probability + 500 AS weighed,
    2 * liked + CASE WHEN liked < 0 THEN -sure ELSE sure END AS doubled,
    NULLIF(2 * sure, 0) AS divisor
  FROM gathered
)
SELECT
  comment,
  element,
  episode,
  source,
  language,
  author,
  time,
  -- A quotient without a remainder is exact in floating point on every engine; whole division is spelt differently.
  CAST((weighed - weighed % 1000) / 1000 AS BIGINT) AS weight,
  marked,
  likes,
  rating,
  mentions,
  probability,
  CAST((doubled - doubled % divisor) / divisor AS BIGINT) AS liking,
  CAST(excitement AS BIGINT) AS excitement,
  CAST(confusion AS BIGINT) AS confusion,
  CAST(prediction AS BIGINT) AS prediction
FROM halved

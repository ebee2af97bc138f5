-- The responses of an audience: one row for each comment and each element that it speaks of. A view, in no order.
--
-- What its mentions come to together was worked out with them (`fabula.listening.responding`) and is on the first.
SELECT
  comment,
  element,
  episode,
  source,
  language,
  author,
  time,
  CAST(response_weight AS BIGINT) AS weight,
  marked,
  CAST(response_mentions AS BIGINT) AS mentions,
  CAST(response_probability AS BIGINT) AS probability,
  CAST(response_liking AS BIGINT) AS liking,
  CAST(response_excitement AS BIGINT) AS excitement,
  CAST(response_confusion AS BIGINT) AS confusion,
  CAST(response_prediction AS BIGINT) AS prediction
FROM mentions
WHERE response_mentions IS NOT NULL

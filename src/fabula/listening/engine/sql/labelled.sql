-- The responses of some comments, with the weights of the comments themselves: those that people have labelled.
-- :comments STRINGS  the comments
SELECT
  responses.comment,
  responses.element,
  responses.episode,
  responses.source,
  responses.language,
  responses.author,
  CAST(CAST(responses.time AS DATE) AS STRING) AS day,
  CAST(CAST(DATE_TRUNC('week', responses.time) AS DATE) AS STRING) AS week,
  responses.marked,
  responses.weight,
  CAST(marks.weight AS BIGINT) AS comment_weight,
  responses.liking,
  responses.excitement,
  responses.confusion,
  responses.prediction
FROM responses
JOIN marks ON marks.comment = responses.comment
WHERE ARRAY_CONTAINS(SPLIT(:comments, CHR(10)), responses.comment)
  AND responses.weight > 0
ORDER BY responses.comment NULLS FIRST, responses.element NULLS FIRST

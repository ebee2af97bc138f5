-- What labellers are shown of some comments: their words, where they name an element, and what they answer.
-- :comments STRINGS  the comments
SELECT
  mentions.comment,
  mentions.element,
  CAST(mentions.start AS BIGINT) AS start,
  CAST(mentions.end AS BIGINT) AS stop,
  mentions.how,
  comments.text,
  parents.text AS parent
FROM mentions
JOIN comments ON comments.comment = mentions.comment
LEFT JOIN comments AS parents ON parents.comment = comments.parent
WHERE ARRAY_CONTAINS(SPLIT(:comments, CHR(10)), mentions.comment)
ORDER BY mentions.comment NULLS FIRST, mentions.element NULLS FIRST, start NULLS FIRST, stop NULLS FIRST,
  mentions.how NULLS FIRST

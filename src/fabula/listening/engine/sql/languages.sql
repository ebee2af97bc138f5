-- In which languages each element is spoken of: comments that count, campaigns left out.
-- :elements STRINGS = NULL  only these elements
-- :kind STRING = NULL  only elements of this kind: "people", "pairs"
-- :episodes STRINGS = NULL  only comments on these episodes
-- :sources STRINGS = NULL  only comments from these sources
-- :languages STRINGS = NULL  only comments in these languages
SELECT
  element,
  language,
  CAST(COUNT(*) AS BIGINT) AS comments
FROM responses
WHERE weight > 0
  AND NOT marked
  AND language IS NOT NULL
  AND (CAST(:kind AS STRING) IS NULL OR SPLIT_PART(element, '/', 1) = :kind)
  AND (CAST(:elements AS STRING) IS NULL OR ARRAY_CONTAINS(SPLIT(CAST(:elements AS STRING), CHR(10)), element))
  AND (CAST(:episodes AS STRING) IS NULL OR ARRAY_CONTAINS(SPLIT(CAST(:episodes AS STRING), CHR(10)), episode))
  AND (CAST(:sources AS STRING) IS NULL OR ARRAY_CONTAINS(SPLIT(CAST(:sources AS STRING), CHR(10)), source))
  AND (CAST(:languages AS STRING) IS NULL OR ARRAY_CONTAINS(SPLIT(CAST(:languages AS STRING), CHR(10)), language))
GROUP BY element, language
ORDER BY element NULLS FIRST, language NULLS FIRST

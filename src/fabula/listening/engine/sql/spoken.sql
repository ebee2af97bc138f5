-- How many comments speak of anything at all.
-- :campaigns BOOLEAN = TRUE  whether comments that seem to belong to a campaign count
-- :episodes STRINGS = NULL  only comments on these episodes
-- :sources STRINGS = NULL  only comments from these sources
-- :languages STRINGS = NULL  only comments in these languages
SELECT CAST(COUNT(DISTINCT comment) AS BIGINT) AS comments
FROM responses
WHERE weight > 0
  AND (:campaigns OR NOT marked)
  AND (CAST(:episodes AS STRING) IS NULL OR ARRAY_CONTAINS(SPLIT(CAST(:episodes AS STRING), CHR(10)), episode))
  AND (CAST(:sources AS STRING) IS NULL OR ARRAY_CONTAINS(SPLIT(CAST(:sources AS STRING), CHR(10)), source))
  AND (CAST(:languages AS STRING) IS NULL OR ARRAY_CONTAINS(SPLIT(CAST(:languages AS STRING), CHR(10)), language))

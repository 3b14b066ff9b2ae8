"""The statements of `derive`, in the order in which they run."""

from __future__ import annotations

from pipelines.settings import LIKELY_CONFIDENCE as LIKELY
from pipelines.settings import SURE_CONFIDENCE as SURE

NUMBERED = (
    "facts", "facts_regions", "facts_partners", "facts_programmes", "facts_events", "facts_stages", "facts_words",
    "word_facts", "postings",
)  # fmt: skip
"""Tables whose rows belong to one article each, by its number."""

CAME_AND_WENT = """
CREATE TEMP TABLE went AS
  SELECT f.n FROM facts f LEFT JOIN articles a USING (article_id)
  WHERE a.article_id IS NULL OR a.build_id IS DISTINCT FROM f.build_id OR NOT a.on_topic;
CREATE TEMP TABLE came AS
  SELECT (SELECT coalesce(max(n), 0) FROM facts) + row_number() OVER (
      ORDER BY CASE WHEN published_precision <> 'unknown' THEN published_earliest END
        NULLS LAST, article_id)::INTEGER AS n,
    article_id
  FROM articles a
  WHERE on_topic AND NOT EXISTS (
    SELECT 1 FROM facts f
    WHERE f.article_id = a.article_id AND f.build_id IS NOT DISTINCT FROM a.build_id);
"""

LABEL_BITS = """
INSERT INTO label_bits
SELECT kind, label, (SELECT count(*) FROM label_bits b WHERE b.kind = l.kind)
  + row_number() OVER (PARTITION BY kind ORDER BY label) - 1
FROM (SELECT 'topic' AS kind, topic AS label FROM topics
      UNION SELECT 'topic', topic FROM article_topics SEMI JOIN came USING (article_id)
      UNION SELECT 'sido', code FROM regions WHERE level = 'sido'
      UNION SELECT 'sido', sido_code FROM article_regions SEMI JOIN came USING (article_id)) l
WHERE label IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM label_bits b WHERE b.kind = l.kind AND b.label = l.label);
"""

KINDS = ("region", "topic", "partner", "programme", "event")
"""Kinds of findings, each in a table article_<kind>s."""

_CLASSES = {
    "sure": f"confidence >= {SURE}", "weak": f"confidence < {LIKELY}",
    "likely": f"confidence >= {LIKELY} AND confidence < {SURE}",
}  # fmt: skip
CONFIDENCES = tuple((kind, degree) for kind in KINDS for degree in ("sure", "likely", "weak"))


def _confidences(kind: str) -> str:
    """The join that counts the findings of one kind of the articles whose turn it is."""
    counts = ", ".join(
        f"count(*) FILTER (WHERE {where}) AS {kind}_{degree}" for degree, where in _CLASSES.items()
    )
    return (
        f"LEFT JOIN (SELECT n, {counts} FROM article_{kind}s JOIN turn USING (article_id)"
        " GROUP BY n) USING (n)"
    )


TURN = "CREATE OR REPLACE TEMP TABLE turn AS FROM came WHERE n >= $first AND n < $first + $many"
"""Some of what came: masks and texts of all at once would want memory without end."""

FACTS = f"""
INSERT INTO facts
WITH subjects AS (
  SELECT n, bit_or(1::UBIGINT << bit) AS topics,
    coalesce(bit_or(1::UBIGINT << bit) FILTER (WHERE confidence >= {SURE}), 0) AS sure_topics
  FROM article_topics t JOIN turn USING (article_id)
  JOIN label_bits b ON b.kind = 'topic' AND b.label = t.topic GROUP BY n),
places AS (
  SELECT n, bit_or(1::UBIGINT << bit) AS sidos,
    coalesce(bit_or(1::UBIGINT << bit) FILTER (WHERE confidence >= {SURE}), 0) AS sure_sidos,
    string_agg(DISTINCT code, '|' ORDER BY code) AS home,
    string_agg(DISTINCT code, '|' ORDER BY code)
      FILTER (WHERE succession IS DISTINCT FROM 'split') AS settled
  FROM article_regions r JOIN turn USING (article_id)
  JOIN label_bits b ON b.kind = 'sido' AND b.label = r.sido_code
  WHERE role = 'primary' GROUP BY n)
SELECT c.n, a.article_id, a.story_id, md5_number_lower(a.story_id),
  CASE WHEN a.published_precision <> 'unknown' THEN a.published_earliest END,
  CASE WHEN a.published_precision <> 'unknown' THEN a.published_latest END,
  a.outlet, coalesce(p.sidos, 0), coalesce(p.sure_sidos, 0), coalesce(s.topics, 0),
  coalesce(s.sure_topics, 0), p.home, 0, 0, a.build_id, NULL, NULL, NULL,
  a.published_precision, NULL, p.settled,
  {", ".join(f"coalesce({kind}_{degree}, 0)" for kind, degree in CONFIDENCES)}
FROM turn c JOIN articles a USING (article_id) LEFT JOIN subjects s USING (n)
LEFT JOIN places p USING (n)
{" ".join(map(_confidences, KINDS))}
ORDER BY c.n;
"""

FINDINGS = """
INSERT INTO facts_regions
SELECT n, code, sido_code, sido, sigungu, sido_then, sigungu_then, role, confidence,
  succession
FROM article_regions JOIN came USING (article_id) ORDER BY n;
INSERT INTO facts_partners
SELECT n, name, type, country, relation, confidence,
  row_number() OVER (PARTITION BY n, name ORDER BY relation, type, country, confidence) = 1,
  row_number() OVER (PARTITION BY n, name, relation ORDER BY type, country, confidence) = 1
FROM article_partners JOIN came USING (article_id) ORDER BY n;
INSERT INTO facts_programmes
SELECT n, programme, max(confidence)
FROM article_programmes JOIN came USING (article_id) GROUP BY ALL ORDER BY n;
INSERT INTO facts_events
SELECT n, stage, max(confidence)
FROM article_events JOIN came USING (article_id) WHERE stage IS NOT NULL GROUP BY ALL ORDER BY n;
INSERT INTO facts_stages
SELECT *, count(*) OVER (PARTITION BY n, programme, stage) > 1
FROM (SELECT DISTINCT c.n, p.programme, e.stage,
    CASE WHEN e.precision IS DISTINCT FROM 'unknown' AND e.event_latest IS NOT NULL THEN e.event_earliest END,
    CASE WHEN e.precision IS DISTINCT FROM 'unknown' AND e.event_earliest IS NOT NULL THEN e.event_latest END,
    e.precision, e.confidence
  FROM article_events e JOIN came c USING (article_id)
  JOIN (SELECT DISTINCT article_id, programme FROM article_programmes) p USING (article_id))
ORDER BY n;
"""

WORDS = """
INSERT INTO words
SELECT (SELECT count(*) FROM words) + row_number() OVER (ORDER BY count(*) DESC, keyword) - 1,
  keyword, 0, 0
FROM article_keywords SEMI JOIN came USING (article_id)
WHERE keyword NOT IN (SELECT keyword FROM words) GROUP BY keyword;
INSERT INTO facts_words
SELECT DISTINCT c.n, w.word FROM article_keywords k JOIN came c USING (article_id)
JOIN words w USING (keyword) ORDER BY ALL;
INSERT INTO word_facts
SELECT word, n FROM facts_words SEMI JOIN came USING (n) ORDER BY ALL;
"""


def _counted(numbers: str, sign: str, unit: str = "") -> str:
    """Add (or take off) the articles of some numbers to the counts by word.

    `unit` 'story ' counts each as its story, in parts of their own: by the story's day, and under
    every label that one of its members has, for any member lets a filter choose the story.
    """
    column, prefix = ("stories", "story_") if unit else ("articles", "")
    masks = f"SELECT n, {{0}} AS mask FROM facts WHERE n IN (SELECT n FROM {numbers})"
    if unit:
        masks = (
            "SELECT told AS n, bit_or({0}) AS mask FROM facts"
            f" WHERE told IN (SELECT n FROM {numbers}) GROUP BY told"
        )
    rows = f"facts_words w SEMI JOIN {numbers} USING (n)"
    first, last = (f"date_trunc('month', f.{prefix}{end})::DATE" for end in ("earliest", "latest"))
    parts = "".join(
        f"""
INSERT INTO word_cells
SELECT '{unit}{kind}', label, NULL, NULL, w.word, {sign} count(*)
FROM (SELECT n, label FROM ({masks.format(mask)}) f JOIN label_bits b
      ON b.kind = '{kind}' AND (f.mask >> b.bit) & 1 = 1)
JOIN facts_words w USING (n) GROUP BY ALL ORDER BY ALL;"""
        for kind, mask in (("sido", "sidos"), ("topic", "topics"))
    )
    return f"""
UPDATE words SET {column} = words.{column} {sign} d.counted
FROM (SELECT word, count(*) AS counted FROM {rows} GROUP BY word) d WHERE d.word = words.word;
{parts}
CREATE TEMP TABLE by_month AS
SELECT {first} AS first, {last} AS last, w.word, {sign} count(*) AS articles
FROM {rows} JOIN facts f USING (n)
WHERE f.{prefix}earliest IS NOT NULL AND f.{prefix}latest IS NOT NULL GROUP BY ALL;
INSERT INTO word_cells SELECT '{unit}months', NULL, first, last, word, articles FROM by_month
ORDER BY ALL;
INSERT INTO word_cells
SELECT '{unit}years', NULL, date_trunc('year', first)::DATE, date_trunc('year', last)::DATE, word,
  sum(articles)
FROM by_month GROUP BY ALL ORDER BY ALL;
DROP TABLE by_month;
"""


COUNT_CAME = _counted("came", "+")
COUNT_WENT = _counted("went", "-")
COUNT_RETOLD = _counted("retold", "+", "story ")
COUNT_UNTOLD = _counted("untold", "-", "story ")


def _placed(numbers: str, sign: str) -> str:
    """Add (or take off) the articles of some numbers to the counts by region and topic."""
    return f"""
INSERT INTO region_cells
WITH alike AS (
  SELECT year(earliest) AS y, year(latest) AS z, topics, sidos, home, count(*) AS rows
  FROM facts SEMI JOIN {numbers} USING (n) GROUP BY ALL),
placed AS (
  SELECT 'nation' AS part, NULL AS region, y, z, topics, rows FROM alike
  UNION ALL SELECT 'sido', b.label, y, z, topics, rows
  FROM alike JOIN label_bits b ON b.kind = 'sido' AND (sidos >> b.bit) & 1 = 1
  UNION ALL SELECT 'sigungu', unnest(string_split(home, '|')), y, z, topics, rows FROM alike),
cells AS (
  SELECT part, region, y, z, topics, sum(rows) AS rows FROM placed GROUP BY ALL)
SELECT part, region, y, z, topic, {sign} sum(rows) FROM (
  SELECT part, region, y, z, NULL AS topic, rows FROM cells
  UNION ALL SELECT part, region, y, z, b.label, rows
  FROM cells JOIN label_bits b ON b.kind = 'topic' AND (topics >> b.bit) & 1 = 1)
GROUP BY ALL ORDER BY ALL;
"""


COUNT_CAME += _placed("came", "+")
COUNT_WENT += _placed("went", "-")

STIRRED = """
CREATE TEMP TABLE moved AS
  SELECT f.n, f.story, a.story_id FROM facts f JOIN articles a USING (article_id)
  WHERE a.story_id IS DISTINCT FROM f.story_id;
CREATE TEMP TABLE stirred AS
  SELECT story FROM facts SEMI JOIN went USING (n)
  UNION SELECT story FROM moved UNION SELECT md5_number_lower(story_id) FROM moved
  UNION SELECT md5_number_lower(story_id) FROM articles SEMI JOIN came USING (article_id);
CREATE TEMP TABLE untold AS SELECT n FROM facts WHERE n = told AND story IN (FROM stirred);
"""
"""The stories that gain or lose a member, and the members that told them until now."""

STORIES = """
UPDATE facts SET story_id = m.story_id, story = md5_number_lower(m.story_id)
FROM moved m WHERE m.n = facts.n;
UPDATE facts SET told = s.told, story_earliest = s.earliest, story_latest = s.latest,
  members = s.members
FROM (SELECT story, min(latest) AS latest, count(*) AS members,
        arg_min(earliest, (latest, DATE '9999-12-31' - earliest)) AS earliest,
        arg_min(n, (NOT coalesce(complete, FALSE), -coalesce(size, 0),
          coalesce(number, 0), article_id)) AS told
      FROM facts JOIN (SELECT article_id, complete FROM articles) USING (article_id)
      LEFT JOIN (SELECT article_id, size, number FROM story_members) USING (article_id)
      WHERE story IN (FROM stirred) GROUP BY story) s
WHERE s.story = facts.story;
CREATE TEMP TABLE retold AS SELECT n FROM facts WHERE n = told AND story IN (FROM stirred);
"""
"""Each such story's day and fullest member anew."""


def postings_of(terms: str) -> str:
    """Fill the postings from a SELECT of article_id, title, body (`pipelines.model.Terms`).

    Words that stand beside each other are a term of their own, with a blank between, so that a
    phrase is found without a look at the text.
    """
    return f"""
INSERT INTO postings
WITH said AS (SELECT n, title, body FROM ({terms}) JOIN came USING (article_id)),
lines AS (
  SELECT n, unnest([{{'in_title': TRUE, 'line': l}} FOR l IN string_split(title, chr(10))]
    || [{{'in_title': FALSE, 'line': l}} FOR l IN string_split(body, chr(10))], recursive := true)
  FROM said),
parts AS (
  SELECT n, in_title, string_split(line, ' ') AS w FROM lines WHERE line <> ''),
grams AS (
  SELECT n, in_title,
    unnest(w || list_transform(range(1, len(w)), lambda i: w[i] || ' ' || w[i + 1])) AS term
  FROM parts)
SELECT term, n, least(count(*) FILTER (in_title), 65535)::USMALLINT,
  least(count(*) FILTER (NOT in_title), 65535)::USMALLINT
FROM grams GROUP BY ALL ORDER BY ALL;
"""


LENGTHS = """
UPDATE facts SET title_terms = l.title_terms, body_terms = l.body_terms
FROM (SELECT n, sum(title_count) AS title_terms, sum(body_count) AS body_terms
      FROM postings SEMI JOIN came USING (n) WHERE NOT contains(term, ' ') GROUP BY n) l
WHERE l.n = facts.n;
"""

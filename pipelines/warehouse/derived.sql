-- What queries read instead of the public tables: the same findings, numbered and laid out so
-- that a million articles answer at once.  Not public: every row follows from the tables of
-- schema.sql (and, for postings, from the store), and may be made anew at any time.

-- The bit by which a topic or 시도 stands in the masks of facts (kind: topic, sido).
CREATE TABLE label_bits (kind VARCHAR, label VARCHAR, bit INTEGER);
-- An article on topic.  Days are null where the date is unknown.  sidos are those of primary
-- regions, the sure_ masks count findings of high confidence alone; home joins the codes of the
-- primary regions by |.  Numbers go by date within one load, so that a stretch of time is a
-- stretch of the table.  told is the number of the story's fullest member on topic, story_earliest
-- and story_latest are the days of its earliest (the one that was certainly out first); members
-- counts its articles on topic.  settled joins those codes of home that no split of a region made
-- uncertain.  The last columns count the article's findings of each kind by
-- confidence (`pipelines.settings`).
CREATE TABLE facts (
    n INTEGER, article_id VARCHAR, story_id VARCHAR, story UBIGINT, earliest DATE, latest DATE,
    outlet VARCHAR, sidos UBIGINT, sure_sidos UBIGINT, topics UBIGINT, sure_topics UBIGINT,
    home VARCHAR, title_terms INTEGER, body_terms INTEGER, build_id VARCHAR,
    told INTEGER, story_earliest DATE, story_latest DATE, precision VARCHAR, members INTEGER,
    settled VARCHAR,
    region_sure INTEGER, region_likely INTEGER, region_weak INTEGER,
    topic_sure INTEGER, topic_likely INTEGER, topic_weak INTEGER,
    partner_sure INTEGER, partner_likely INTEGER, partner_weak INTEGER,
    programme_sure INTEGER, programme_likely INTEGER, programme_weak INTEGER,
    event_sure INTEGER, event_likely INTEGER, event_weak INTEGER
);
CREATE TABLE facts_regions (
    n INTEGER, code VARCHAR, sido_code VARCHAR, sido VARCHAR, sigungu VARCHAR,
    sido_then VARCHAR, sigungu_then VARCHAR, role VARCHAR, confidence DOUBLE, succession VARCHAR
);
-- first: one row of each partner of the article, related: of each partner and relation, so that
-- counting these rows counts articles.
CREATE TABLE facts_partners (
    n INTEGER, name VARCHAR, type VARCHAR, country VARCHAR, relation VARCHAR, confidence DOUBLE,
    first BOOLEAN, related BOOLEAN
);
-- Programmes and stages by number (confidence: the highest); then each stage that an article tells of each of its programmes.  Days are
-- null where the event is undated; `again` where the article tells of that stage more than once.
CREATE TABLE facts_programmes (n INTEGER, programme VARCHAR, confidence DOUBLE);
CREATE TABLE facts_events (n INTEGER, stage VARCHAR, confidence DOUBLE);
CREATE TABLE facts_stages (
    n INTEGER, programme VARCHAR, stage VARCHAR, earliest DATE, latest DATE, precision VARCHAR,
    confidence DOUBLE, again BOOLEAN
);
-- Keywords by number, with the articles and the stories that say each; then the same rows in two orders.
CREATE TABLE words (word INTEGER, keyword VARCHAR, articles BIGINT, stories BIGINT);
CREATE TABLE facts_words (n INTEGER, word INTEGER);
CREATE TABLE word_facts (word INTEGER, n INTEGER);
-- Articles a word in one part of the whole: part = sido (label: its code), topic (label: its
-- id), months or years (label null; first and last that the date allows); `story sido` and so on
-- count stories in the place of articles, by their own days.  Rows add up: an
-- update appends what came and, below zero, what went.
CREATE TABLE word_cells (
    part VARCHAR, label VARCHAR, first_month DATE, last_month DATE, word INTEGER, articles INTEGER
);
-- Articles by region and topic: part = nation, sido or sigungu (a code of `home`), topic null for
-- all of the region's articles, years those of earliest and latest.  Rows add up as word_cells do.
CREATE TABLE region_cells (
    part VARCHAR, region VARCHAR, first_year INTEGER, last_year INTEGER, topic VARCHAR,
    articles INTEGER
);
-- How often the title and the body of an article say a content word (a morpheme of Kiwi).
CREATE TABLE postings (term VARCHAR, n INTEGER, title_count USMALLINT, body_count USMALLINT);

-- One build of the warehouse.  Tables, columns and the view `tidy` are public (docs/contract).
-- Dates are KST days.  span_start/span_end are character offsets into article_texts.body, or
-- into articles.title where field = 'title'.

CREATE TABLE builds (
    build_id VARCHAR PRIMARY KEY, started_at TIMESTAMP, finished_at TIMESTAMP,
    articles BIGINT, on_topic BIGINT, stories BIGINT, rejects BIGINT,
    version VARCHAR, rules_version VARCHAR, reference_version VARCHAR
);
CREATE TABLE articles (
    article_id VARCHAR PRIMARY KEY, story_id VARCHAR, title VARCHAR, outlet VARCHAR, author VARCHAR,
    url VARCHAR, published_on DATE, published_earliest DATE, published_latest DATE,
    published_precision VARCHAR, published_rule VARCHAR, published_evidence VARCHAR,
    on_topic BOOLEAN, relevance DOUBLE,
    source_format VARCHAR, source_path VARCHAR, source_row BIGINT,
    content_hash VARCHAR, raw_hash VARCHAR, complete BOOLEAN, build_id VARCHAR
);
CREATE TABLE article_texts (article_id VARCHAR PRIMARY KEY, body VARCHAR);
CREATE TABLE article_regions (
    article_id VARCHAR, code VARCHAR, sido_code VARCHAR, sido VARCHAR, sigungu VARCHAR,
    sido_then VARCHAR, sigungu_then VARCHAR, role VARCHAR, rule VARCHAR, confidence DOUBLE,
    evidence VARCHAR, span_start INTEGER, span_end INTEGER, field VARCHAR, succession VARCHAR
);
CREATE TABLE article_topics (
    article_id VARCHAR, topic VARCHAR, confidence DOUBLE, rule VARCHAR,
    evidence VARCHAR, span_start INTEGER, span_end INTEGER, field VARCHAR
);
CREATE TABLE article_partners (
    article_id VARCHAR, name VARCHAR, as_written VARCHAR, type VARCHAR, country VARCHAR,
    relation VARCHAR, rule VARCHAR, confidence DOUBLE,
    evidence VARCHAR, span_start INTEGER, span_end INTEGER, field VARCHAR
);
CREATE TABLE article_programmes (
    article_id VARCHAR, programme VARCHAR, rule VARCHAR, confidence DOUBLE,
    evidence VARCHAR, span_start INTEGER, span_end INTEGER, field VARCHAR
);
CREATE TABLE article_events (
    article_id VARCHAR, event_on DATE, event_earliest DATE, event_latest DATE, precision VARCHAR,
    stage VARCHAR, rule VARCHAR, confidence DOUBLE,
    evidence VARCHAR, span_start INTEGER, span_end INTEGER, field VARCHAR
);
CREATE TABLE article_keywords (article_id VARCHAR, keyword VARCHAR, count INTEGER);
CREATE TABLE stories (
    story_id VARCHAR PRIMARY KEY, first_published_on DATE, articles BIGINT, outlets BIGINT,
    representative VARCHAR
);
-- How stories are found: each article's place in the order of all, and the keys to look it up by.
CREATE TABLE story_members (
    article_id VARCHAR, number BIGINT, signature BLOB, size INTEGER
);
CREATE TABLE story_keys (key UINTEGER, number BIGINT);
CREATE TABLE regions (
    code VARCHAR, sido_code VARCHAR, level VARCHAR, name VARCHAR, short_name VARCHAR,
    kind VARCHAR, valid_from DATE, valid_to DATE, successor VARCHAR, succession VARCHAR,
    name_en VARCHAR, longitude DOUBLE, latitude DOUBLE
);
CREATE TABLE topics (
    topic VARCHAR PRIMARY KEY, axis VARCHAR, name VARCHAR, name_en VARCHAR, position INTEGER
);
CREATE TABLE partners (
    name VARCHAR PRIMARY KEY, type VARCHAR, country VARCHAR, aliases VARCHAR, verified BOOLEAN
);
CREATE TABLE programmes (
    programme VARCHAR PRIMARY KEY, name VARCHAR, name_en VARCHAR, owner VARCHAR,
    valid_from VARCHAR, valid_to VARCHAR
);
CREATE TABLE milestones (
    milestone_on DATE, precision VARCHAR, kind VARCHAR, name VARCHAR, short_name VARCHAR,
    source VARCHAR
);
CREATE TABLE population (code VARCHAR, year INTEGER, inhabitants BIGINT, source VARCHAR);
CREATE TABLE rejects (source_path VARCHAR, source_row BIGINT, stage VARCHAR, reason VARCHAR);
-- Where each document was met last and which content it had: what a next build compares with.
CREATE TABLE documents (
    source_path VARCHAR, source_row BIGINT, raw_hash VARCHAR, position BIGINT
);
CREATE TABLE inputs (
    path VARCHAR PRIMARY KEY, size BIGINT, mtime_ns BIGINT, sha256 VARCHAR, documents BIGINT
);

-- Partners, programmes and stages belong to the primary regions; other regions' rows carry null.
CREATE VIEW tidy AS
WITH programmes_of AS (
    SELECT article_id, string_agg(DISTINCT programme, '|' ORDER BY programme) AS programme
    FROM article_programmes GROUP BY article_id
), stages_of AS (
    SELECT article_id, string_agg(DISTINCT stage, '|' ORDER BY stage) AS stage
    FROM article_events GROUP BY article_id
)
SELECT
    a.article_id, a.story_id, a.published_on, a.published_precision AS date_precision,
    CASE WHEN a.published_precision <> 'unknown'
         AND year(a.published_earliest) = year(a.published_latest)
         THEN year(a.published_earliest) END AS year,
    CASE WHEN a.published_precision IN ('day', 'month')
         AND date_trunc('month', a.published_earliest) = date_trunc('month', a.published_latest)
         THEN month(a.published_earliest) END AS month,
    r.sido, r.sigungu, r.code AS region_code, r.role AS region_role, r.sido_then, r.sigungu_then,
    t.topic, n.name AS topic_name, n.axis AS topic_axis,
    CASE WHEN r.role = 'primary' OR r.code IS NULL THEN g.programme END AS programme,
    CASE WHEN r.role = 'primary' OR r.code IS NULL THEN s.stage END AS stage,
    p.name AS partner, p.type AS partner_type, p.country AS partner_country, p.relation,
    a.title, a.outlet, a.url,
    r.evidence AS region_evidence, t.evidence AS topic_evidence, p.evidence AS partner_evidence
FROM articles a
LEFT JOIN article_regions r USING (article_id)
LEFT JOIN article_topics t USING (article_id)
LEFT JOIN topics n ON n.topic = t.topic
LEFT JOIN article_partners p
    ON p.article_id = a.article_id AND (r.role = 'primary' OR r.code IS NULL)
LEFT JOIN programmes_of g ON g.article_id = a.article_id
LEFT JOIN stages_of s ON s.article_id = a.article_id
WHERE a.on_topic;

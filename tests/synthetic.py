"""A seeded warehouse of invented articles, as large as asked: for tests, benches and design work.

Regions and topics come from data/reference; partners, words and texts are made up.  Everything
is drawn with numpy in blocks and written through DuckDB, so that a million articles (ten
million findings, fifty million keyword rows) take minutes, not hours.

    python -m tests.synthetic FOLDER [ARTICLES] [SEED]
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from pipelines.query.vocabulary import PARTNER_TYPES, RELATIONS, STAGES
from pipelines.settings import DATA_DIR, PROJECT_ROOT, REFERENCE_DIR
from pipelines.warehouse.derive import create_derived, derive

BLOCK = 100_000
FIRST_DAY, LAST_DAY = date(2008, 1, 1), date(2026, 10, 31)
SCHEMA = PROJECT_ROOT / "pipelines" / "warehouse" / "schema.sql"

WORDS = """
통합관제센터 통합플랫폼 스마트시티 데이터허브 디지털트윈 자율주행 인공지능
사물인터넷 빅데이터 스마트주차 버스정보시스템 지능형교통체계 안심귀가
돌봄로봇 스마트경로당 원격의료 미세먼지 스마트그린도시 리빙랩 시민참여
규제샌드박스 국가시범도시 스마트챌린지 솔루션확산 도시재생 스마트빌리지
스마트팜 드론배송 생성형인공지능 거대언어모델 도시데이터 교통신호
스마트횡단보도 침수감지 재난안전 지하시설물 수질관리 탄소중립 전기차충전
수요응답형버스 도심항공교통 공공와이파이 자가통신망 스마트가로등
무인민원발급기 전자정부 모바일신분증 스마트관광 문화해설 평생교육 창업지원
실증단지 테스트베드 해외진출 업무협약 도시수출 스마트도시계획 조례제정
협의체 우수도시인증 경진대회 대상수상 주민설명회 시범운영 고도화사업
""".split()  # noqa: SIM905
# The content words that the analysis of texts sees in each of WORDS.
PIECES = """
통합 관제 센터,통합 플랫폼,스마트 시티,데이터 허브,디지털 트윈,자율 주행,ai,iot,빅 데이터,스마트 주차,bis,its,
안심 귀가,돌봄 로봇,스마트 경로당,원격 의료,미세 먼지,스마트그린도시,리빙 랩,시민 참여,규제 샌드 박스,국가 시범 도시,
스마트 챌린지,솔루션 확산,도시 재생,스마트 빌리지,스마트 팜,드론 배송,생성 형 ai,거대 언어 모델,도시 데이터,교통 신호,
스마트 횡단보도,침수 감지,재난안전,지하 시설물,수질 관리,탄소 중립,전기 차 충전,수요 응답 형 버스,uam,공공 와이파이,
자가 통신망,스마트 가로등,무인 민원 발급기,전자 정부,모바일 신분증,스마트 관광,문화 해설,평생 교육,창업 지원,실증 단지,
테스트 베드,해외 진출,업무 협약,도시 수출,스마트 도시 계획,조례 제정,협의체,우수 도시 인증,경진 대회,대상 수상,
주민 설명회,시범 운영,고도 사업
""".replace("\n", "").split(",")
PARTNERS = """
국토교통부:central_government 과학기술정보통신부:central_government
행정안전부:central_government 한국토지주택공사:public_institution
한국수자원공사:public_institution 한국지능정보사회진흥원:public_institution
정보통신산업진흥원:public_institution 케이티:company 에스케이텔레콤:company
엘지유플러스:company 현대자동차:company 네이버클라우드:company
엘지씨엔에스:company 국토연구원:research_institute
한국전자통신연구원:research_institute 서울시립대학교:university
한국과학기술원:university 연세대학교:university 부산대학교:university
경기남부경찰청:public_institution 스마트도시협회:association
세계은행:international_org 유엔해비타트:international_org
바르셀로나시:foreign_city 타슈켄트시:foreign_city
베트남건설부:foreign_government
""".split()  # noqa: SIM905
FOREIGN = {"바르셀로나시": "ES", "타슈켄트시": "UZ", "베트남건설부": "VN", "세계은행": "ZZ",
           "유엔해비타트": "ZZ"}  # fmt: skip
OUTLETS = [f"{place}{kind}" for place in ("한빛", "새벽", "푸른", "온누리", "가람", "다솜", "미래")
           for kind in ("일보", "신문", "뉴스", "경제")]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """Where a synthetic warehouse stands and which file is its build."""

    warehouse: Path
    build: Path


def make(folder: Path, articles: int = 2_000, seed: int = 1, words_each: int = 50) -> Made:
    """Make and publish a warehouse of invented articles in a folder."""
    build = folder / "builds" / f"synthetic-{articles}-{seed}.duckdb"
    build.parent.mkdir(parents=True, exist_ok=True)
    build.unlink(missing_ok=True)
    random = np.random.default_rng(seed)
    connection = duckdb.connect(str(build))
    connection.execute(SCHEMA.read_text(encoding="utf-8"))
    create_derived(connection)
    _vocabulary(connection)
    for first in range(0, articles, BLOCK):
        _block(connection, random, first, min(BLOCK, articles - first), words_each)
    _finish(connection, build.stem)
    derive(connection, "SELECT '' AS article_id, '' AS title, '' AS body WHERE FALSE")
    _postings(connection)
    connection.close()
    (folder / "CURRENT").write_text(build.name, encoding="utf-8")
    return Made(folder, build)


def _table(name: str) -> list[dict[str, str]]:
    with (REFERENCE_DIR / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _vocabulary(connection: duckdb.DuckDBPyConnection) -> None:
    """The vocabulary tables, and helper tables of names in force on a day."""
    regions = [row for row in _table("regions.tsv") if row["level"] != "gu"]
    places = {row["code"]: row for row in _table("coordinates.tsv")}
    frames = {
        "region_rows": [
            row | {key: places.get(row["code"], {}).get(key) for key in ("longitude", "latitude")}
            for row in regions],
        "topic_rows": _table("topics.tsv"), "programme_rows": _table("programmes.tsv"),
        "partner_rows": [{"name": name, "type": kind, "country": FOREIGN.get(name, "KR")}
                         for name, kind in _partners()],
    }  # fmt: skip
    for name, rows in frames.items():
        connection.register(name, pd.DataFrame(rows).replace("", None))
    connection.execute(_FILL)
    connection.execute(_NAMES_THEN)
    connection.register("milestone_rows", pd.DataFrame(_table("milestones.tsv")))
    connection.execute(
        "INSERT INTO milestones SELECT try_cast(CASE precision WHEN 'day' THEN milestone_on"
        " WHEN 'month' THEN milestone_on || '-01' ELSE milestone_on || '-01-01' END AS DATE),"
        " precision, kind, name, short_name, source FROM milestone_rows"
    )


_FILL = """
INSERT INTO regions SELECT code, sido_code, level, name, short_name, kind,
  valid_from::DATE, valid_to::DATE, successor, succession, name_en, longitude, latitude
FROM region_rows;
INSERT INTO topics SELECT topic, axis, name, name_en, position FROM topic_rows;
INSERT INTO programmes SELECT programme, name, name_en, owner, NULL, NULL FROM programme_rows;
INSERT INTO partners SELECT name, type, country, '', FALSE FROM partner_rows;
"""

# Each region of today with the names that it bore before (one predecessor where several merged).
_NAMES_THEN = """
CREATE TEMP TABLE today AS
  SELECT row_number() OVER (ORDER BY md5(r.code)) - 1 AS n, r.code, r.sido_code, s.name AS sido,
    CASE WHEN r.level = 'sigungu' THEN r.name END AS sigungu
  FROM regions r JOIN regions s ON s.code = r.sido_code WHERE r.valid_to IS NULL;
CREATE TEMP TABLE names_then AS
  SELECT t.code, p.valid_to AS until, s.name AS sido_then,
    CASE WHEN p.level = 'sigungu' THEN p.name END AS sigungu_then
  FROM today t JOIN regions p ON p.successor = t.code JOIN regions s ON s.code = p.sido_code
  WHERE p.valid_to IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY t.code ORDER BY p.valid_to DESC, p.code) = 1;
"""


def _partners() -> list[tuple[str, str]]:
    named = [(text.split(":")[0], text.split(":")[1]) for text in PARTNERS]
    tail = [(f"㈜도시기술{n:03d}", PARTNER_TYPES[0]) for n in range(1, 241)]
    return named + tail


def _skewed(random: np.random.Generator, size: int, choices: int, power: float) -> np.ndarray:
    """Indices 0…choices-1, the first ones much more often (a cut Zipf law)."""
    weights = 1 / np.arange(1, choices + 1) ** power
    return random.choice(choices, size=size, p=weights / weights.sum())


def _several(random: np.random.Generator, size: int, most: int, mean: float) -> np.ndarray:
    """Row numbers 0…size-1, each repeated at random (at most `most` times)."""
    return np.repeat(np.arange(size), np.clip(random.poisson(mean, size), 0, most))


def _block(
    connection: duckdb.DuckDBPyConnection,
    random: np.random.Generator,
    first: int,
    size: int,
    words_each: int,
) -> None:
    days = (LAST_DAY - FIRST_DAY).days
    place = np.clip(random.beta(2.6, 1.5, size), 0, 0.9999)
    precision = random.choice(4, size, p=[0.93, 0.03, 0.01, 0.03])
    frame = pd.DataFrame({
        "n": np.arange(first, first + size), "day": (place * days).astype(int),
        "precision": precision, "outlet": _skewed(random, size, len(OUTLETS), 0.8),
        "region": _skewed(random, size, 245, 0.75), "word": _skewed(random, size, len(WORDS), 0.7),
        "topic": _skewed(random, size, 24, 0.6), "relevance": random.uniform(0.5, 1, size).round(2),
        "reprint": random.random(size) < 0.18, "off": random.random(size) < 0.02,
    })  # fmt: skip
    # Young topics grow with time: late articles lean towards the end of the topic list.
    frame["topic"] = (frame["topic"] + (place * 14).astype(int) * (random.random(size) < 0.5)) % 24
    connection.register("drawn", frame)
    connection.register(
        "outlets_drawn", pd.DataFrame({"i": range(len(OUTLETS)), "outlet": OUTLETS})
    )
    connection.register("words_drawn", pd.DataFrame({"i": range(len(WORDS)), "word": WORDS}))
    connection.execute(_ARTICLES)
    _regions(connection, random, size)
    _labels(connection, random, size)
    _partners_of(connection, random, size)
    _keywords(connection, random, frame, words_each)
    connection.execute("DROP TABLE block")


_ARTICLES = f"""
CREATE TEMP TABLE block AS
SELECT d.n, md5('a' || d.n)[:16] AS article_id,
  CASE WHEN d.reprint AND d.n > 0 THEN md5('a' || (d.n - 1))[:16] ELSE md5('a' || d.n)[:16] END
    AS story_id,
  DATE '{FIRST_DAY}' + d.day::INTEGER AS day, d.precision, o.outlet, t.* EXCLUDE (n), w.word,
  (SELECT name FROM topics p WHERE p.position = d.topic + 1) AS topic_name,
  (SELECT topic FROM topics p WHERE p.position = d.topic + 1) AS topic, d.relevance, d.off
FROM drawn d JOIN outlets_drawn o ON o.i = d.outlet JOIN today t ON t.n = d.region
JOIN words_drawn w ON w.i = d.word;
INSERT INTO articles
SELECT article_id, story_id, coalesce(sigungu, sido) || ', ' || word || ' 사업 추진', outlet, NULL,
  'https://news.example/' || article_id,
  CASE WHEN precision = 0 THEN day END,
  CASE precision WHEN 0 THEN day WHEN 1 THEN date_trunc('month', day)
    WHEN 2 THEN date_trunc('year', day) END,
  CASE precision WHEN 0 THEN day WHEN 1 THEN last_day(day)
    WHEN 2 THEN make_date(year(day), 12, 31) END,
  ['day', 'month', 'year', 'unknown'][precision + 1], 'stamp', '승인 ' || day, NOT off, relevance,
  'table', 'synthetic', n, article_id, article_id, TRUE, 'synthetic'
FROM block;
INSERT INTO article_texts
SELECT article_id, coalesce(sigungu, sido) || '는 ' || topic_name || ' 분야에서 ' || word
  || ' 사업을 추진한다고 ' || day(day) || '일 밝혔다. 이번 사업은 주민이 느끼는 불편을 줄이고 '
  || '도시 자료를 한곳에 모으려는 것이다. '
  || '협력 기관은 설계와 시범 운영을 맡는다. '
  || '관계자는 “현장의 목소리를 들어 단계별로 넓혀 가겠다”고 말했다.'
FROM block;
"""


def _regions(connection: duckdb.DuckDBPyConnection, random: np.random.Generator, size: int) -> None:
    others = _several(random, size, 4, 0.9)
    connection.register("others", pd.DataFrame({
        "row": others, "region": _skewed(random, len(others), 245, 0.5),
        "venue": random.random(len(others)) < 0.15,
        "confidence": random.uniform(0.6, 1, len(others)).round(2)}))  # fmt: skip
    connection.execute("""
CREATE TEMP TABLE named AS
SELECT article_id, day, precision, code, sido_code, sido, sigungu,
  'primary' AS role, 'lead' AS rule,
  0.97 AS confidence, coalesce(sigungu, sido) AS evidence, 0 AS span_start,
  length(coalesce(sigungu, sido)) AS span_end, 'body' AS field FROM block
UNION ALL
SELECT b.article_id, day, precision, t.code, t.sido_code, t.sido, t.sigungu,
  CASE WHEN venue THEN 'venue' ELSE 'mentioned' END, 'named', confidence,
  coalesce(t.sigungu, t.sido), NULL, NULL, 'body'
FROM others o JOIN block b ON b.n % 100000 = o.row JOIN today t ON t.n = o.region;
INSERT INTO article_regions
SELECT article_id, m.code, sido_code, sido, sigungu,
  CASE WHEN precision < 3 THEN coalesce(h.sido_then, sido) END,
  CASE WHEN precision = 3 THEN NULL WHEN h.code IS NULL THEN sigungu ELSE h.sigungu_then END,
  role, rule, confidence, evidence, span_start, span_end, field, NULL
FROM named m LEFT JOIN names_then h ON h.code = m.code AND m.day <= h.until;
DROP TABLE named""")


def _labels(connection: duckdb.DuckDBPyConnection, random: np.random.Generator, size: int) -> None:
    """Topics beside the main one, programmes and dated stages."""
    more = _several(random, size, 4, 1.6)
    connection.register("labels", pd.DataFrame({
        "row": more, "topic": _skewed(random, len(more), 24, 0.4) + 1,
        "confidence": random.uniform(0.6, 1, len(more)).round(2)}))  # fmt: skip
    connection.execute("""
INSERT INTO article_topics
SELECT article_id, topic, 0.95, 'terms', topic_name,
  strpos((coalesce(sigungu, sido) || '는 ' || topic_name), topic_name) - 1,
  strpos((coalesce(sigungu, sido) || '는 ' || topic_name), topic_name) - 1 + length(topic_name),
  'body' FROM block
UNION ALL SELECT DISTINCT ON (b.article_id, p.topic) b.article_id, p.topic, confidence, 'terms',
  p.name, NULL, NULL, 'body'
FROM labels l JOIN block b ON b.n % 100000 = l.row JOIN topics p ON p.position = l.topic
WHERE p.topic <> b.topic""")
    some = np.flatnonzero(random.random(size) < 0.3)
    connection.register("stages_drawn", pd.DataFrame({
        "row": some, "stage": np.array(STAGES)[_skewed(random, len(some), len(STAGES), 0.5)],
        "programme": random.integers(0, 34, len(some))}))  # fmt: skip
    connection.execute("""
INSERT INTO article_events SELECT article_id, CASE WHEN precision = 0 THEN day END, day, day,
  CASE WHEN precision = 0 THEN 'day' ELSE 'unknown' END, stage, 'predicate', 0.9, '밝혔다',
  NULL, NULL, 'body'
FROM stages_drawn s JOIN block b ON b.n % 100000 = s.row;
INSERT INTO article_programmes SELECT article_id, p.programme, 'trigger', 0.9, p.name, NULL, NULL,
  'body' FROM stages_drawn s JOIN block b ON b.n % 100000 = s.row
JOIN (SELECT programme, name, row_number() OVER (ORDER BY programme) - 1 AS i FROM programmes) p
  ON p.i = s.programme""")


def _partners_of(
    connection: duckdb.DuckDBPyConnection, random: np.random.Generator, size: int
) -> None:
    rows = _several(random, size, 5, 1.3)
    names = _partners()
    connection.register("friends", pd.DataFrame({
        "row": rows, "partner": _skewed(random, len(rows), len(names), 0.9),
        "relation": np.array(RELATIONS)[_skewed(random, len(rows), len(RELATIONS), 0.6)],
        "confidence": random.uniform(0.6, 1, len(rows)).round(2)}))  # fmt: skip
    connection.register("partner_names", pd.DataFrame({
        "i": range(len(names)), "name": [name for name, _ in names]}))  # fmt: skip
    connection.execute("""
INSERT INTO article_partners
SELECT DISTINCT ON (b.article_id, p.name) b.article_id, p.name, p.name, p.type, p.country, relation,
  'gazetteer', confidence, p.name, NULL, NULL, 'body'
FROM friends f JOIN block b ON b.n % 100000 = f.row JOIN partner_names i ON i.i = f.partner
JOIN partners p ON p.name = i.name""")


def _keywords(
    connection: duckdb.DuckDBPyConnection,
    random: np.random.Generator,
    frame: pd.DataFrame,
    words_each: int,
) -> None:
    """Different words of each article: common ones, ones of its topic and of its season, rare ones.

    The counts follow a Zipf law with a long tail, so that half of the vocabulary is hardly said.
    """
    row = np.repeat(np.arange(len(frame)), words_each * 21 // 20)
    word = _RANKS[random.integers(0, len(_RANKS), len(row))]
    kind = random.random(len(row))
    own, season, rare = kind < 0.22, (kind >= 0.22) & (kind < 0.3), kind > 0.86
    word[own] = (word[own] // 3 + 150 + frame["topic"].to_numpy()[row[own]] * 811) % COMMON
    word[season] = word[season] // 40 + 300 + frame["day"].to_numpy()[row[season]] // 120 * 29
    seldom = random.random(int(rare.sum())) ** 3 * (VOCABULARY - COMMON)
    word[rare] = COMMON + seldom.astype(int)
    said, times = np.unique(row * VOCABULARY + word, return_counts=True)
    ids = connection.execute("SELECT article_id FROM block ORDER BY n").fetchnumpy()["article_id"]
    connection.register("said", pa.table({
        "article_id": pa.DictionaryArray.from_arrays(said // VOCABULARY, pa.array(ids, pa.string())),
        "keyword": pa.DictionaryArray.from_arrays(said % VOCABULARY, _vocabulary_names()),
        "count": pa.array(times, pa.int32())}))  # fmt: skip
    connection.execute("INSERT INTO article_keywords SELECT * FROM said")


COMMON, VOCABULARY = 20_000, 300_000


def _ranks() -> np.ndarray:
    """A table to draw common words from: rank r fills a share like 1 / (r + 12)."""
    weights = np.cumsum(1 / (np.arange(COMMON) + 12.0))
    return np.searchsorted(weights / weights[-1], (np.arange(1 << 20) + 0.5) / (1 << 20))


_RANKS = _ranks()


@lru_cache(maxsize=1)
def _vocabulary_names() -> pa.Array:
    names = [WORDS[i % len(WORDS)] + (f" {i // len(WORDS)}" if i >= len(WORDS) else "")
             for i in range(VOCABULARY)]  # fmt: skip
    return pa.array(names)


def _postings(connection: duckdb.DuckDBPyConnection) -> None:
    """A posting for each keyword of an article, and for the pieces of a compound and their pair."""
    pieces = [(word, parts.split()) for word, parts in zip(WORDS, PIECES, strict=True)]
    rows = [(word, term) for word, parts in pieces
            for term in (*parts, *(f"{x} {y}" for x, y in pairwise(parts)))]  # fmt: skip
    connection.register("piece_rows", pd.DataFrame(rows, columns=["keyword", "term"]))
    connection.execute("""
CREATE TEMP TABLE word_terms AS SELECT word, term FROM words JOIN piece_rows USING (keyword)
  UNION ALL SELECT word, replace(keyword, ' ', '') FROM words
  WHERE keyword NOT IN (SELECT keyword FROM piece_rows);
INSERT INTO postings SELECT term, n, (hash(n, word) % 9 = 0)::INTEGER, 1 + hash(word, n) % 3
FROM word_facts JOIN word_terms USING (word);
UPDATE facts SET title_terms = 6 + n % 5, body_terms = 60 + n % 90""")


def _finish(connection: duckdb.DuckDBPyConnection, build_id: str) -> None:
    connection.execute(f"""
INSERT INTO stories SELECT story_id, min(published_on), count(*), count(DISTINCT outlet),
  min(article_id) FROM articles GROUP BY 1;
INSERT INTO builds SELECT '{build_id}', now()::TIMESTAMP, now()::TIMESTAMP, count(*),
  count(*) FILTER (WHERE on_topic), count(DISTINCT story_id), 0, '0', '1', '0' FROM articles""")


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA_DIR / "synthetic"
    numbers = [int(text) for text in sys.argv[2:4]]
    print(make(target, *numbers))

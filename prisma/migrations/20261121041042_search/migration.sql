-- By hand: what a schema cannot say. The indexes are named in lib/cli/hand-written.ts.
-- Both extensions come with PostgreSQL and are trusted: the owner of the database may create them.

CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- No stemming and no stop words: titles and names in any language, and films called "It" and "Us".
-- Accents are dropped by a dictionary of the configuration, so that to_tsvector stays immutable and
-- ts_headline marks "Amélie" for "amelie".
CREATE TEXT SEARCH CONFIGURATION kiosk (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION kiosk ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple;

-- Functions in the standard's form: names are looked up now, not with the caller's search_path.
-- chr(59) is the semicolon, at which Prisma's engine would part even a quoted text.

-- Words alone, as lib/search/rules.ts leaves them of what is typed: punctuation parts words, which keeps
-- PostgreSQL's parser from reading paths, hosts and signed numbers, and apostrophes vanish. Cut short
-- because a tsvector holds one megabyte.
CREATE FUNCTION search_text(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(normalize(left($1, 50000), NFKC),
  '!"#$%&()*+,-./:' || chr(59) || '<=>?@[\]^_`{|}~–—…·«»„“”''’‘ʼ',
  repeat(' ', 40));

-- A name also with its apostrophe as a gap: "Ocean's" is found by "oceans" and by "ocean".
CREATE FUNCTION search_name(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN search_text($1) ||
  CASE WHEN $1 ~ '[''’‘ʼ]' THEN ' ' || search_text(translate($1, '''’‘ʼ', '    ')) ELSE '' END;

-- What search looks in. Kind and groups are in it a second time as lexemes that no typed word can be
-- ("kind/video", "group/drama"), so that one index answers words and filters together.
-- array_to_string and an enum's text are called stable, because of types that are not these.
CREATE FUNCTION search_vector(title text, people text[], keywords text[], groups text[], kind "ProductKind",
  summary text, description text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN setweight(to_tsvector('kiosk', search_name(title)), 'A')
  || setweight(to_tsvector('kiosk', search_name(array_to_string(people, ' '))), 'B')
  || setweight(to_tsvector('kiosk', search_text(array_to_string(keywords || groups, ' '))), 'C')
  || setweight(to_tsvector('kiosk', search_text(summary || ' ' || description)), 'D')
  || array_to_tsvector(ARRAY['kind/' || kind::text] ||
       ARRAY(SELECT 'group/' || left(g, 200) FROM unnest(groups) g WHERE g IS NOT NULL));

-- Title and people as trigrams see them, for "did you mean".
CREATE FUNCTION search_key(title text, people text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lower(unaccent('unaccent', normalize(left(title || ' ' || array_to_string(people, ' '), 1000), NFKC)));

ALTER TABLE "Product" ADD COLUMN "searchVector" tsvector
  GENERATED ALWAYS AS (search_vector("title", "people", "keywords", "groups", "kind", "summary", "description")) STORED;

-- New rows wait in a list that every search reads too: a short one.
CREATE INDEX "Product_searchVector_idx" ON "Product" USING gin ("searchVector") WITH (gin_pending_list_limit = 512);
-- Titles and names alone, for suggestions.
CREATE INDEX "Product_searchNames_idx" ON "Product" USING gin (ts_filter("searchVector", '{a,b}')) WITH (gin_pending_list_limit = 512);
CREATE INDEX "Product_searchKey_idx" ON "Product" USING gin (search_key("title", "people") gin_trgm_ops) WITH (gin_pending_list_limit = 512);

-- CreateIndex
CREATE INDEX "Product_popularity_id_idx" ON "Product"("popularity" DESC, "id" DESC);

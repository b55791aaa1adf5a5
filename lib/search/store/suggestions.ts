import { searchPool } from "@/lib/db"
import type { SearchWords } from "@/lib/search/rules"
import { begun, onShelf, wordsQuery } from "@/lib/search/store/matches"
import { nameOf } from "@/lib/search/store/search"
import { Prisma } from "@/prisma/client/client"

/** A product whose title matches, or a person who has products. */
export type Suggestion =
  | { kind: "product"; title: string; slug: string }
  | { kind: "person"; name: string }

type Row = { title: string; slug: string; isTitle: boolean; people: string[] }

/** So many rows that match are looked at, and as many of the most popular products when there are more. */
const LOOKED_AT = 500

/**
 * The most popular products whose title has these words, and people whose names have them, `limit` at
 * most, in one statement. Throws query_canceled after two seconds.
 */
export async function listSuggestions(
  words: SearchWords,
  now: Date,
  limit: number,
): Promise<Suggestion[]> {
  const query = wordsQuery(words)
  // Words of titles and names alone: those of weight A and B.
  const matches = Prisma.sql`ts_filter(p."searchVector", '{a,b}') @@ ${query} ${begun(words)}`
  const columns = Prisma.sql`p."id", p."title", p."slug", p."people", p."popularity"`
  const { text, values } = Prisma.sql`
    WITH found AS MATERIALIZED (
      SELECT ${columns} FROM "Product" p WHERE ${onShelf({ now })} AND ${matches} LIMIT ${Prisma.raw(String(LOOKED_AT + 1))}
    ),
    popular AS MATERIALIZED (
      SELECT ${columns} FROM (
        SELECT * FROM "Product" p WHERE ${onShelf({ now })}
        ORDER BY p."popularity" DESC, p."id" DESC LIMIT ${Prisma.raw(String(LOOKED_AT * 10))}) p
      WHERE (SELECT count(*) > ${Prisma.raw(String(LOOKED_AT))} FROM found) AND ${matches}
      LIMIT ${limit}
    )
    SELECT p."title", p."slug", to_tsvector('kiosk', search_name(p."title")) @@ ${query} AS "isTitle",
           ARRAY(SELECT name FROM unnest(p."people") name
                 WHERE to_tsvector('kiosk', search_name(name)) @@ ${query}) AS "people"
    FROM (SELECT * FROM popular UNION SELECT * FROM found) p
    ORDER BY p."popularity" DESC, p."id" DESC LIMIT ${limit}`
  const { rows } = await searchPool().query<Row>({ name: nameOf(text), text, values })
  return rows.flatMap(toSuggestions).filter(isFirst).slice(0, limit)
}

function toSuggestions({ title, slug, isTitle, people }: Row): Suggestion[] {
  const persons = people.map((name) => ({ kind: "person" as const, name }))
  return isTitle ? [...persons, { kind: "product", title, slug }] : persons
}

function isFirst(one: Suggestion, at: number, all: Suggestion[]): boolean {
  const key = keyOf(one)
  return all.findIndex((other) => keyOf(other) === key) === at
}

function keyOf(one: Suggestion): string {
  return one.kind === "person" ? `person ${one.name}` : `product ${one.slug}`
}

/**
 * A title or name on the shelf that is like what was typed, by its trigrams, or null. For a search
 * without hits.
 */
export async function findInstead(typed: string, now: Date): Promise<string | null> {
  const key = Prisma.sql`(SELECT search_key(${typed}, '{}'))`
  const { text, values } = Prisma.sql`
    SELECT name FROM (
      SELECT p."title", p."people", p."popularity" FROM "Product" p
      WHERE search_key(p."title", p."people") %> ${key}
        AND ${onShelf({ now })}
      LIMIT 2000
    ) p, LATERAL unnest(p."title" || p."people") name
    WHERE similarity(search_key(name, '{}'), ${key}) > 0.3
    ORDER BY similarity(search_key(name, '{}'), ${key}) DESC, p."popularity" DESC, name LIMIT 1`
  const { rows } = await searchPool().query<{ name: string }>({
    name: "search-instead",
    text,
    values,
  })
  return rows[0]?.name ?? null
}

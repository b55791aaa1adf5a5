import type Stripe from "stripe"
import type { Scope } from "@/lib/sandbox/scope"
import { badParameter } from "@/lib/sandbox/stripe/faults"
import type { Data, Kind } from "@/lib/sandbox/stripe/kinds"

type Range = { gt?: number | undefined; gte?: number | undefined } & {
  lt?: number | undefined
  lte?: number | undefined
}

export type Query = {
  limit?: number | undefined
  starting_after?: string | undefined
  ending_before?: string | undefined
  created?: Range | undefined
  /** What the data must contain. */
  where?: Record<string, unknown>
  /** Further conditions in SQL, `at` standing for the value; undefined: it does not count. */
  conditions?: { sql: (at: string) => string; value: unknown }[]
}

/**
 * One page of objects, newest first, with Stripe's cursors: `starting_after` goes on to older
 * ones, `ending_before` back to newer ones. Source: https://docs.stripe.com/api/pagination
 */
export async function listObjects<K extends Kind>(
  scope: Scope,
  kind: K,
  url: string,
  query: Query,
): Promise<Stripe.ApiList<Data<K>>> {
  const values: unknown[] = [kind]
  const tests = ["kind = $1"]
  const add = (test: (at: string) => string, value: unknown) => {
    values.push(value)
    tests.push(test(`$${values.length}`))
  }
  if (query.where) add((at) => `data @> ${at}`, JSON.stringify(query.where))
  const signs = { gt: ">", gte: ">=", lt: "<", lte: "<=" } as const
  for (const name of ["gt", "gte", "lt", "lte"] as const) {
    const bound = query.created?.[name]
    if (bound !== undefined) add((at) => `created ${signs[name]} ${at}`, bound)
  }
  for (const { sql, value } of query.conditions ?? []) if (value !== undefined) add(sql, value)
  const backwards = query.ending_before !== undefined
  if (query.starting_after !== undefined) {
    const seq = await seqOf(scope, kind, query.starting_after, "starting_after")
    add((at) => `seq < ${at}`, seq)
  }
  if (query.ending_before !== undefined) {
    add((at) => `seq > ${at}`, await seqOf(scope, kind, query.ending_before, "ending_before"))
  }
  const limit = query.limit ?? 10
  const { rows } = await scope.db.query<{ data: Data<K> }>(
    `SELECT data FROM objects WHERE ${tests.join(" AND ")}
     ORDER BY seq ${backwards ? "ASC" : "DESC"} LIMIT ${limit + 1}`,
    values,
  )
  const page = rows.slice(0, limit).map((row) => row.data)
  if (backwards) page.reverse()
  return { object: "list", data: page, has_more: rows.length > limit, url }
}

async function seqOf(scope: Scope, kind: Kind, id: string, param: string): Promise<string> {
  const { rows } = await scope.db.query<{ seq: string }>(
    "SELECT seq FROM objects WHERE kind = $1 AND id = $2",
    [kind, id],
  )
  const seq = rows[0]?.seq
  if (seq === undefined) throw badParameter(`No such object: '${id}'`, param, "resource_missing")
  return seq
}

/** A page of what is already in memory, in its own order, with Stripe's cursors. */
export function listOf<Entry extends { id: string }>(
  entries: Entry[],
  url: string,
  query: Pick<Query, "ending_before" | "limit" | "starting_after"> = {},
): Stripe.ApiList<Entry> {
  const limit = query.limit ?? 10
  const before = entries.findIndex((entry) => entry.id === query.ending_before)
  const after = entries.findIndex((entry) => entry.id === query.starting_after) + 1
  const start = before < 0 ? after : Math.max(0, before - limit)
  const end = before < 0 ? start + limit : before
  const hasMore = before < 0 ? end < entries.length : start > 0
  return { object: "list", data: entries.slice(start, end), has_more: hasMore, url }
}

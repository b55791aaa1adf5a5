import type { z } from "zod"
import type { Scope } from "@/lib/sandbox/scope"
import type { Data, Kind } from "@/lib/sandbox/stripe/kinds"
import { listObjects, type Query } from "@/lib/sandbox/stripe/list"
import { getObject, lockStored, saveObject } from "@/lib/sandbox/stripe/objects"
import { paging, parseParams } from "@/lib/sandbox/stripe/params"
import type { Call, Route } from "@/lib/sandbox/stripe/routes"

type List = {
  /** Made with `listParams`; a filter is the value that the object's field of that name has. */
  params: z.ZodType<Pick<Query, Cursor | "created"> & { [filter: string]: unknown }>
  /** The filters that ask for something else than that, in SQL; `at` stands for the value. */
  conditions?: Record<string, (at: string) => string>
}
type Cursor = "ending_before" | "limit" | "starting_after"

type Update<K extends Kind, Change> = {
  params: z.ZodType<Change>
  /** The object as it is to be; throws for a change that cannot be made. */
  change: (scope: Scope, before: Data<K>, change: Change) => Data<K> | Promise<Data<K>>
  /** Emits what happened once the object is saved, and gives the object to answer with. */
  announce?: (scope: Scope, after: Data<K>, before: Data<K>) => Promise<Data<K>>
}

/**
 * The routes that each kind of object has at Stripe, under the plural of its name: retrieve, and
 * of create, list and update those that are given. Further routes of a kind stand beside them;
 * one with a word where these have the id (`/v1/invoices/search`) stands before them.
 */
export function objectRoutes<K extends Kind, Change = never>(
  kind: K,
  calls: { create?: Route["run"]; list?: List; update?: Update<K, Change> },
): Route[] {
  const { create, list, update } = calls
  const path = `/v1/${kind.replaceAll(".", "/")}s`
  const routes: Route[] = [
    {
      method: "GET",
      path: `${path}/:id`,
      run: ({ scope, ids }) => getObject(scope, kind, ids[0] ?? ""),
    },
  ]
  if (create) routes.push({ method: "POST", path, run: create })
  if (list) routes.push({ method: "GET", path, run: (call) => listKind(call, kind, path, list) })
  if (update) {
    routes.push({
      method: "POST",
      path: `${path}/:id`,
      run: (call) => updateObject(call, kind, update),
    })
  }
  return routes
}

function listKind(
  { scope, form }: Call,
  kind: Kind,
  url: string,
  { params, conditions = {} }: List,
): Promise<object> {
  const query = parseParams(params, form)
  const fields = Object.entries(query).filter(
    ([name]) => !(name in paging || name === "created" || name in conditions),
  )
  return listObjects(scope, kind, url, {
    ...query,
    where: Object.fromEntries(fields),
    conditions: Object.entries(conditions).map(([name, sql]) => ({ sql, value: query[name] })),
  })
}

async function updateObject<K extends Kind, Change>(
  { scope, form, ids }: Call,
  kind: K,
  { params, change, announce }: Update<K, Change>,
): Promise<object> {
  const given = parseParams(params, form)
  const { data: before } = await lockStored(scope, kind, ids[0] ?? "")
  const after = await saveObject(scope, kind, await change(scope, before, given))
  return announce ? announce(scope, after, before) : after
}

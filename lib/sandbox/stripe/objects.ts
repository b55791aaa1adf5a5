import type { Scope } from "@/lib/sandbox/scope"
import { missing } from "@/lib/sandbox/stripe/faults"
import type { Data, Kind, Kinds, Stored } from "@/lib/sandbox/stripe/kinds"

/** Stores a new object. */
export async function insertObject<K extends Kind>(
  scope: Scope,
  kind: K,
  data: Data<K>,
  hidden: Kinds[K]["hidden"],
): Promise<Data<K>> {
  await scope.db.query(
    "INSERT INTO objects (id, kind, created, data, hidden) VALUES ($1, $2, $3, $4, $5)",
    [data.id, kind, createdOf(scope, data), JSON.stringify(data), JSON.stringify(hidden)],
  )
  return data
}

/** Some objects of Stripe have no `created`: they were made when they are stored. */
function createdOf(scope: Scope, data: object): unknown {
  return "created" in data ? data.created : scope.now
}

/** The object with what is hidden of it, or null. */
export async function findStored<K extends Kind>(
  scope: Scope,
  kind: K,
  id: string,
  lock: "" | "FOR UPDATE" = "",
): Promise<Stored<K> | null> {
  const { rows } = await scope.db.query<Stored<K>>(
    `SELECT data, hidden FROM objects WHERE kind = $1 AND id = $2 ${lock}`,
    [kind, id],
  )
  return rows[0] ?? null
}

/** The object; throws Stripe's `resource_missing` naming `param`. */
export async function getObject<K extends Kind>(
  scope: Scope,
  kind: K,
  id: string,
  param = "id",
): Promise<Data<K>> {
  const found = await findStored(scope, kind, id)
  if (!found) throw missing(kind, id, param)
  return found.data
}

/** The object and what is hidden, its row locked until the transaction ends. */
export async function lockStored<K extends Kind>(
  scope: Scope,
  kind: K,
  id: string,
  param = "id",
): Promise<Stored<K>> {
  const found = await findStored(scope, kind, id, "FOR UPDATE")
  if (!found) throw missing(kind, id, param)
  return found
}

/** Replaces the public face of an object; the id says which. */
export async function saveObject<K extends Kind>(
  scope: Scope,
  kind: K,
  data: Data<K>,
): Promise<Data<K>> {
  await scope.db.query("UPDATE objects SET data = $3 WHERE kind = $1 AND id = $2", [
    kind,
    data.id,
    JSON.stringify(data),
  ])
  return data
}

/** Replaces what is hidden of an object. */
export async function saveHidden<K extends Kind>(
  scope: Scope,
  kind: K,
  id: string,
  hidden: Kinds[K]["hidden"],
): Promise<void> {
  await scope.db.query("UPDATE objects SET hidden = $3 WHERE kind = $1 AND id = $2", [
    kind,
    id,
    JSON.stringify(hidden),
  ])
}

/** All objects of a kind whose data contains `part`, newest first. */
export async function findObjects<K extends Kind>(
  scope: Scope,
  kind: K,
  part: Record<string, unknown>,
  limit = 100,
): Promise<Data<K>[]> {
  const { rows } = await scope.db.query<{ data: Data<K> }>(
    `SELECT data FROM objects WHERE kind = $1 AND data @> $2 ORDER BY seq DESC LIMIT $3`,
    [kind, JSON.stringify(part), limit],
  )
  return rows.map((row) => row.data)
}

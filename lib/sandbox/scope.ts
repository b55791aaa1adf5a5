import type { PoolClient } from "pg"
import type { Sandbox } from "@/lib/sandbox/sandbox"
import { nowMs, readSettings, type Settings } from "@/lib/sandbox/settings"
import { emptyingLock } from "@/lib/sandbox/tables"

/** One transaction, with the moment at which it happens and the request that caused it. */
export type Scope = {
  sandbox: Sandbox
  db: PoolClient
  settings: Settings
  /** Seconds since 1970 on the sandbox's clock. */
  now: number
  request: { id: string | null; idempotency_key: string | null }
}

const noRequest: Scope["request"] = { id: null, idempotency_key: null }

/**
 * Runs `work` in one transaction: everything it writes is kept, or nothing if it throws.
 * The sender is woken after the commit, so an event is never sent before it can be read.
 */
export async function inScope<Result>(
  sandbox: Sandbox,
  work: (scope: Scope) => Promise<Result>,
  request: Scope["request"] = noRequest,
): Promise<Result> {
  const db = await sandbox.pool.connect()
  try {
    await db.query("BEGIN")
    await db.query("SELECT pg_advisory_xact_lock_shared($1)", [emptyingLock])
    const settings = await readSettings(db)
    const now = Math.floor(nowMs(settings) / 1000)
    const result = await work({ sandbox, db, settings, now, request })
    await db.query("COMMIT")
    sandbox.wake()
    return result
  } catch (error) {
    await db.query("ROLLBACK")
    throw error
  } finally {
    db.release()
  }
}

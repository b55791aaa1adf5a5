import { db } from "@/lib/db"

/** The jobs of one task that wait, are tried again, or are not tried any more. */
export type TaskFigures = {
  task: string
  waiting: number
  failing: number
  givenUp: number
  /** Of the one that waits longest; null: none is due. */
  oldestAt: Date | null
  lastError: string | null
}

/** A task that the worker does by itself. */
export type ScheduledTask = { task: string; lastAt: Date | null }

/** How late Stripe's events of a day came, in seconds between its clock and ours. */
export type EventLag = { events: number; median: number; longest: number }

export type DatabaseFigures = { version: string; bytes: bigint }

/** The jobs in the queue, by task; those in trouble first. */
export async function listTaskFigures(): Promise<TaskFigures[]> {
  return db().$queryRaw<TaskFigures[]>`
    SELECT t.identifier AS "task",
      count(*) FILTER (WHERE j.attempts = 0)::int AS "waiting",
      count(*) FILTER (WHERE j.attempts > 0 AND j.attempts < j.max_attempts)::int AS "failing",
      count(*) FILTER (WHERE j.attempts >= j.max_attempts)::int AS "givenUp",
      min(j.run_at) FILTER (WHERE j.run_at <= now() AND j.attempts < j.max_attempts) AS "oldestAt",
      (array_agg(j.last_error ORDER BY j.updated_at DESC) FILTER (WHERE j.last_error IS NOT NULL))[1] AS "lastError"
    FROM graphile_worker._private_jobs j
    JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    GROUP BY t.identifier ORDER BY 4 DESC, 3 DESC, 1`
}

/** When each task of the schedule was last begun. */
export async function listScheduledTasks(): Promise<ScheduledTask[]> {
  return db().$queryRaw<ScheduledTask[]>`
    SELECT identifier AS "task", last_execution AS "lastAt"
    FROM graphile_worker._private_known_crontabs ORDER BY identifier`
}

/** How late the events came that came since `since`; null: none came. */
export async function findEventLag(since: Date): Promise<EventLag | null> {
  const [row] = await db().$queryRaw<EventLag[]>`
    SELECT count(*)::int AS "events",
      coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY greatest(0, extract(epoch FROM e."receivedAt" - e."createdAt")))::float, 0) AS "median",
      coalesce(max(greatest(0, extract(epoch FROM e."receivedAt" - e."createdAt")))::float, 0) AS "longest"
    FROM "StripeEvent" e WHERE e."receivedAt" >= ${since}`
  return row && row.events > 0 ? row : null
}

/** PostgreSQL's version, and how much of its disk the shop's database takes. */
export async function getDatabaseFigures(): Promise<DatabaseFigures> {
  const [row] = await db().$queryRaw<DatabaseFigures[]>`
    SELECT current_setting('server_version') AS "version",
      pg_database_size(current_database()) AS "bytes"`
  if (!row) throw new Error("The database gave no figures.")
  return row
}

import { DAY, now, plusSeconds } from "@/lib/clock"
import { checkHealth, type Health } from "@/lib/health/check-health"
import {
  type DatabaseFigures,
  type EventLag,
  findEventLag,
  getDatabaseFigures,
  listScheduledTasks,
  listTaskFigures,
  type ScheduledTask,
  type TaskFigures,
} from "@/lib/health/store/operations"
import { countMails } from "@/lib/mail/store/mail-list"
import { type FileSpace, findFileSpace } from "@/lib/storage/free-space"
import { type EventRow, findEvents } from "@/lib/webhooks/store/event-list"
import { findLastReconcile, type LastReconcile } from "@/lib/webhooks/store/last-reconcile"

export type Inspection = {
  health: Health
  /** Of the last 24 hours; null: no event came. */
  lag: EventLag | null
  reconcile: LastReconcile | null
  mails: { pending: number; failing: number }
  jobs: TaskFigures[]
  schedule: ScheduledTask[]
  /** The newest that failed, a few. */
  failingEvents: EventRow[]
  database: DatabaseFigures
  files: FileSpace | null
}

const SHOWN = 5

/** How the shop is, in detail, for who runs it. Throws when the database does not answer. */
export async function inspectShop(): Promise<Inspection> {
  const failing = { state: "failing", about: "", after: null, limit: SHOWN } as const
  const [health, lag, reconcile, mails, jobs, schedule, events, database, files] =
    await Promise.all([
      checkHealth(),
      findEventLag(plusSeconds(now(), -DAY)),
      findLastReconcile(),
      countMails(),
      listTaskFigures(),
      listScheduledTasks(),
      findEvents(failing),
      getDatabaseFigures(),
      findFileSpace(),
    ])
  const failingEvents = events.events
  return { health, lag, reconcile, mails, jobs, schedule, failingEvents, database, files }
}

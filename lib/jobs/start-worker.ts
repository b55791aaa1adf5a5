import { type Runner, run } from "graphile-worker"
import { pool } from "@/lib/db"
import { queueLogger } from "@/lib/jobs/queue-logger"
import { recordWorkerSeen } from "@/lib/jobs/store"
import { schedule, tasks } from "@/lib/jobs/tasks"

/** Starts working off the queue. Any number of processes may; `stop()` ends jobs in good order. */
export async function startWorker(): Promise<Runner> {
  await recordWorkerSeen()
  return run({
    pgPool: pool(),
    taskList: tasks,
    crontab: schedule,
    concurrency: 4,
    pollInterval: 2_000,
    noHandleSignals: true,
    logger: queueLogger(),
  })
}

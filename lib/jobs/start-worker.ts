import { Logger, type Runner, run } from "graphile-worker"
import { pool } from "@/lib/db"
import { schedule, tasks } from "@/lib/jobs/tasks"
import { log, withoutSecrets } from "@/lib/log"

/** Starts working off the queue. Any number of processes may; `stop()` ends jobs in good order. */
export async function startWorker(): Promise<Runner> {
  return run({
    pgPool: pool(),
    taskList: tasks,
    crontab: schedule,
    concurrency: 4,
    pollInterval: 2_000,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      const line = withoutSecrets(message)
      if (level === "error") log.error(line)
      else if (level === "warning") log.warn(line)
      else log.debug(line)
    }),
  })
}

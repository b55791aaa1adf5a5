import { type RunnerOptions, run } from "graphile-worker"
import { pool } from "@/lib/db"
import { queueLogger } from "@/lib/jobs/queue-logger"
import { recordWorkerSeen } from "@/lib/jobs/store"
import { schedule, tasks } from "@/lib/jobs/tasks"

export type Worker = {
  /** Ends jobs in good order. */
  stop: () => Promise<void>
  /** Settles when it has ended, by itself or not. */
  promise: Promise<unknown>
}

/**
 * Starts working off the queue. Any number of processes may. Copies of PDFs are made one at a time in each,
 * for a file is in memory whole; and apart, so that no mail waits for one.
 */
export async function startWorker(): Promise<Worker> {
  await recordWorkerSeen()
  const { "make-copy": makeCopy, ...others } = tasks
  const runners = [
    await run({ ...common(), taskList: others, crontab: schedule, concurrency: 4 }),
    await run({ ...common(), taskList: { "make-copy": makeCopy }, concurrency: 1 }),
  ]
  return {
    stop: async () => {
      await Promise.all(runners.map((runner) => runner.stop()))
    },
    promise: Promise.race(runners.map((runner) => runner.promise)),
  }
}

function common(): RunnerOptions {
  return { pgPool: pool(), pollInterval: 2_000, noHandleSignals: true, logger: queueLogger() }
}

import { runOnce } from "graphile-worker"
import { z } from "zod"
import { pool } from "@/lib/db"
import { queueLogger } from "@/lib/jobs/queue-logger"
import { sendBatch } from "@/lib/mail/send-batch"

const batchJob = z.object({ batchId: z.string() })

/**
 * Works off the batches of mails that are due, as one more worker: the queue gives each to one of them. What
 * fails is left to the workers, later.
 * @param onSent told after each batch how many of its mails were sent
 */
export async function sendBatches(onSent: (count: number) => void): Promise<void> {
  await runOnce({
    pgPool: pool(),
    taskList: {
      "send-batch": async (payload: unknown) => {
        onSent(await sendBatch(batchJob.parse(payload).batchId))
      },
    },
    concurrency: 2,
    noHandleSignals: true,
    logger: queueLogger(),
  })
}

import { closeDb } from "@/lib/db"
import { startWorker } from "@/lib/jobs/start-worker"
import { log } from "@/lib/log"

const worker = await startWorker()
log.info("worker ready")

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    void worker.stop().catch(() => undefined)
  })

await worker.promise
await closeDb()

import { type Due, sendDelivery } from "@/lib/sandbox/deliveries/send-delivery"
import type { Sandbox } from "@/lib/sandbox/sandbox"

const atOnce = 4
/** While one is being sent nobody else takes it; a crash frees it after this, in seconds. */
const leaseSeconds = 30
const lookMs = 500

export type Sender = { wake(): void; stop(): Promise<void> }

/**
 * Sends what is due, a few at a time, for as long as the sandbox runs. What waits is in the
 * database, so a restart goes on where this one stopped.
 */
export function startSender(sandbox: Sandbox): Sender {
  const stopped = new AbortController()
  const sending = new Set<Promise<void>>()
  let timer: NodeJS.Timeout | undefined
  let round: Promise<void> = Promise.resolve()
  let wanted = false

  const wake = () => {
    if (stopped.signal.aborted || wanted) return
    wanted = true
    round = round.then(look)
  }

  const look = async () => {
    wanted = false
    clearTimeout(timer)
    try {
      for (const due of await takeDue(sandbox, atOnce - sending.size)) {
        const one = sendDelivery(sandbox, due, stopped.signal)
          .catch((error) => report(error, stopped.signal))
          .finally(() => {
            sending.delete(one)
            wake()
          })
        sending.add(one)
      }
    } catch (error) {
      report(error, stopped.signal)
    }
    if (!stopped.signal.aborted) timer = setTimeout(wake, lookMs)
  }

  wake()
  return {
    wake,
    async stop() {
      stopped.abort()
      clearTimeout(timer)
      await round
      clearTimeout(timer)
      await Promise.all(sending)
    },
  }
}

function report(error: unknown, signal: AbortSignal): void {
  if (!signal.aborted) console.error("sandbox: the sender failed and goes on", error)
}

async function takeDue(sandbox: Sandbox, limit: number): Promise<Due[]> {
  if (limit <= 0) return []
  const { rows } = await sandbox.pool.query<Due>(
    `UPDATE deliveries SET due_at = clock_timestamp() + make_interval(secs => $2)
     WHERE id IN (
       SELECT id FROM deliveries WHERE state = 'waiting' AND due_at <= clock_timestamp()
       ORDER BY due_at, id LIMIT $1 FOR UPDATE SKIP LOCKED
     )
     RETURNING id, vendor, event, body, tries`,
    [limit, leaseSeconds],
  )
  return rows
}

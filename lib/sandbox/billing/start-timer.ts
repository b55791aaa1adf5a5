import { runClocks, runDue } from "@/lib/sandbox/billing/run-due"
import type { Sandbox } from "@/lib/sandbox/sandbox"
import { nowMs, readSettings } from "@/lib/sandbox/settings"

const lookMs = 500

export type Timer = { stop(): Promise<void> }

/** Lets what falls due happen while the sandbox runs, also when nobody moves the clock. */
export function startTimer(sandbox: Sandbox): Timer {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const look = async () => {
    try {
      if (await isDue(sandbox)) {
        await runDue(sandbox)
        await runClocks(sandbox)
      }
    } catch (error) {
      if (!stopped) console.error("sandbox: what is due failed and is tried again", error)
    }
    if (!stopped) timer = setTimeout(start, lookMs)
  }
  let round = look()
  const start = () => {
    round = look()
  }
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await round
      clearTimeout(timer)
    },
  }
}

async function isDue({ pool }: Sandbox): Promise<boolean> {
  const now = Math.floor(nowMs(await readSettings(pool)) / 1000)
  const { rows } = await pool.query(
    `SELECT FROM objects WHERE hidden->>'due' IS NOT NULL AND (hidden->>'due')::bigint <= $1
       AND hidden->>'clock' IS NULL
     UNION ALL
     SELECT FROM objects WHERE kind = 'checkout.session' AND data->>'status' = 'open'
       AND (data->>'expires_at')::bigint <= $1
     UNION ALL
     SELECT FROM objects WHERE kind = 'test_helpers.test_clock' AND data->>'status' = 'advancing'
     LIMIT 1`,
    [now],
  )
  return rows.length > 0
}

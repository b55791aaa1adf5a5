import type { Pool } from "pg"

export type ListedDelivery = {
  event: string
  type: string
  vendor: "resend" | "stripe"
  /** Where it was sent last; null before the first try. */
  url: string | null
  state: "done" | "dropped" | "failed" | "held" | "waiting"
  done: boolean
  attempts: { at: string; status: number | null; body: string }[]
}

/** The deliveries with every try, newest first; of one event when `event` is given. */
export async function listDeliveries(
  pool: Pool,
  limit: number,
  event: string | null = null,
): Promise<ListedDelivery[]> {
  const { rows } = await pool.query<ListedDelivery>(
    `SELECT d.event, d.type, d.vendor, d.state, d.state = 'done' AS done,
       (array_agg(a.url ORDER BY a.id DESC))[1] AS url,
       coalesce(json_agg(json_build_object('at', a.at, 'status', a.status, 'body', a.body)
         ORDER BY a.id) FILTER (WHERE a.id IS NOT NULL), '[]') AS attempts
     FROM (
       SELECT * FROM deliveries WHERE $2::text IS NULL OR event = $2 ORDER BY id DESC LIMIT $1
     ) d
     LEFT JOIN attempts a ON a.delivery = d.id
     GROUP BY d.id, d.event, d.type, d.vendor, d.state ORDER BY d.id DESC`,
    [limit, event],
  )
  return rows
}

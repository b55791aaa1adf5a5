import type { Pool } from "pg"
import { readSettings, type Settings } from "@/lib/sandbox/settings"

export type ApiMode = Settings["api"]

/**
 * The fault for a request to `path`, counted down by one where it is limited to some times;
 * `ok` when there is none. The row's lock makes each fault hit exactly as often as asked.
 */
export async function takeApiMode(pool: Pool, path: string): Promise<ApiMode> {
  const { api } = await readSettings(pool)
  if (api.mode === "ok" || !path.startsWith(api.path ?? "")) return { mode: "ok" }
  if (api.times === undefined) return api
  const { rows } = await pool.query<{ value: ApiMode }>(
    `UPDATE settings
     SET value = CASE WHEN (value->>'times')::int > 1
       THEN jsonb_set(value, '{times}', to_jsonb((value->>'times')::int - 1))
       ELSE '{"mode": "ok"}' END
     WHERE name = 'api' AND value->>'mode' <> 'ok'
     RETURNING value`,
  )
  return rows.length > 0 ? api : { mode: "ok" }
}

import { readdir } from "node:fs/promises"
import { join } from "node:path"
import { getHealthFigures, type HealthFigures } from "@/lib/health/store/figures"
import { describeError, log } from "@/lib/log"
import { PARKED_TOO_LONG } from "@/lib/webhooks/rules"
import { version } from "@/package.json"

export type Health = {
  /** The database answers and its migrations are current; nothing else. */
  ok: boolean
  version: string
  database: "up" | "down"
  migrations: "current" | "pending" | "unknown"
  jobs: HealthFigures["jobs"] | null
  webhooks: HealthFigures["webhooks"] | null
}

/** How the shop is. Never throws. */
export async function checkHealth(): Promise<Health> {
  try {
    const [figures, wanted] = await Promise.all([
      getHealthFigures(PARKED_TOO_LONG),
      listMigrations(),
    ])
    const isCurrent = wanted.every((name) => figures.migrations.includes(name))
    return {
      ok: isCurrent,
      version,
      database: "up",
      migrations: isCurrent ? "current" : "pending",
      jobs: figures.jobs,
      webhooks: figures.webhooks,
    }
  } catch (error) {
    log.error({ error: describeError(error) }, "the database does not answer")
    return {
      ok: false,
      version,
      database: "down",
      migrations: "unknown",
      jobs: null,
      webhooks: null,
    }
  }
}

let migrations: Promise<string[]> | undefined

async function listMigrations(): Promise<string[]> {
  migrations ??= readdir(join(process.cwd(), "prisma/migrations"), { withFileTypes: true }).then(
    (entries) => entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name),
  )
  return migrations
}

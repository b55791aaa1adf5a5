import { pool } from "@/lib/db"

export type HealthFigures = {
  migrations: string[]
  jobs: { waiting: number; failing: number; oldestSeconds: number }
  webhooks: { lastReceivedAt: string | null; failing: number; parked: number }
}

/** The figures of the health page, in one round trip. Throws when the database does not answer. */
export async function getHealthFigures(parkedTooLongHours: number): Promise<HealthFigures> {
  const { rows } = await pool().query<{ figures: HealthFigures }>({
    text: `
      SELECT json_build_object(
        'migrations', (SELECT coalesce(json_agg(migration_name ORDER BY migration_name), '[]')
          FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL),
        'jobs', (SELECT json_build_object(
            'waiting', count(*) FILTER (WHERE attempts = 0),
            'failing', count(*) FILTER (WHERE attempts > 0 AND locked_at IS NULL),
            'oldestSeconds', coalesce(round(extract(epoch FROM now() - min(run_at)
              FILTER (WHERE run_at <= now() AND attempts < max_attempts))), 0))
          FROM graphile_worker.jobs),
        'webhooks', (SELECT json_build_object(
            'lastReceivedAt', (SELECT max("receivedAt") FROM "StripeEvent"),
            'failing', count(*) FILTER (WHERE "parkedAt" IS NULL
              OR "parkedAt" < now() - make_interval(hours => $1)),
            'parked', count(*) FILTER (WHERE "parkedAt" IS NOT NULL))
          FROM "StripeEvent" WHERE "handledAt" IS NULL)
      ) AS figures`,
    values: [parkedTooLongHours],
  })
  const [row] = rows
  if (!row) throw new Error("The database gave no figures.")
  return row.figures
}

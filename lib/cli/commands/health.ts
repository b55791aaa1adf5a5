import { Command } from "commander"
import { z } from "zod"
import { print, table } from "@/lib/cli/output"
import { type Inspection, inspectShop } from "@/lib/health/inspect-shop"

const options = z.object({ json: z.boolean() })

/** `health`: what /admin/health shows. */
export function healthCommand(): Command {
  return new Command("health")
    .description("says how the shop is; exits with 1 when something failed")
    .action(async (raw: unknown) => {
      const { json } = options.parse(raw)
      const found = await inspectShop()
      print({ json }, found, describe(found))
      if (!found.health.ok || found.health.webhooks?.failing) process.exitCode = 1
    })
}

function describe({ health, lag, reconcile, mails, jobs, database, files }: Inspection): string[] {
  const gigabytes = (bytes: bigint) => `${(Number(bytes) / 1e9).toFixed(1)} GB`
  return [
    `Kiosk ${health.version}, PostgreSQL ${database.version}, ${gigabytes(database.bytes)}, migrations ${health.migrations}.`,
    files?.kind === "disk"
      ? `Files: ${gigabytes(files.free)} free of ${gigabytes(files.total)}.`
      : `Files: ${files ? `in the bucket ${files.bucket}` : "unknown"}.`,
    lag
      ? `Events of the last 24 hours came after ${Math.round(lag.median)} seconds, the latest after ${Math.round(lag.longest)}.`
      : "Stripe has told nothing in the last 24 hours.",
    `Events: ${health.webhooks?.failing ?? 0} failed, ${health.webhooks?.parked ?? 0} wait for another.`,
    reconcile
      ? `Last look at Stripe: ${reconcile.at.toISOString()}, ${reconcile.checked} checked, ${reconcile.mended} mended, ${reconcile.failed} failed${reconcile.error ? `; ${reconcile.error}` : "."}`
      : "Last look at Stripe: none yet.",
    `Mails: ${mails.pending} wait, ${mails.failing} of them failed at least once.`,
    ...table(
      ["JOB", "WAIT", "FAILED", "GAVE UP", "ERROR"],
      jobs.map((job) => [
        job.task,
        String(job.waiting),
        String(job.failing),
        String(job.givenUp),
        job.lastError ?? "",
      ]),
      "No job waits.",
    ),
  ]
}

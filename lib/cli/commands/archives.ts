import { join } from "node:path"
import { Command } from "commander"
import { z } from "zod"
import { backUpShop, backupPath } from "@/lib/backup/back-up-shop"
import { exportShop } from "@/lib/backup/export-shop"
import { restoreShop } from "@/lib/backup/restore-shop"
import type { Manifest } from "@/lib/backup/rules"
import { followProgress } from "@/lib/cli/follow-progress"
import { migrate } from "@/lib/cli/migrate"
import { print } from "@/lib/cli/output"
import { readMigrations } from "@/lib/cli/read-schema"
import { env, requireEnv } from "@/lib/env"

const withJson = z.object({ json: z.boolean() })
const withDryRun = withJson.extend({ dryRun: z.boolean() })

/** `backup`, `restore`, `export` and `import-shop`. */
export function archiveCommands(): Command[] {
  return [
    backup(),
    bringBack("restore", "backup", "brings a backup back, into an empty database"),
    exporting(),
    bringBack("import-shop", "export", "brings an export of a whole shop into an empty database"),
  ]
}

function backup(): Command {
  return new Command("backup")
    .description("saves the database and the files, together, while the shop runs")
    .argument("<folder or file.tar>", "a new .tar file, or a folder for one named by the time")
    .action(async (given: string, raw: unknown) => {
      const { json } = withJson.parse(raw)
      const progress = followProgress("parts")
      const { path, manifest, missing } = await backUpShop(
        backupPath(given),
        progress.show,
      ).finally(() => progress.stop())
      const secrets = join(env().KIOSK_DATA, "env")
      print({ json }, { path, ...countsOf(manifest), missing, secrets }, [
        ...missing.map(({ key, why }) => `missing  ${key} ${why}.`),
        `${path}: ${describe(manifest)}.`,
        `No secret is in it. Keep a copy of ${secrets} and of your .env elsewhere: without AUTH_SECRET, the links that customers have open nothing.`,
      ])
      if (missing.length > 0) process.exitCode = 1
    })
}

function exporting(): Command {
  return new Command("export")
    .description(
      "writes all that the shop knows as CSV, a file for each noun (docs/export-shop.md)",
    )
    .argument("<folder or file.tar>", "a new folder, or a new .tar file")
    .action(async (given: string, raw: unknown) => {
      const { json } = withJson.parse(raw)
      const progress = followProgress("tables")
      const { path, manifest } = await exportShop(given, progress.show).finally(() =>
        progress.stop(),
      )
      print({ json }, { path, ...countsOf(manifest) }, [`${path}: ${describe(manifest)}.`])
    })
}

function bringBack(name: string, kind: Manifest["kind"], description: string): Command {
  return new Command(name)
    .description(description)
    .argument(kind === "backup" ? "<file.tar>" : "<folder or file.tar>")
    .option("--dry-run", "check all of it, and whether it can be brought in; write nothing", false)
    .action(async (path: string, raw: unknown) => {
      const { json, dryRun } = withDryRun.parse(raw)
      const progress = followProgress("parts")
      const url = requireEnv("DATABASE_URL")
      const manifest = await restoreShop(path, {
        kind,
        isDryRun: dryRun,
        known: (await readMigrations()).map((migration) => migration.name),
        migrate: (names) => migrate(url, undefined, names),
        onProgress: progress.show,
      }).finally(() => progress.stop())
      const what = `${describe(manifest)}, of ${manifest.createdAt}`
      print({ json }, { ...countsOf(manifest), isWritten: !dryRun }, [
        dryRun
          ? `Whole, and fit for this database: ${what}. Nothing was written.`
          : `Done: ${what}.`,
      ])
    })
}

function countsOf({ createdAt, release, migrations, tables, files, jobs }: Manifest) {
  return {
    createdAt,
    release,
    migrations: migrations.length,
    tables: Object.fromEntries(tables.map(({ name, rows }) => [name, rows])),
    files: { count: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) },
    jobs: jobs?.rows ?? 0,
  }
}

function describe({ tables, files, jobs, kind }: Manifest): string {
  const count = (n: number) => n.toLocaleString("en-US")
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  const stored = `, ${count(files.length)} files with ${count(files.reduce((sum, { size }) => sum + size, 0))} bytes, ${count(jobs?.rows ?? 0)} waiting jobs`
  return `${count(rows)} rows of ${count(tables.length)} tables${kind === "backup" ? stored : ""}`
}

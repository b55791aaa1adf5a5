import { randomBytes } from "node:crypto"
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { TestProject } from "vitest/node"
import { migrate } from "@/lib/cli/migrate"
import { createDatabase } from "@/lib/sandbox/postgres"
import { dropDatabases, startTestServer } from "@/tests/support/database"

declare module "vitest" {
  interface ProvidedContext {
    /** The migrated database that each worker's own is cloned from. */
    templateUrl: string
    /** What the names of this run's databases begin with. */
    databasePrefix: string
    /** A folder for KIOSK_DATA of each worker, and for what tests put into a temporary one; removed at the end. */
    dataFolder: string
  }
}

/** Once before all integration tests: a server and a migrated template; all removed at the end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer()
  const prefix = `kiosk_test_${randomBytes(4).toString("hex")}`
  const dataFolder = await mkdtemp(join(tmpdir(), "kiosk-data-"))
  // As /tmp itself is: servers that tests start run under accounts of their own.
  await chmod(dataFolder, 0o711)
  await mkdir(join(dataFolder, "tmp"))
  await chmod(join(dataFolder, "tmp"), 0o1777)
  const teardown = async () => {
    await dropDatabases(server.url("postgres"), prefix)
    await server.stop()
    await rm(dataFolder, { recursive: true, force: true })
  }
  try {
    const template = `${prefix}_template`
    await createDatabase(server.url("postgres"), template)
    await migrate(server.url(template))
    project.provide("templateUrl", server.url(template))
    project.provide("databasePrefix", prefix)
    project.provide("dataFolder", dataFolder)
  } catch (error) {
    await teardown()
    throw error
  }
  return teardown
}

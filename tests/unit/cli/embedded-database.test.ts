import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { startEmbeddedDatabase } from "@/lib/cli/embedded-database"
import { ExpectedError } from "@/lib/cli/expected-error"

test("a database of another major version is left as it is, and a sentence says the way", async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), "kiosk-older-"))
  await chmod(dataFolder, 0o711)
  const folder = join(dataFolder, "postgres")
  await mkdir(folder)
  await writeFile(join(folder, "PG_VERSION"), "15\n")
  const start = startEmbeddedDatabase({ dataFolder, port: 1, password: "none", say: () => {} })
  await expect(start).rejects.toThrow(ExpectedError)
  await expect(start).rejects.toThrow(/is of PostgreSQL 15.*-- backup.*-- restore.*upgrading\.md/)
  expect(await readdir(folder)).toEqual(["PG_VERSION"])
  expect(await readFile(join(folder, "PG_VERSION"), "utf8")).toBe("15\n")
  await rm(dataFolder, { recursive: true })
})

import { mkdir, mkdtemp, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { beforeEach } from "vitest"
import {
  type ImportOptions,
  type ImportReport,
  importCatalogue,
} from "@/lib/catalog/import-catalogue"

export type ImportFolder = {
  path: () => string
  /** Writes a file into the folder; gives its path. */
  put: (name: string, content: string | Uint8Array) => Promise<string>
  importRows: (rows: unknown[], options?: ImportOptions) => Promise<ImportReport>
}

/** A folder to import from, new for each test. Call it at a file's top. */
export function importFolder(): ImportFolder {
  let folder = ""
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "kiosk-import-"))
  })
  return {
    path: () => folder,
    async put(name, content) {
      const path = join(folder, name)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, content)
      return path
    },
    importRows: (rows, options) => importCatalogue({ rows, folder }, options),
  }
}

/** A row of everyday; its file is "book.pdf". */
export const bookRow = {
  title: "The Book",
  summary: "One line.",
  people: "Ada Lovelace; Charles Babbage",
  groups: "handbooks",
  publishedAt: "2026-05-01",
  price: "19.99 USD; 2900 JPY",
  file: "book.pdf",
}

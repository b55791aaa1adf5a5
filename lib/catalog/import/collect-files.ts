import { realpath, stat } from "node:fs/promises"
import { basename, extname, isAbsolute, join, relative } from "node:path"
import { contentTypeOf } from "@/lib/catalog/content-type-of"
import type { CatalogueRow } from "@/lib/catalog/import/parse-row"
import type { ReadyRow } from "@/lib/catalog/import/plan-product"
import type { Fault } from "@/lib/catalog/import/row-editions"
import type { FileFields } from "@/lib/catalog/store/publishing"
import { hashFile } from "@/lib/storage/hash-file"
import { keepFile } from "@/lib/storage/keep-file"
import { publicImageType } from "@/lib/storage/rules"

type Looked = { path: string; size: bigint; sha256: string }

/** The files that rows name, beside the import file; each is read once, and kept once by content. */
export type FileCollector = {
  /** The row with its files looked at, or why they cannot be had. */
  look(row: CatalogueRow): Promise<{ ok: true; row: ReadyRow } | { ok: false; faults: Fault[] }>
  /** Puts the bytes of a row into the store. Throws when a file changed meanwhile. */
  store(row: ReadyRow): Promise<void>
}

/** @param folder paths are relative to it, and none may lead out of it */
export function collectFiles(folder: string): FileCollector {
  const looked = new Map<string, Promise<Looked | string>>()
  const byKey = new Map<string, { path: string; contentType: string; isStored: boolean }>()
  const lookAt = (path: string) => {
    const found = looked.get(path) ?? lookAtFile(folder, path)
    looked.set(path, found)
    return found
  }
  const keep = (key: string, path: string, contentType: string) => {
    if (!byKey.has(key)) byKey.set(key, { path, contentType, isStored: false })
    return key
  }

  return {
    async look({ cover, ...row }) {
      const faults: Fault[] = []
      const editions: ReadyRow["editions"] = []
      for (const edition of row.editions) {
        const files: FileFields[] = []
        for (const [position, file] of edition.files.entries()) {
          const found = await lookAt(file.path)
          if (typeof found === "string") {
            faults.push({ field: "file", message: found })
            continue
          }
          const { path, size, sha256 } = found
          const [name, contentType] = [
            file.name ?? basename(file.path),
            contentTypeOf(file.name ?? file.path),
          ]
          if (files.some((other) => other.name === name))
            faults.push({ field: "file", message: `Two files are called ${name}; rename one.` })
          const storageKey = keep(`files/${sha256}`, path, contentType)
          files.push({ name, contentType, size, sha256, storageKey, position })
        }
        editions.push({ ...edition, files })
      }
      const found = cover === undefined ? undefined : await lookAt(cover)
      const coverKey = typeof found === "object" ? coverKeyOf(found) : undefined
      if (typeof found === "string") faults.push({ field: "cover", message: found })
      else if (found && !coverKey)
        faults.push({ field: "cover", message: "A cover is a JPEG, PNG, WebP, AVIF or GIF." })
      else if (found && coverKey) keep(coverKey, found.path, publicImageType(coverKey) ?? "")
      // Rental and purchase of one file have the same faults.
      const once = faults.filter(
        (fault, at) => faults.findIndex((other) => other.message === fault.message) === at,
      )
      return once.length > 0
        ? { ok: false, faults: once }
        : { ok: true, row: { ...row, editions, coverKey } }
    },

    async store(row) {
      const keys = [
        ...row.editions.flatMap((edition) => edition.files.map((file) => file.storageKey)),
        ...(row.coverKey ? [row.coverKey] : []),
      ]
      for (const key of new Set(keys)) {
        const file = byKey.get(key)
        if (!file || file.isStored) continue
        await keepFile(key, file)
        file.isStored = true
      }
    },
  }
}

async function lookAtFile(folder: string, path: string): Promise<Looked | string> {
  const root = await realpath(folder)
  const found = await realpath(join(root, path)).catch(() => null)
  if (!found || !(await stat(found)).isFile())
    return `There is no file ${path} beside the import file.`
  // What is imported is sold: a path must not reach what else is on this machine.
  const inside = relative(root, found)
  if (isAbsolute(path) || inside.startsWith("..") || isAbsolute(inside))
    return `${path} is outside of the import file's folder; put it inside.`
  return { path: found, ...(await hashFile(found)) }
}

// A public image is served by its name's ending.
function coverKeyOf({ path, sha256 }: Looked): string | undefined {
  const key = `public/${sha256}${extname(path).toLowerCase()}`
  return publicImageType(key) ? key : undefined
}

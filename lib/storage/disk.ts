import { randomUUID } from "node:crypto"
import { constants, createReadStream, createWriteStream } from "node:fs"
import { type FileHandle, lstat, mkdir, open, realpath, rename, rm } from "node:fs/promises"
import { dirname, join, relative, sep } from "node:path"
import { pipeline } from "node:stream/promises"
import { AppError } from "@/lib/errors"
import { confirmSame, hashBytes, requireKey, streamOf } from "@/lib/storage/hash-bytes"
import type { Storage } from "@/lib/storage/storage"

// One read is one turn through Node's streams: small chunks cost a third of the throughput.
const CHUNK = 1024 * 1024

/**
 * A store in a folder: the object `a/b` is the file `<root>/a/b`. A symbolic link anywhere below the
 * folder is never followed: what it names does not exist for the store.
 */
export function diskStorage(root: string): Storage {
  const store: Storage = {
    async put(key, body) {
      const target = pathOf(root, key)
      if (await store.stat(key)) return confirmSame(store, key, body)
      await makeFolders(root, dirname(target))
      // No key begins with a dot: what is half written can't be read.
      const temporary = join(/* turbopackIgnore: true */ root, `.${randomUUID()}`)
      try {
        const { through, result } = hashBytes()
        // "wx" never follows a link; `flush` is fsync before close.
        const file = createWriteStream(temporary, { flags: "wx", flush: true })
        await pipeline(streamOf(body), through, file)
        await rename(temporary, target)
        await syncPath(dirname(target))
        return result()
      } finally {
        await rm(temporary, { force: true })
      }
    },

    async stat(key) {
      const path = pathOf(root, key)
      const found = await lstat(path).catch(ignoreMissing)
      if (!found?.isFile() || !(await isInside(root, path))) return null
      return { size: BigInt(found.size), contentType: null, modifiedAt: found.mtime }
    },

    async read(key, range) {
      const file = await openInside(root, pathOf(root, key))
      if (!file) throw new AppError("not-found", "That file is not in the store.")
      return file.createReadStream({ ...range, highWaterMark: CHUNK })
    },

    async remove(key) {
      const path = pathOf(root, key)
      if (await isInside(root, path)) await rm(path, { force: true })
    },

    async link(key) {
      requireKey(key)
      return null
    },

    localPath: (key) => requireKey(key),
  }
  return store
}

/**
 * Makes a file of this machine the object `key` of the store in `root`, in one step where both lie on one
 * disk, and takes it from where it was. An object that is there already stays as it is.
 */
export async function moveInto(root: string, key: string, path: string): Promise<void> {
  const target = pathOf(root, key)
  const store = diskStorage(root)
  if (!(await store.stat(key))) {
    await makeFolders(root, dirname(target))
    await syncPath(path)
    await rename(path, target).catch(async (error: unknown) => {
      if (!(error instanceof Error) || Reflect.get(error, "code") !== "EXDEV") throw error
      await store.put(key, createReadStream(path), { contentType: "application/octet-stream" })
    })
    await syncPath(dirname(target))
  }
  await rm(path, { force: true })
}

function pathOf(root: string, key: string): string {
  return join(root, requireKey(key))
}

// The file is opened first and its place checked after: what was checked is what is read, unless
// somebody who may write to the store itself is exchanging folders meanwhile.
async function openInside(root: string, path: string): Promise<FileHandle | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(ignoreMissing)
  if (!file) return null
  const isOurs = (await isInside(root, path)) && (await file.stat()).isFile()
  if (isOurs) return file
  await file.close()
  return null
}

/** Whether no part of `path` below `root` is a symbolic link. `root` itself may be one. */
async function isInside(root: string, path: string): Promise<boolean> {
  const [realRoot, realPath] = await Promise.all([
    realpath(root).catch(ignoreMissing),
    realpath(path).catch(ignoreMissing),
  ])
  return realRoot !== null && realPath === join(realRoot, relative(root, path))
}

// One by one: a recursive mkdir would follow a link and make its folders elsewhere.
async function makeFolders(root: string, folder: string): Promise<void> {
  await mkdir(root, { recursive: true })
  let path = root
  for (const name of relative(root, folder).split(sep).filter(Boolean)) {
    path = join(path, name)
    await mkdir(path).catch(ignoreExisting)
    if (!(await lstat(path)).isDirectory())
      throw new AppError("conflict", "A part of that storage key is taken by another file.")
  }
}

// So that the new name survives a power cut, too.
async function syncPath(path: string): Promise<void> {
  const handle = await open(path, "r")
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const missing = new Set(["ENOENT", "ENOTDIR", "ELOOP"])

function ignoreMissing(error: unknown): null {
  if (error instanceof Error && missing.has(String(Reflect.get(error, "code")))) return null
  throw error
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error) || Reflect.get(error, "code") !== "EEXIST") throw error
}

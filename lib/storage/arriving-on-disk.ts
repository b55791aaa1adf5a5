import { createReadStream, createWriteStream } from "node:fs"
import { mkdir, rm, stat, statfs } from "node:fs/promises"
import { join } from "node:path"
import { pipeline } from "node:stream/promises"
import { FileStore } from "@tus/file-store"
import { ERRORS } from "@tus/server"
import { AppError } from "@/lib/errors"
import type { Arriving } from "@/lib/storage/arriving"
import { moveInto } from "@/lib/storage/disk"
import { refusedByDisk } from "@/lib/storage/part-refused"

/** What arrives on a disk: `<folder>/<id>`, made an object of the store in `root` by being renamed. */
export function arrivingOnDisk(folder: string, root: string): Arriving {
  const pathOf = (id: string) => join(/* turbopackIgnore: true */ folder, id)
  return {
    parts: new DiskParts({ directory: folder }),
    prefix: "",

    async findOffset(id) {
      const found = await stat(pathOf(id)).catch(() => null)
      return found && BigInt(found.size)
    },

    async read(id) {
      if (!(await stat(pathOf(id)).catch(() => null)))
        throw new AppError("not-found", "What had arrived of that file is not here.")
      return createReadStream(pathOf(id), { highWaterMark: 1024 * 1024 })
    },

    async keep(id, key) {
      await moveInto(root, key, pathOf(id))
      await rm(`${pathOf(id)}.json`, { force: true })
    },

    async remove(id) {
      await rm(pathOf(id), { force: true })
      await rm(`${pathOf(id)}.json`, { force: true })
    },

    async freeBytes() {
      await mkdir(folder, { recursive: true })
      const { bavail, bsize } = await statfs(folder, { bigint: true })
      return bavail * bsize
    },
  }
}

/** tus's own store for disks, which would call every failure of the disk the same. */
class DiskParts extends FileStore {
  override async create(...[file]: Parameters<FileStore["create"]>) {
    return super.create(file).catch((error: unknown) => {
      throw refusedByDisk(error) ?? error
    })
  }

  override async write(...[source, id, offset]: Parameters<FileStore["write"]>): Promise<number> {
    const path = join(/* turbopackIgnore: true */ this.directory, id)
    const file = createWriteStream(path, { flags: "r+", start: offset })
    try {
      await pipeline(source, file)
    } catch (error) {
      throw refusedByDisk(error) ?? ERRORS.FILE_WRITE_ERROR
    }
    return offset + file.bytesWritten
  }
}

import { existsSync } from "node:fs"
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { buffer } from "node:stream/consumers"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { diskStorage } from "@/lib/storage/disk"
import type { Storage } from "@/lib/storage/storage"

const type = { contentType: "text/plain" }
let base: string
let root: string
let outside: string
let store: Storage

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), "kiosk-disk-"))
  root = join(base, "files")
  outside = join(base, "outside")
  await mkdir(root)
  await mkdir(outside)
  await writeFile(join(outside, "secret"), "secret")
  store = diskStorage(root)
})

afterEach(() => rm(base, { recursive: true, force: true }))

describe("fault 25: a symbolic link in the store", () => {
  test("to a file outside is not there", async () => {
    await symlink(join(outside, "secret"), join(root, "link"))
    expect(await store.stat("link")).toBeNull()
    await expect(store.read("link")).rejects.toMatchObject({ code: "not-found" })
  })

  test("to a folder outside is not there, and nothing is written or removed through it", async () => {
    await symlink(outside, join(root, "out"))
    expect(await store.stat("out/secret")).toBeNull()
    await expect(store.read("out/secret")).rejects.toMatchObject({ code: "not-found" })
    await expect(store.put("out/new", Buffer.from("x"), type)).rejects.toMatchObject({
      code: "conflict",
    })
    await expect(store.put("out/a/b", Buffer.from("x"), type)).rejects.toMatchObject({
      code: "conflict",
    })
    await store.remove("out/secret")
    expect(await readdir(outside)).toEqual(["secret"])
  })

  test("is replaced, not followed, by what is stored under its name", async () => {
    await symlink(join(outside, "secret"), join(root, "link"))
    await store.put("link", Buffer.from("new"), type)
    expect(await readFile(join(outside, "secret"), "utf8")).toBe("secret")
    expect((await buffer(await store.read("link"))).toString()).toBe("new")
  })

  test("is what the store itself may be", async () => {
    await symlink(root, join(base, "alias"))
    const alias = diskStorage(join(base, "alias"))
    await alias.put("a/b", Buffer.from("x"), type)
    expect((await buffer(await alias.read("a/b"))).toString()).toBe("x")
    expect((await alias.stat("a/b"))?.size).toBe(1n)
  })
})

test("a folder is not an object", async () => {
  await store.put("a/b", Buffer.from("x"), type)
  expect(await store.stat("a")).toBeNull()
  await expect(store.read("a")).rejects.toMatchObject({ code: "not-found" })
})

test("D1: has no link: only the shop hands out its bytes", async () => {
  await store.put("a", Buffer.from("x"), type)
  const options = { disposition: "attachment", contentType: "a/b", seconds: 60 }
  expect(await store.link("a", options)).toBeNull()
})

test.runIf(existsSync("/proc/self/fd"))("a destroyed stream holds no descriptor", async () => {
  await store.put("large", Buffer.alloc(8 * 1024 * 1024), type)
  const stream = await store.read("large")
  await stream[Symbol.asyncIterator]().next()
  expect(await openFiles()).toBe(1)
  const closed = new Promise((resolve) => stream.once("close", resolve))
  stream.destroy()
  await closed
  expect(await openFiles()).toBe(0)
})

async function openFiles(): Promise<number> {
  const targets = await Promise.all(
    (await readdir("/proc/self/fd")).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => "")),
  )
  return targets.filter((target) => target.startsWith(base)).length
}

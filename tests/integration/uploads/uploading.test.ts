import { execFile } from "node:child_process"
import { readdir, readFile, rm } from "node:fs/promises"
import { join } from "node:path"
import { promisify } from "node:util"
import { beforeEach, describe, expect, it, vi } from "vitest"
import { addAdministrator } from "@/lib/administrators/add-administrator"
import { listChanges } from "@/lib/audit/store"
import { now, plusSeconds } from "@/lib/clock"
import { saveCustomer } from "@/lib/customers/store/customers"
import { db } from "@/lib/db"
import { env } from "@/lib/env"
import { tasks } from "@/lib/jobs/tasks"
import { listReadyUploads } from "@/lib/uploads/store"
import { startBridge } from "@/tests/support/http-bridge"
import { leaveNoModules } from "@/tests/support/own-modules"
import { workOff } from "@/tests/support/person"
import { makeSession } from "@/tests/support/session"
import { aDayLater, rowOf, someBytes, uploader } from "@/tests/support/uploading"
import { waitUntil } from "@/tests/support/wait-until"

const jar = vi.hoisted(() => {
  // What another file of this worker has loaded has Next's own.
  vi.resetModules()
  return { token: "" }
})
leaveNoModules()
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (jar.token ? { value: jar.token } : undefined) }),
}))

const shop = await startBridge(async (request) => {
  const route = await import("@/app/api/admin/uploads/[[...path]]/route")
  const path = new URL(request.url).pathname.split("/").slice(4)
  const context = { params: Promise.resolve({ path }) }
  const method = request.method as "GET" | "HEAD" | "PATCH" | "POST" | "DELETE" | "OPTIONS"
  return method === "GET" ? route.GET(request, context) : route[method](request)
})
const admin = uploader(shop.origin)
const folder = join(env().KIOSK_DATA, "uploads")

beforeEach(async () => {
  await rm(folder, { recursive: true, force: true })
  await signIn("admin@kiosk.test")
})

async function signIn(email: string): Promise<void> {
  jar.token = (await makeSession(await saveCustomer({ email, name: "" }))).token
}

describe("B32: uploading", () => {
  it("B32: an upload that was cut goes on where it was, in a server that was started anew", {
    timeout: 60_000,
  }, async () => {
    const { bytes, sha256 } = someBytes(5_000_000)
    const begun = await admin.begin("Größe \u0065\u0301.bin", bytes.length)
    expect(begun.status).toBe(201)
    const path = begun.headers.get("location") ?? ""
    expect(path).toMatch(/^\/api\/admin\/uploads\/[0-9a-f-]{36}$/)
    const id = path.split("/").at(-1) ?? ""
    await admin.cutAfter(path, bytes, 2_000_000)
    const offset = await waitUntil(async () => admin.offsetOf(path), "some bytes")
    expect(offset).toBeLessThanOrEqual(2_000_000)
    vi.resetModules()
    const behind = await admin.part(path, 0, bytes)
    expect(behind.status).toBe(409)
    const from = await admin.offsetOf(path)
    expect((await admin.part(path, from, bytes.subarray(from, 3_000_000))).status).toBe(204)
    expect(await admin.tell(path)).toMatchObject({ state: "arriving", received: 3_000_000 })
    expect((await admin.part(path, 3_000_000, bytes.subarray(3_000_000))).status).toBe(204)
    expect(await admin.tell(path)).toMatchObject({ state: "checking" })
    await workOff("finish-upload")
    expect(await admin.tell(path)).toMatchObject({ state: "ready", sha256, name: "Größe é.bin" })
    const stored = await readFile(join(env().KIOSK_DATA, "files", "files", id))
    expect(stored.equals(bytes)).toBe(true)
    expect(await readdir(folder)).toEqual([])
    expect(await admin.offsetOf(path)).toBe(bytes.length)
    expect((await admin.part(path, bytes.length, Buffer.from("x"))).status).toBe(403)
    const { changes } = await listChanges({
      subject: { kind: "upload", id },
      after: null,
      limit: 9,
    })
    expect(changes).toMatchObject([{ action: "upload.complete", actor: "admin@kiosk.test" }])
  })

  it("B32: an upload whose end was not noted is finished when somebody looks, and its worker may be cut off", async () => {
    const { bytes, sha256 } = someBytes(10_000)
    const id = await admin.sendWhole("book.epub", bytes)
    await db().upload.update({ where: { id }, data: { receivedAt: null } })
    await db().$executeRaw`DELETE FROM graphile_worker._private_jobs`
    expect(await admin.tell(`/api/admin/uploads/${id}`)).toMatchObject({ state: "checking" })
    await workOff("finish-upload")
    // As if it had ended between moving the bytes and saying so.
    await db().upload.update({ where: { id }, data: { completedAt: null, storageKey: null } })
    await tasks["finish-upload"]({ uploadId: id })
    expect(await rowOf(id)).toMatchObject({ sha256, storageKey: `files/${id}` })
  })

  it("B32: the type follows from the bytes, not from what the browser says", async () => {
    const png = Buffer.from(
      "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489",
      "hex",
    )
    const cases: [string, Buffer, string][] = [
      ["page.html.pdf", png, "image/png"],
      ["notes.md", Buffer.from("# Notes\n"), "text/markdown"],
      ["film.mp4", Buffer.from("<script>alert(1)</script>"), "application/octet-stream"],
    ]
    for (const [name, bytes, type] of cases) {
      const id = await admin.sendWhole(name, bytes)
      await workOff("finish-upload")
      expect((await rowOf(id)).contentType, name).toBe(type)
    }
  })

  it("B32: strangers and customers find no uploads, support may look, and another site's page sends nothing", async () => {
    const bytes = Buffer.from("some bytes")
    const path = (await admin.begin("a.bin", bytes.length)).headers.get("location") ?? ""
    const everything = async () => [
      (await fetch(shop.origin + path)).status,
      (await admin.begin("b.bin", 5)).status,
      (await admin.send(path, "HEAD", {})).status,
      (await admin.part(path, 0, bytes)).status,
      (await admin.cancel(path)).status,
      (await admin.send(path, "OPTIONS", {})).status,
    ]
    jar.token = ""
    expect(await everything()).toEqual([404, 404, 404, 404, 404, 404])
    await signIn("customer@example.com")
    expect(await everything()).toEqual([404, 404, 404, 404, 404, 404])
    await addAdministrator("support@example.com", "support", "admin@kiosk.test")
    await signIn("support@example.com")
    expect(await everything()).toEqual([200, 404, 404, 404, 404, 404])
    await signIn("admin@kiosk.test")
    const foreign = await admin.send(path, "DELETE", { origin: "https://evil.example" })
    expect(foreign.status).toBe(403)
    expect(await db().upload.count()).toBe(1)
    expect(await admin.offsetOf(path)).toBe(0)
  })

  it("B32: what was cancelled, or left for a week, is removed and can't go on", async () => {
    const bytes = Buffer.from("some bytes")
    const begin = async () => (await admin.begin("a.bin", 100)).headers.get("location") ?? ""
    const [cancelled, left, fresh] = [await begin(), await begin(), await begin()]
    for (const path of [cancelled, left, fresh]) await admin.part(path, 0, bytes)
    expect((await admin.cancel(cancelled)).status).toBe(204)
    expect((await admin.cancel(cancelled)).status).toBe(410)
    const id = left.split("/").at(-1) ?? ""
    await db().upload.update({
      where: { id },
      data: { touchedAt: plusSeconds(now(), -7 * 86_400 - 60) },
    })
    await tasks.tidy()
    await aDayLater()
    for (const path of [cancelled, left]) {
      expect((await admin.part(path, bytes.length, bytes)).status).toBe(410)
      expect(await admin.tell(path)).toMatchObject({ state: "failed", message: expect.any(String) })
    }
    expect((await admin.part(fresh, bytes.length, bytes)).status).toBe(204)
    expect((await readdir(folder)).filter((name) => !name.endsWith(".json"))).toEqual([
      fresh.split("/").at(-1),
    ])
  })
})

describe("fault 25: names", () => {
  it("fault 25: a name with a path, a control character or none is refused, and nothing leaves the folder", async () => {
    for (const name of [
      "../../etc/passwd",
      "a/b",
      "a\\b",
      "a\0b",
      "..",
      " ",
      "a\nb",
      "x".repeat(256),
    ]) {
      const answer = await admin.begin(name, 10)
      expect(answer.status, JSON.stringify(name)).toBe(400)
      expect(await answer.text()).toMatch(/name/)
    }
    expect((await admin.begin("empty.bin", 0)).status).toBe(400)
    expect((await admin.begin("huge.bin", 51 * 1024 ** 3)).status).toBe(413)
    for (const path of ["..%2f..%2fsecret", "a.json", "%00"])
      expect((await admin.part(`/api/admin/uploads/${path}`, 0, Buffer.from("x"))).status).toBe(404)
    expect(await db().upload.count()).toBe(0)
  })
})

describe("fault 31: a full disk", () => {
  it("fault 31: a disk that fills up while a part arrives is said, and nothing is left or for sale", {
    timeout: 60_000,
  }, async () => {
    // In a process that may write files of a megabyte: to it, a disk without room is the same.
    const script = "tests/support/upload-to-full-disk.ts"
    const command = `ulimit -f 2048; exec "${process.execPath}" --import tsx ${script}`
    const { stdout } = await promisify(execFile)("sh", ["-c", command], { timeout: 60_000 })
    const { id, status, text } = JSON.parse(stdout)
    expect([status, text]).toEqual([507, expect.stringContaining("disk is full")])
    expect(await admin.tell(`/api/admin/uploads/${id}`)).toMatchObject({ state: "failed" })
    expect(await readdir(folder)).toEqual([])
    await workOff("finish-upload")
    expect(await rowOf(id)).toMatchObject({ failure: "disk-full", completedAt: null })
    expect(await listReadyUploads([id])).toEqual([])
  })
})

import { createHash, randomBytes } from "node:crypto"
import { request } from "node:http"
import { db } from "@/lib/db"
import { tasks } from "@/lib/jobs/tasks"
import { workOff } from "@/tests/support/person"

const PATH = "/api/admin/uploads"

export type MadeBytes = { bytes: Buffer; sha256: string }

/** Random bytes, with the checksum that the shop should find. */
export function someBytes(size: number): MadeBytes {
  const bytes = randomBytes(size)
  return { bytes, sha256: createHash("sha256").update(bytes).digest("hex") }
}

/** A browser's side of the tus protocol, without a browser, against a shop at `origin`. */
export function uploader(origin: string) {
  const send = (path: string, method: string, headers: Record<string, string>, body?: Buffer) =>
    fetch(origin + path, {
      method,
      headers: { "tus-resumable": "1.0.0", ...headers },
      ...(body ? { body: new Uint8Array(body) } : {}),
    })
  const base64 = (text: string) => Buffer.from(text).toString("base64")

  const begin = (name: string, size: number, purpose = "") =>
    send(PATH, "POST", {
      "upload-length": String(size),
      "upload-metadata": `filename ${base64(name)},purpose ${base64(purpose)}`,
    })
  const part = (path: string, offset: number, bytes: Buffer) =>
    send(
      path,
      "PATCH",
      { "upload-offset": String(offset), "content-type": "application/offset+octet-stream" },
      bytes,
    )
  const offsetOf = async (path: string) =>
    Number((await send(path, "HEAD", {})).headers.get("upload-offset"))

  return {
    send,
    begin,
    part,
    offsetOf,
    cancel: (path: string) => send(path, "DELETE", {}),
    tell: async (path: string) => (await fetch(origin + path)).json(),
    /** Begins and sends all of it; gives the upload's id. */
    async sendWhole(name: string, bytes: Buffer, purpose = ""): Promise<string> {
      const path = (await begin(name, bytes.length, purpose)).headers.get("location") ?? ""
      await part(path, 0, bytes)
      return path.split("/").at(-1) ?? ""
    },
    /** Promises all bytes, sends the first of them, and goes away. */
    cutAfter: (path: string, bytes: Buffer, sent: number) => cut(origin + path, bytes, sent),
  }
}

/** Uploads a file and lets the worker finish it. */
export async function makeReady(
  to: ReturnType<typeof uploader>,
  name: string,
  bytes: Buffer,
  purpose = "",
): Promise<string> {
  const id = await to.sendWhole(name, bytes, purpose)
  await workOff("finish-upload")
  return id
}

/** The row of an upload. */
export async function rowOf(id: string) {
  return db().upload.findUniqueOrThrow({ where: { id } })
}

/** What failed until now failed a day before, and the worker tidies up. */
export async function aDayLater(): Promise<void> {
  await db().$executeRaw`UPDATE "Upload" SET "failedAt" = "failedAt" - interval '1 day 1 minute'`
  await tasks.tidy()
}

async function cut(url: string, bytes: Buffer, sent: number): Promise<void> {
  const gone = request(url, {
    method: "PATCH",
    headers: {
      "tus-resumable": "1.0.0",
      "upload-offset": "0",
      "content-type": "application/offset+octet-stream",
      "content-length": bytes.length,
    },
  })
  gone.on("error", () => undefined)
  await new Promise<void>((resolve) => gone.write(bytes.subarray(0, sent), () => resolve()))
  const closed = new Promise<void>((resolve) => gone.once("close", resolve))
  gone.destroy()
  await closed
}

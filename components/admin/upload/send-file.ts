import type { Upload } from "tus-js-client"
import { z } from "zod"

const UPLOADS = "/api/admin/uploads"
// What proxies let through unasked, S3 takes as parts, and a lost connection makes little of.
const CHUNK = 16 * 1024 * 1024
// Milliseconds; some three minutes in all, then a button is needed, or the connection's return.
const RETRIES = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000, 60_000, 60_000]

type Listener = {
  onId: (id: string) => void
  onSent: (bytes: number) => void
  /** It is tried again by itself. */
  onLost: () => void
  onFailed: (message: string, canRetry: boolean) => void
  onArrived: () => void
}

/**
 * Sends a file in parts, from where an earlier upload of the same file for the same purpose was cut off, in
 * this page, one before, or before the shop was started anew.
 */
export async function sendFile(file: File, purpose: string, told: Listener): Promise<Upload> {
  const { Upload: TusUpload, DetailedError } = await import("tus-js-client")
  const statusOf = (error: unknown) =>
    error instanceof DetailedError ? (error.originalResponse?.getStatus() ?? 0) : 0
  const upload = new TusUpload(file, {
    endpoint: UPLOADS,
    chunkSize: CHUNK,
    retryDelays: RETRIES,
    metadata: { filename: file.name, purpose },
    removeFingerprintOnSuccess: true,
    fingerprint: async () => ["kiosk", purpose, file.name, file.size, file.lastModified].join("\n"),
    onUploadUrlAvailable: () => told.onId(upload.url?.split("/").at(-1) ?? ""),
    onProgress: (sent) => told.onSent(sent),
    onShouldRetry: (error) => {
      const canPass = isPassing(statusOf(error))
      if (canPass) told.onLost()
      return canPass
    },
    onError: (error) => {
      const status = statusOf(error)
      const body = error instanceof DetailedError ? error.originalResponse?.getBody() : null
      told.onFailed(faultOf(status, body ?? ""), isPassing(status))
    },
    onSuccess: () => told.onArrived(),
  })
  const [earlier] = await upload.findPreviousUploads()
  if (earlier) upload.resumeFromPreviousUpload(earlier)
  upload.start()
  return upload
}

// 0: no answer. 409 and 423: another request for the same upload was in the way.
function isPassing(status: number): boolean {
  return status === 0 || status === 409 || status === 423 || (status >= 500 && status !== 507)
}

function faultOf(status: number, body: string): string {
  if (status === 0) return "The shop can’t be reached. Look at the connection, then go on."
  if (status === 404) return "You are not signed in any more. Sign in in another tab, then go on."
  if (status === 413 && !body.includes("GiB"))
    return "A proxy before the shop refuses parts of 16 MiB. Raise its limit (docs/uploads.md)."
  const isSentence = [400, 410, 413, 507].includes(status) && body !== "" && !body.startsWith("<")
  return isSentence ? body.trim() : "The shop could not take it. Try again in a moment."
}

const told = z.object({
  id: z.string(),
  name: z.string(),
  size: z.number(),
  received: z.number(),
  checked: z.number(),
  state: z.enum(["arriving", "checking", "ready", "failed"]),
  sha256: z.string().nullable(),
  message: z.string().nullable(),
})

/** What the shop says of an upload; null: it can't be reached now. */
export async function askAbout(id: string): Promise<z.infer<typeof told> | null> {
  const answer = await fetch(`${UPLOADS}/${id}`).catch(() => null)
  return answer?.ok ? told.parse(await answer.json()) : null
}

/** Removes an upload, and what has arrived of it. */
export async function removeUpload(id: string): Promise<void> {
  const headers = { "tus-resumable": "1.0.0" }
  await fetch(`${UPLOADS}/${id}`, { method: "DELETE", headers }).catch(() => undefined)
}

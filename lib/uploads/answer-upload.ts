import { MemoryLocker, Server } from "@tus/server"
import { now } from "@/lib/clock"
import { messageOf } from "@/lib/errors"
import { log } from "@/lib/log"
import { arriving } from "@/lib/storage/arriving"
import { PartRefused, refusedByDisk } from "@/lib/storage/part-refused"
import { isId, newId } from "@/lib/tokens"
import { beginUpload } from "@/lib/uploads/begin-upload"
import { receiveUpload } from "@/lib/uploads/receive-upload"
import { failureText, uploadState } from "@/lib/uploads/rules"
import { findUpload, saveArrived, saveFailed } from "@/lib/uploads/store"

/** Where uploads are sent to. */
export const UPLOADS_PATH = "/api/admin/uploads"

// One part of an upload at a time; a request that comes while another hangs ends that one first.
const locker = new MemoryLocker()

/**
 * Answers a request of the tus protocol 1.0 (tus.io/protocols/resumable-upload): begins an upload, tells how
 * much of it has arrived, takes a part, or cancels it. Whoever asks must have been let in before.
 * @param actor the administrator's address
 */
export async function answerUpload(request: Request, actor: string): Promise<Response> {
  const id = request.method === "POST" ? newId() : lastPart(request)
  if (!id) return new Response(null, { status: 404 })
  const answer = await answerKnown(request.method, id)
  if (answer) return answer
  const response = await tusServer(id, actor).handleWeb(request)
  response.headers.set("cache-control", "private, no-store")
  await note(request.method, id, response)
  return response
}

function tusServer(id: string, actor: string): Server {
  const { parts, prefix } = arriving()
  return new Server({
    path: UPLOADS_PATH,
    datastore: parts,
    locker,
    // A path alone: so it is right behind any proxy.
    generateUrl: (_request, { path }) => `${path}/${id}`,
    getFileIdFromRequest: () => prefix + id,
    namingFunction: () => prefix + id,
    allowedOrigins: [],
    onIncomingRequest: async ({ method }) => {
      if (method !== "POST") await requireUnderWay(id)
    },
    onUploadCreate: async (_request, { size, metadata }) => {
      const { filename, purpose } = metadata ?? {}
      await beginUpload({ id, name: filename ?? "", size, purpose: purpose ?? "", actor })
      // What else the browser said of the file is not kept.
      return { metadata: {} }
    },
    onUploadFinish: async () => {
      await receiveUpload(id)
      return {}
    },
    onResponseError: (_request, error) => {
      const full = refusedByDisk(error)
      if (full) return full
      if ("status_code" in error) return undefined
      log.error({ upload: id, error: messageOf(error) }, "an upload failed")
      return { status_code: 500, body: "The shop could not take that. It is tried again." }
    },
  })
}

async function requireUnderWay(id: string): Promise<void> {
  const upload = await findUpload(id)
  if (!upload) throw new PartRefused(404, "There is no such upload.")
  const state = uploadState(upload)
  if (state === "failed") throw new PartRefused(410, failureText(upload.failure))
  if (state !== "arriving") throw new PartRefused(403, "All of this file has arrived.")
}

// What has wholly arrived may be moved away by now: it still has all its bytes. To cancel needs no lock: from
// its note on no part is taken, and one that is under way is written to what nobody reads.
async function answerKnown(method: string, id: string): Promise<Response | null> {
  const upload = method === "HEAD" || method === "DELETE" ? await findUpload(id) : null
  if (!upload || upload.failedAt) return null
  const headers = { "tus-resumable": "1.0.0", "cache-control": "private, no-store" }
  if (method === "DELETE") {
    await saveFailed(id, "cancelled", now())
    if (!upload.receivedAt) await arriving().remove(id)
    return new Response(null, { status: 204, headers })
  }
  if (!upload.receivedAt) return null
  const size = String(upload.size)
  return new Response(null, {
    headers: { ...headers, "upload-offset": size, "upload-length": size },
  })
}

async function note(method: string, id: string, { status, headers }: Response): Promise<void> {
  if (status === 507) {
    await saveFailed(id, "disk-full", now())
    await arriving().remove(id)
  } else if (method === "PATCH" && status < 300) {
    const offset = headers.get("upload-offset")
    if (offset) await saveArrived(id, BigInt(offset), now())
  }
}

function lastPart({ url }: Request): string | null {
  const last = new URL(url).pathname.split("/").at(-1) ?? ""
  return isId(last) ? last.toLowerCase() : null
}

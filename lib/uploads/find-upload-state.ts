import { arriving } from "@/lib/storage/arriving"
import { receiveUpload } from "@/lib/uploads/receive-upload"
import { failureText, type UploadState, uploadState } from "@/lib/uploads/rules"
import { findUpload, type UploadRow } from "@/lib/uploads/store"

/** An upload as its page is told. Sizes in bytes. */
export type ToldUpload = {
  id: string
  name: string
  size: number
  received: number
  checked: number
  state: UploadState
  sha256: string | null
  /** Why it failed. */
  message: string | null
}

/** How far an upload is; null: there is none of this id. */
export async function findUploadState(id: string): Promise<ToldUpload | null> {
  let upload = await findUpload(id)
  if (!upload) return null
  // The shop may have ended between the last byte and its note.
  if (uploadState(upload) === "arriving" && (await arriving().findOffset(id)) === upload.size) {
    await receiveUpload(id)
    upload = (await findUpload(id)) ?? upload
  }
  return tellUpload(upload)
}

/** A row of an upload as a page is told. */
export function tellUpload(upload: UploadRow): ToldUpload {
  const state = uploadState(upload)
  return {
    id: upload.id,
    name: upload.name,
    size: Number(upload.size),
    received: Number(state === "arriving" ? upload.received : upload.size),
    checked: Number(upload.checked),
    state,
    sha256: upload.completedAt ? upload.sha256 : null,
    message: state === "failed" ? failureText(upload.failure) : null,
  }
}

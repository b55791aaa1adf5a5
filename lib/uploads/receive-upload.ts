import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { enqueue } from "@/lib/queue"
import { saveReceived } from "@/lib/uploads/store"

/** Notes that the last byte of an upload has arrived, and lets the worker read it again. Once is enough. */
export async function receiveUpload(id: string): Promise<void> {
  await transaction(async () => {
    if (await saveReceived(id, now())) await enqueue("finish-upload", { uploadId: id })
  })
}

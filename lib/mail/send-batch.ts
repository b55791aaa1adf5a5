import { now } from "@/lib/clock"
import { messageOf } from "@/lib/errors"
import { withoutSecrets } from "@/lib/log"
import { renderBatch } from "@/lib/mail/render-batch"
import {
  listBatch,
  recordBatchFailure,
  recordBatchSent,
  recordLapsedCancelled,
  recordRefused,
} from "@/lib/mail/store/batches"
import { sendLetters } from "@/lib/resend/send-letters"

/**
 * Sends what of a batch is not sent, by one call; how many mails that were. A batch only ever grows
 * smaller, and its id is the call's idempotency key: whoever is killed between the call and the note of it
 * makes the same call again, and Resend answers as before. Where it says that the key was used for
 * another call, that was this batch when it was larger: its mails are sent. Whoever has lost what the
 * version is of, or wants no mails any more, is left out at the last moment. Throws when nothing was taken;
 * the rows say why, and the queue tries again.
 */
export async function sendBatch(batchId: string): Promise<number> {
  await recordLapsedCancelled(batchId, now())
  const mails = await listBatch(batchId)
  if (mails.length === 0) return 0
  try {
    const letters = await renderBatch(mails)
    if (!letters) throw new Error("There is nothing to say in this batch.")
    const taken = await sendLetters(letters, `batch/${batchId}`)
    if (taken.outcome === "taken-before") {
      await recordBatchSent(
        mails.map(({ id }) => ({ id, resendId: null })),
        now(),
      )
      return mails.length
    }
    const sent: { id: string; resendId: string }[] = []
    for (const [at, { id }] of mails.entries()) {
      const answer = taken.letters[at]
      if (answer && "id" in answer) sent.push({ id, resendId: answer.id })
      else await recordRefused(id, withoutSecrets(answer?.refused ?? "No answer."), now())
    }
    await recordBatchSent(sent, now())
    return sent.length
  } catch (error) {
    await recordBatchFailure(batchId, withoutSecrets(messageOf(error)))
    throw error
  }
}

import { closeDb } from "@/lib/db"
import { answerUpload, UPLOADS_PATH } from "@/lib/uploads/answer-upload"

// Uploads four megabytes where files can't grow to that size, and prints what was answered.
const address = `http://localhost${UPLOADS_PATH}`
const headers = { "tus-resumable": "1.0.0" }
const bytes = new Uint8Array(4_000_000)
const filename = Buffer.from("book.pdf").toString("base64")
const begun = await answerUpload(
  new Request(address, {
    method: "POST",
    headers: {
      ...headers,
      "upload-length": String(bytes.length),
      "upload-metadata": `filename ${filename}`,
    },
  }),
  "admin@kiosk.test",
)
const id = begun.headers.get("location")?.split("/").at(-1)
const answer = await answerUpload(
  new Request(`${address}/${id}`, {
    method: "PATCH",
    headers: {
      ...headers,
      "upload-offset": "0",
      "content-type": "application/offset+octet-stream",
    },
    body: bytes,
  }),
  "admin@kiosk.test",
)
process.stdout.write(JSON.stringify({ id, status: answer.status, text: await answer.text() }))
await closeDb()

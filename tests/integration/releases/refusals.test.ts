import { createServer } from "node:http"
import { text } from "node:stream/consumers"
import { afterAll, beforeEach, expect, it } from "vitest"
import { z } from "zod"
import { db } from "@/lib/db"
import { sendBatch } from "@/lib/mail/send-batch"
import { recordReleaseMails } from "@/lib/mail/store/release-owners"
import { makeProduct } from "@/tests/support/factories"
import { localFile, makeOwners, release } from "@/tests/support/releasing"

// Where the shop's settings have Resend, something that answers as it is told to.
type Answer = { status: number; body: unknown }
let answers: Answer[] = []
let asked: { path: string; key: string; mails: { to: string }[] }[] = []

const letters = z.array(z.object({ to: z.string() }))
const server = createServer((request, response) => {
  void text(request).then((body) => {
    const key = String(request.headers["idempotency-key"])
    asked.push({ path: request.url ?? "", key, mails: letters.parse(JSON.parse(body)) })
    const answer = answers.shift() ?? { status: 500, body: {} }
    response.writeHead(answer.status, { "content-type": "application/json" })
    response.end(JSON.stringify(answer.body))
  })
})
const port = Number(new URL(process.env.RESEND_BASE_URL ?? "").port)
await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve))
afterAll(() => {
  server.close()
  server.closeAllConnections()
})
beforeEach(() => {
  answers = []
  asked = []
})

/** A batch to three owners. */
async function makeBatch(): Promise<string> {
  const product = await makeProduct()
  await makeOwners(product.edition.id, 3)
  const { path } = await localFile()
  const { releaseId } = await release(product.slug, "--file", path, "--no-mail")
  await recordReleaseMails(releaseId, { editionId: product.edition.id }, null, new Date())
  return (await db().mail.findFirstOrThrow()).batchId ?? ""
}

const rows = () => db().mail.findMany({ orderBy: { id: "asc" } })

it("an address that Resend does not take keeps nobody else of the batch waiting", async () => {
  const batchId = await makeBatch()
  const errors = [{ index: 1, message: "Invalid `to` field." }]
  answers = [{ status: 200, body: { data: [{ id: "re_1" }, { id: "re_3" }], errors } }]
  expect(await sendBatch(batchId)).toBe(2)
  const [first, refused, third] = await rows()
  expect(first).toMatchObject({ resendId: "re_1", sentAt: expect.any(Date) })
  expect(third).toMatchObject({ resendId: "re_3", sentAt: expect.any(Date) })
  expect(refused).toMatchObject({
    sentAt: null,
    cancelledAt: expect.any(Date),
    lastError: "Invalid `to` field.",
  })
  expect(asked).toMatchObject([
    {
      path: "/emails/batch",
      key: `batch/${batchId}`,
      mails: [first, refused, third].map((mail) => ({ to: mail?.recipient })),
    },
  ])
  expect(await sendBatch(batchId)).toBe(0)
  expect(asked).toHaveLength(1)
})

it("too many calls at once are waited for, under the same key", async () => {
  const batchId = await makeBatch()
  const tooMany = { statusCode: 429, name: "rate_limit_exceeded", message: "Too many requests" }
  const data = [{ id: "re_1" }, { id: "re_2" }, { id: "re_3" }]
  answers = [
    { status: 429, body: tooMany },
    { status: 200, body: { data } },
  ]
  expect(await sendBatch(batchId)).toBe(3)
  expect(asked.map(({ key }) => key)).toEqual([`batch/${batchId}`, `batch/${batchId}`])
})

it("what Resend refuses as a whole waits with its reason, and is tried again", async () => {
  const batchId = await makeBatch()
  const message = "The domain of shop@example.com is not verified."
  answers = [{ status: 403, body: { statusCode: 403, name: "validation_error", message } }]
  await expect(sendBatch(batchId)).rejects.toThrow("not verified")
  for (const mail of await rows())
    expect(mail).toMatchObject({
      sentAt: null,
      cancelledAt: null,
      attempts: 1,
      lastError: "Resend: validation_error: The domain of [address] is not verified.",
    })
})

it("an answer that leaves open who was taken is no answer", async () => {
  const batchId = await makeBatch()
  answers = [{ status: 200, body: { data: [{ id: "re_1" }] } }]
  await expect(sendBatch(batchId)).rejects.toThrow("did not say which")
  expect(await db().mail.count({ where: { sentAt: null, cancelledAt: null } })).toBe(3)
})

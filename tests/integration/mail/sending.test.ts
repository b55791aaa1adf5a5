import { describe, expect, it } from "vitest"
import { db, transaction } from "@/lib/db"
import { startWorker } from "@/lib/jobs/start-worker"
import { sendMail } from "@/lib/mail/send-mail"
import { listMails } from "@/lib/mail/store/mail-list"
import { recordMail, requeueLostMails } from "@/lib/mail/store/mails"
import { pay } from "@/tests/support/buyer"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"
import { checkInvariants } from "@/tests/support/invariants"
import { mailbox } from "@/tests/support/mailbox"
import { begin, startSelling } from "@/tests/support/selling"
import { waitUntil } from "@/tests/support/wait-until"

const { sandbox } = await startSelling()

async function buy(email = "Ada@Example.com") {
  const { url, checkoutId } = await begin(
    await makeProduct({ title: "Selling <Quietly>", editions: [{ amount: 1999 }] }),
  )
  await pay(url, undefined, { email })
  return waitUntil(
    () => db().mail.findFirst({ where: { kind: "receipt", subject: checkoutId } }),
    "the receipt",
  )
}

describe("K12 the receipt", () => {
  it("holds shop, product, edition, amount, link, downloads left and support, in text and HTML", async () => {
    const mail = await buy()
    await sendMail(mail.id)
    const [letter] = await mailbox(sandbox.url, "Ada@Example.com")
    for (const part of ["Kiosk", "PDF", "$19.99", "5 downloads left", "support@kiosk.test"]) {
      expect(letter?.html, part).toContain(part)
      expect(letter?.text, part).toContain(part)
    }
    expect(letter?.text).toContain("Selling <Quietly>")
    expect(letter?.html).toContain("Selling &lt;Quietly&gt;")
    const link = /http:\/\/localhost:3000\/orders\/[A-Za-z0-9_-]{46}/
    expect(letter?.html).toMatch(link)
    expect(letter?.text).toMatch(link)
    expect(letter?.subject).toContain("Selling <Quietly>")
  })

  it("writes 500 yen as yen, in the order's own locale", async () => {
    const product = await makeProduct({ editions: [{ amount: 500, currency: "jpy" }] })
    const order = await makePaidOrder({ products: [product] })
    await db().checkout.update({ where: { id: order.id }, data: { locale: "de-DE" } })
    await transaction(() =>
      recordMail({ kind: "receipt", subject: order.id, recipient: "ada@example.com" }),
    )
    await sendMail((await db().mail.findFirstOrThrow()).id)
    expect((await mailbox(sandbox.url))[0]?.text).toMatch(/500\s¥/)
  })

  it("is sent once, though four workers send it at the same moment, and again later", async () => {
    const mail = await buy()
    // Resend lets one of them through; the others' jobs try again.
    await Promise.allSettled(Array.from({ length: 4 }, () => sendMail(mail.id)))
    expect(await sendMail(mail.id)).toBe("already-sent")
    expect(await mailbox(sandbox.url)).toHaveLength(1)
    await checkInvariants()
  })

  it("a mail noted twice is one mail and one job", async () => {
    const note = () =>
      transaction(() => recordMail({ kind: "alert", subject: "x", recipient: "a@example.com" }))
    await Promise.all([note(), note(), note()])
    expect(await db().mail.count()).toBe(1)
    const [jobs] = await db().$queryRaw<{ n: bigint }[]>`
      SELECT count(*) AS n FROM graphile_worker.jobs`
    expect(Number(jobs?.n)).toBe(1)
  })

  it("a mail whose transaction is rolled back is never sent", async () => {
    const failing = transaction(async () => {
      await recordMail({ kind: "alert", subject: "x", recipient: "a@example.com" })
      throw new Error("changed our mind")
    })
    await expect(failing).rejects.toThrow("changed our mind")
    expect(await db().mail.count()).toBe(0)
    const jobs = await db().$queryRaw<unknown[]>`SELECT 1 FROM graphile_worker.jobs`
    expect(jobs).toHaveLength(0)
  })
})

describe("K19 every kind of mail", () => {
  it.each(["receipt", "links", "payment_failed", "alert"] as const)(
    "%s is written from its template, in text and HTML, with the shop's name and support",
    async (kind) => {
      const order = await makePaidOrder({ email: "ada@example.com" })
      const payload = { message: "Look at order 7." }
      await transaction(() =>
        recordMail({ kind, subject: order.id, recipient: "ada@example.com", payload }),
      )
      await sendMail((await db().mail.findFirstOrThrow()).id)
      const [letter] = await mailbox(sandbox.url, "ada@example.com")
      expect(letter?.subject).toContain("Kiosk")
      for (const body of [letter?.html, letter?.text]) {
        expect(body).toContain(kind === "alert" ? "Look at order 7." : "The Book")
        expect(body).toContain("support@kiosk.test")
      }
      expect(letter?.html).not.toMatch(/undefined|\[object Object\]|NaN/)
    },
  )
})

describe("K20 while mail is down", () => {
  it("the sale stands, the mail waits with its reason, and goes out when mail is back", async () => {
    await sandbox.control("mail", { mode: "down" })
    const mail = await buy()
    await expect(sendMail(mail.id)).rejects.toThrow()
    expect(await db().purchase.count()).toBe(1)
    const { mails } = await listMails({
      state: "pending",
      recipient: null,
      after: null,
      limit: 10,
      order: "oldest first",
    })
    const [pending] = mails
    expect(pending).toMatchObject({ id: mail.id, attempts: 1 })
    expect(pending?.lastError).toBeTruthy()
    expect(pending?.lastError).not.toContain("@example.com")
    await sandbox.control("mail", { mode: "ok" })
    const worker = await startWorker()
    try {
      await waitUntil(async () => (await mailbox(sandbox.url)).length === 1, "the mail")
    } finally {
      await worker.stop()
    }
    await waitUntil(async () => (await db().mail.findFirst())?.sentAt, "the mail to be noted")
    await checkInvariants()
  })

  it("a mail whose job has given up is queued again", async () => {
    const mail = await buy()
    await db().$executeRaw`DELETE FROM graphile_worker._private_jobs`
    await db().mail.update({
      where: { id: mail.id },
      data: { createdAt: new Date(Date.now() - 3600_000) },
    })
    expect(await requeueLostMails()).toBe(1)
    expect(await requeueLostMails()).toBe(0)
  })
})

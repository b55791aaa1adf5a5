import { expect, it } from "vitest"
import { db } from "@/lib/db"
import { openDownload } from "@/lib/delivery/open-download"
import { openGrant } from "@/lib/delivery/open-grant"
import { openStream, streamUrl } from "@/lib/delivery/open-stream"
import { tasks } from "@/lib/jobs/tasks"
import { deliveryConsent } from "@/lib/legal/delivery-consent"
import { renderMail } from "@/lib/mail/render-mail"
import { getMail } from "@/lib/mail/store/mails"
import { withdrawOrder } from "@/lib/refunds/withdraw-order"
import { signToken } from "@/lib/tokens"
import { revokedReason } from "@/tests/support/bought"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"
import { checkInvariants } from "@/tests/support/invariants"
import { paidOrder, refundElsewhere, refundsAt } from "@/tests/support/refunding"
import { startSelling } from "@/tests/support/selling"
import { entitlementOf } from "@/tests/support/streams"

const { sandbox } = await startSelling()

it("B22, X14: who has opened nothing withdraws: all of it goes back, it closes, and they are mailed a receipt of it", async () => {
  const { checkoutId, intent } = await paidOrder(sandbox)
  const order = await db().checkout.findUniqueOrThrow({ where: { id: checkoutId } })
  expect(order.deliveryConsent).toBe(deliveryConsent.version)
  expect(order.deliveryConsentAt).toEqual(order.createdAt)
  const token = signToken("order", checkoutId)
  const twice = await Promise.allSettled([withdrawOrder(token), withdrawOrder(token)])
  expect(twice.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"])
  expect(await refundsAt(sandbox.url, intent)).toEqual([1999])
  expect(await revokedReason()).toBe("refunded")
  const mails = await db().mail.findMany({ where: { kind: "withdrawal" } })
  expect(mails).toMatchObject([{ subject: checkoutId, recipient: "ada@example.com" }])
  const letter = await renderMail(await getMail(mails[0]?.id ?? ""))
  expect(letter?.text).toContain("$19.99")
  expect(letter?.text).toContain(String(new Date().getUTCFullYear()))
  await checkInvariants()
})

it("B22: it closes at once though Stripe is silent, and a job gives the money back", async () => {
  const { checkoutId, intent } = await paidOrder(sandbox)
  await sandbox.control("api", { mode: "error", path: "/v1/refunds" })
  await withdrawOrder(signToken("order", checkoutId))
  expect(await revokedReason()).toBe("taken_back")
  await sandbox.control("api", { mode: "ok" })
  const { id } = await db().refundRequest.findFirstOrThrow()
  await tasks["pay-withdrawal"]({ requestId: id })
  await tasks["pay-withdrawal"]({ requestId: id })
  expect(await refundsAt(sandbox.url, intent)).toEqual([1999])
  expect(await revokedReason()).toBe("refunded")
})

it("B22: where Stripe refuses the money, the owner is told", async () => {
  const { checkoutId, intent } = await paidOrder(sandbox)
  await refundElsewhere(sandbox.url, intent, 1000)
  await withdrawOrder(signToken("order", checkoutId))
  const [alert] = await db().mail.findMany({ where: { kind: "alert" } })
  expect(JSON.stringify(alert?.payload)).toContain("could not be given back")
})

it("B22: what was downloaded or watched is not withdrawn from; looking at its page opens nothing", async () => {
  const { checkoutId, intent } = await paidOrder(sandbox)
  const token = signToken("order", checkoutId)
  const file = await db().releaseFile.findFirstOrThrow()
  const door = { kind: "order" as const, token }
  const opened = await openDownload({ door, fileId: file.id, network: null, userAgent: null })
  if (opened.outcome !== "granted") throw new Error(opened.outcome)
  const openedAt = async () => (await db().purchase.findFirstOrThrow()).openedAt
  // A HEAD request or a prefetch sends no byte.
  await openGrant(opened.url.split("/").at(-1) ?? "", false)
  expect(await openedAt()).toBeNull()
  await openGrant(opened.url.split("/").at(-1) ?? "", true)
  expect(await openedAt()).not.toBeNull()
  await expect(withdrawOrder(token)).rejects.toThrow("says why")
  expect(await refundsAt(sandbox.url, intent)).toEqual([])
  expect(await revokedReason()).toBeNull()

  const film = { name: "film.webm", contentType: "video/webm" }
  const watched = await makePaidOrder({
    products: [await makeProduct({ kind: "video", editions: [{ files: [film] }] })],
  })
  const url = streamUrl(await entitlementOf(watched.purchaseId), watched.file.id)
  await openStream(url.split("/").at(-1) ?? "", null)
  const { openedAt: seen } = await db().purchase.findUniqueOrThrow({
    where: { id: watched.purchaseId },
  })
  expect(seen).not.toBeNull()
})

import { expect, it } from "vitest"
import { reassignOrder } from "@/lib/account/reassign-order"
import { resendReceipt } from "@/lib/account/resend-receipt"
import { plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { openDownload } from "@/lib/delivery/open-download"
import { openGrant } from "@/lib/delivery/open-grant"
import { listUndelivered } from "@/lib/mail/store/undelivered"
import { tellUndelivered } from "@/lib/mail/tell-undelivered"
import { newId } from "@/lib/tokens"
import { type MadeOrder, makePaidOrder, makeProduct, revoke } from "@/tests/support/factories"
import { runShop } from "@/tests/support/run-shop"

const at = new Date()
const ago = (seconds: number) => plusSeconds(at, -seconds)

/** A paid order with a receipt of which this is known; sent an hour ago, when nothing is. */
async function bought(
  mail: Record<string, Date | string | null> = {},
  options: Parameters<typeof makePaidOrder>[0] = {},
): Promise<MadeOrder> {
  const order = await makePaidOrder(options)
  await receipt(order, mail)
  return order
}

async function receipt({ id, email }: MadeOrder, mail: Record<string, Date | string | null> = {}) {
  const sent = { sentAt: ago(3600), createdAt: ago(3700) }
  const base = { id: newId(), kind: "receipt" as const, subject: `${id}/${newId()}` }
  await db().mail.create({ data: { ...base, recipient: email, ...sent, ...mail } })
}

async function listed(): Promise<string[]> {
  const { undelivered } = await listUndelivered({ now: new Date(), after: null, limit: 25 })
  return undelivered.map(({ orderId }) => orderId)
}

async function fetched({ token, file }: MadeOrder): Promise<void> {
  const door = { kind: "order" as const, token }
  const opened = await openDownload({ door, fileId: file.id, network: null, userAgent: null })
  if (opened.outcome !== "granted") throw new Error(opened.outcome)
  await openGrant(opened.url.split("/").at(-1) ?? "", true)
}

const free = async () => ({ products: [await makeProduct({ editions: [{ amount: 0 }] })] })

it("B41: who paid, was not reached and has opened nothing is listed, with why", async () => {
  const bounced = await bought({ bouncedAt: ago(60), deliveryNote: "No such mailbox" })
  const complained = await bought({ deliveredAt: ago(90), complainedAt: ago(60) })
  const unsent = await bought({ sentAt: null, lastError: "Resend does not answer." })
  await bought()
  await bought({ deliveredAt: ago(60) })
  await bought({ bouncedAt: ago(60), deliveredAt: ago(30) })
  await bought({ sentAt: null, createdAt: ago(60) })
  await bought({ sentAt: null, cancelledAt: ago(60) })
  await bought({ bouncedAt: ago(60) }, await free())
  await revoke((await bought({ bouncedAt: ago(60) })).purchaseId)
  await fetched(await bought({ bouncedAt: ago(60) }))
  expect(await listed()).toEqual([unsent.id, complained.id, bounced.id])
  const first = await listUndelivered({ now: new Date(), after: null, limit: 2 })
  const rest = await listUndelivered({ now: new Date(), after: first.next, limit: 2 })
  expect(rest).toMatchObject({
    next: null,
    undelivered: [
      {
        orderId: bounced.id,
        email: bounced.email,
        mail: { deliveryNote: "No such mailbox", bouncedAt: ago(60) },
      },
    ],
  })
  const { stdout, stderr } = await runShop(["undelivered", "--json"])
  expect(stderr).toBe("")
  expect(JSON.parse(stdout)).toMatchObject([
    { state: "pending", why: "Resend does not answer." },
    { state: "complained" },
    { state: "bounced" },
  ])
})

it("B41: a receipt that goes out again, here or to another address, takes its buyer off the list", async () => {
  const by = { actor: "admin@kiosk.test", reason: "They called" }
  const [again, moved] = [
    await bought({ bouncedAt: ago(60) }),
    await bought({ bouncedAt: ago(60) }),
  ]
  await resendReceipt(again.id, by.actor)
  await reassignOrder({ orderId: moved.id, to: "right@example.com", mails: true, ...by })
  expect(await listed()).toEqual([])
  await db().mail.updateMany({
    where: { bouncedAt: null },
    data: { sentAt: new Date(), bouncedAt: new Date() },
  })
  expect(await listed()).toEqual([moved.id, again.id])
})

it("B41: the owner is mailed once a day at most, and only when there is somebody", async () => {
  expect(await tellUndelivered()).toBe(0)
  expect(await db().mail.count()).toBe(0)
  await bought({ bouncedAt: ago(60) })
  await tellUndelivered()
  await bought({ bouncedAt: ago(60) })
  expect(await tellUndelivered()).toBe(2)
  const alerts = await db().mail.findMany({ where: { kind: "alert" } })
  expect(alerts).toHaveLength(1)
  expect(JSON.stringify(alerts)).toContain("/admin/undelivered")
})

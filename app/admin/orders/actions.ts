"use server"

import { z } from "zod"
import { adminAction, adminForm } from "@/app/admin/act"
import { reassignOrder } from "@/lib/account/reassign-order"
import { resendReceipt } from "@/lib/account/resend-receipt"
import { reasonField } from "@/lib/audit/rules"
import { releaseOrder } from "@/lib/checkout/release-order"
import { emailField } from "@/lib/customers/rules"
import { copyAnew } from "@/lib/delivery/copy-anew"
import { resetDownloads } from "@/lib/purchases/reset-downloads"
import { rotateLink } from "@/lib/purchases/rotate-link"
import { giveBack, takeBack } from "@/lib/purchases/take-back"

const ofOrder = z.object({ order: z.uuid() })
const ofPurchase = ofOrder.extend({ purchase: z.uuid() })
const back = ({ order }: { order: string }) => `/admin/orders/${order}`

/** Gives a purchase as many downloads as its edition allows. */
export const giveDownloadsBack = adminAction(ofPurchase, back, async ({ purchase }, actor) => {
  await resetDownloads(purchase, actor)
  return "downloads"
})

/** Makes an order's private link void, and another one good. */
export const renewLink = adminAction(ofPurchase, back, async ({ purchase }, actor) => {
  await rotateLink(purchase, actor)
  return "link"
})

/** Mails an order's receipt, with its link, once more. */
export const mailReceipt = adminAction(ofOrder, back, async ({ order }, actor) => {
  await resendReceipt(order, actor)
  return "receipt"
})

/** Has a buyer's own copy of a file made anew. */
export const makeCopyAgain = adminAction(
  ofOrder.extend({ file: z.uuid() }),
  back,
  async ({ order, file }, actor) => {
    await copyAnew({ orderId: order, fileId: file, actor })
    return "copy"
  },
)

/** Closes a purchase without giving money back. */
export const revokePurchase = adminForm(
  ofPurchase.extend({ reason: reasonField }),
  async ({ order, purchase, reason }, actor) => {
    await takeBack({ purchaseId: purchase, reason, actor })
    return `${back({ order })}?done=revoked`
  },
)

/** Opens what `revokePurchase` closed. */
export const restorePurchase = adminForm(
  ofPurchase.extend({ reason: reasonField }),
  async ({ order, purchase, reason }, actor) => {
    await giveBack({ purchaseId: purchase, reason, actor })
    return `${back({ order })}?done=restored`
  },
)

/** Gives a withheld order to its buyer. */
export const release = adminForm(
  ofOrder.extend({ reason: reasonField }),
  async ({ order, reason }, actor) => {
    await releaseOrder({ orderId: order, reason, actor })
    return `${back({ order })}?done=released`
  },
)

/** Gives an order to another address. */
export const reassign = adminForm(
  ofOrder.extend({ to: emailField, mails: z.literal("on").optional(), reason: reasonField }),
  async ({ order, to, mails, reason }, actor) => {
    await reassignOrder({ orderId: order, to, mails: mails === "on", reason, actor })
    return `${back({ order })}?done=reassigned`
  },
)

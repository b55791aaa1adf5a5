"use server"

import { z } from "zod"
import { adminAction } from "@/app/admin/act"
import { resendReceipt } from "@/lib/account/resend-receipt"
import { resetDownloads } from "@/lib/purchases/reset-downloads"
import { rotateLink } from "@/lib/purchases/rotate-link"

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

"use server"

import { redirect } from "next/navigation"
import { z } from "zod"
import { AppError } from "@/lib/errors"
import { withdrawOrder } from "@/lib/refunds/withdraw-order"

const shape = z.object({ token: z.string().min(1).max(200) })

/** Withdraws from the order whose page this is. The page then says how it stands, refused or not. */
export async function withdraw(form: FormData): Promise<void> {
  const given = shape.safeParse(Object.fromEntries(form))
  if (!given.success) redirect("/orders")
  const { token } = given.data
  try {
    await withdrawOrder(token)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
  redirect(`/orders/${encodeURIComponent(token)}`)
}

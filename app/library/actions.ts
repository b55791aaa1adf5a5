"use server"

import type { Route } from "next"
import { notFound, redirect } from "next/navigation"
import { z } from "zod"
import { requireCustomer } from "@/lib/auth/require-customer"
import { archiveProduct } from "@/lib/library/archive-product"
import { unarchiveProduct } from "@/lib/library/unarchive-product"

const moving = z.object({
  product: z.string().min(1).max(200),
  /** A path of the library. */
  back: z
    .string()
    .max(1000)
    .regex(/^\/library(?:[/?][\w\-.~%!$&'()*+,;=:@/?]*)?$/)
    .catch("/library"),
})

/** Puts a product out of sight in the library of whoever is signed in. */
export async function archive(form: FormData): Promise<void> {
  const { customerId } = await requireCustomer("/library")
  const { product, back } = readMove(form)
  if (!(await archiveProduct(customerId, product))) notFound()
  redirect(back as Route)
}

/** Brings a product back into sight. */
export async function unarchive(form: FormData): Promise<void> {
  const { customerId } = await requireCustomer("/library")
  const { product, back } = readMove(form)
  if (!(await unarchiveProduct(customerId, product))) notFound()
  redirect(back as Route)
}

function readMove(form: FormData): z.infer<typeof moving> {
  const parsed = moving.safeParse(Object.fromEntries(form))
  if (!parsed.success) notFound()
  return parsed.data
}

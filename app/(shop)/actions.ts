"use server"

import { z } from "zod"
import { rememberCurrency } from "@/app/visitor"

const choice = z.object({ currency: z.string().regex(/^(?:[a-z]{3})?$/) })

/** Shows prices in a currency from now on; the empty one is the shop's own choice again. */
export async function chooseCurrency(form: FormData): Promise<void> {
  const parsed = choice.safeParse(Object.fromEntries(form))
  if (parsed.success) await rememberCurrency(parsed.data.currency)
}

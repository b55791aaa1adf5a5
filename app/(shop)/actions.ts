"use server"

import { cookies } from "next/headers"
import { z } from "zod"
import { CURRENCY_COOKIE } from "@/app/visitor"
import { BROWSER_ORDERS_MAX_AGE } from "@/lib/checkout/rules"
import { env } from "@/lib/env"

const choice = z.object({ currency: z.string().regex(/^(?:[a-z]{3})?$/) })

/** Shows prices in a currency from now on; the empty one is the shop's own choice again. */
export async function chooseCurrency(form: FormData): Promise<void> {
  const parsed = choice.safeParse(Object.fromEntries(form))
  if (!parsed.success) return
  const jar = await cookies()
  if (parsed.data.currency === "") jar.delete(CURRENCY_COOKIE)
  else
    jar.set(CURRENCY_COOKIE, parsed.data.currency, {
      httpOnly: true,
      sameSite: "lax",
      secure: env().PUBLIC_URL.startsWith("https:"),
      path: "/",
      maxAge: BROWSER_ORDERS_MAX_AGE,
    })
}

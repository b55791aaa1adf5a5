import { z } from "zod"
import { isCountry } from "@/lib/papers/country-rules"
import { checkVatId } from "@/lib/papers/vat-rules"

const line = (most: number) =>
  z
    .string()
    .transform((text) => text.replace(/\s+/g, " ").trim())
    .refine((text) => text.length <= most, `Write at most ${most} characters.`)

/** Whom an invoice is made out to, as a buyer types it. */
export const buyerFields = z.object({
  name: line(120).refine((text) => text !== "", "Write the name that the invoice is made out to."),
  businessName: line(120),
  address: z
    .string()
    .max(600, "Write at most six lines.")
    .transform((text) =>
      text
        .split(/\r?\n/)
        .map((one) => one.trim())
        .filter(Boolean),
    )
    .refine((lines) => lines.length <= 6, "Write at most six lines.")
    .refine(
      (lines) => lines.every((one) => one.length <= 120),
      "A line has at most 120 characters.",
    ),
  country: z
    .string()
    .refine((code) => code === "" || isCountry(code), "Choose a country from the list."),
  vatId: z
    .string()
    .max(40, "Write at most 40 characters.")
    .transform((text, context) => {
      if (text.trim() === "") return ""
      const checked = checkVatId(text)
      if (checked.isGood) return checked.vatId
      context.addIssue({ code: "custom", message: checked.message })
      return z.NEVER
    }),
})

export type Buyer = z.output<typeof buyerFields>
/** The form's fields as they stand in it. */
export type TypedBuyer = Record<keyof Buyer, string>

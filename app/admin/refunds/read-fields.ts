import { z } from "zod"
import type { RefundFields } from "@/components/admin/refund-choice"

const fields = z.object({
  what: z.string().max(40).catch("").default(""),
  amount: z.string().max(40).catch("").default(""),
  closes: z
    .literal("on")
    .optional()
    .catch(undefined)
    .transform((value) => value === "on"),
})

/** The first step's form, as it stands in the address of a page of refunds. */
export function readRefundFields(
  query: Record<string, string | string[] | undefined>,
): RefundFields {
  return fields.parse(query)
}

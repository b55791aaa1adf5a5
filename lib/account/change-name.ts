import { now } from "@/lib/clock"
import { nameField } from "@/lib/customers/rules"
import { saveTypedName } from "@/lib/customers/store/customers"
import { AppError } from "@/lib/errors"

/**
 * Keeps the name that a customer typed; an empty one is none; what is kept. From now on it is theirs: what a payment
 * page or Stripe says later does not replace it. Throws AppError "invalid".
 */
export async function changeName(customerId: string, typed: string): Promise<string | null> {
  const parsed = nameField.safeParse(typed)
  if (!parsed.success) throw new AppError("invalid", parsed.error.issues[0]?.message ?? "")
  await saveTypedName(customerId, parsed.data, now())
  return parsed.data
}

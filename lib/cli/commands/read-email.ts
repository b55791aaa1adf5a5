import { emailField } from "@/lib/customers/rules"
import { AppError } from "@/lib/errors"

/** An address of the command line, normalised. Throws AppError "invalid" for what is none. */
export function readEmail(text: string): string {
  const { data, error } = emailField.safeParse(text)
  if (data !== undefined) return data
  throw new AppError("invalid", error.issues[0]?.message ?? text)
}

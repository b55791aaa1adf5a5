import { z } from "zod"

/** One person, one spelling: trimmed, lower case; dots and plus signs stay. */
export function normaliseEmail(email: string): string {
  return email.trim().toLowerCase()
}

/** An address as a person types it into a form, normalised. */
export const emailField = z
  .string()
  .trim()
  .min(1, "Enter your email address.")
  .max(254, "That email address is too long.")
  .pipe(z.email("Enter an email address like name@example.com."))
  .transform(normaliseEmail)

/** A name as a person types it into a form: one line, spaces tidied; empty: none. */
export const nameField = z
  .string()
  .transform((name) => name.replace(/[\s\p{Cc}]+/gu, " ").trim())
  .pipe(z.string().max(120, "That name is too long: 120 characters at most."))
  .transform((name) => name || null)

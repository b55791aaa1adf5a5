import { createHash, timingSafeEqual } from "node:crypto"
import { z } from "zod"
import { HOUR, MINUTE, plusSeconds } from "@/lib/clock"
import { AppError } from "@/lib/errors"

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

/** The address in what a person typed, normalised. Throws AppError "invalid" with what is wrong. */
export function readAddress(typed: string): string {
  const { data, error } = emailField.safeParse(typed)
  if (data !== undefined) return data
  throw new AppError("invalid", error.issues[0]?.message ?? "Enter your email address.")
}

/** Seconds for which the link of a mail that asks to prove an address is good. */
export const LINK_SECONDS = HOUR
/** Seconds for which its code is. */
export const CODE_SECONDS = 10 * MINUTE
/** Tries that each code allows. */
export const CODE_TRIES = 5

export type ProofPurpose = "sign_in" | "change_email"

/** A mail that asks somebody to prove an address. */
export type AddressProof = {
  id: string
  purpose: ProofPurpose
  /** Normalised. */
  email: string
  /** Who asked to change to it; null: signing in. */
  customerId: string | null
  browserHash: string
  callbackPath: string
  triesLeft: number
  createdAt: Date
  expiresAt: Date
  usedAt: Date | null
}

export type ProofState = "live" | "used" | "expired"

/** What a proof's link is good for at `now`. */
export function linkState(
  proof: Pick<AddressProof, "usedAt" | "expiresAt">,
  now: Date,
): ProofState {
  if (proof.usedAt) return "used"
  return proof.expiresAt > now ? "live" : "expired"
}

/** What its code is good for: at most as long as the link, and for a few tries. */
export function codeState(
  proof: Pick<AddressProof, "usedAt" | "expiresAt" | "createdAt" | "triesLeft">,
  now: Date,
): ProofState {
  if (proof.triesLeft <= 0 || plusSeconds(proof.createdAt, CODE_SECONDS) <= now)
    return proof.usedAt ? "used" : "expired"
  return linkState(proof, now)
}

/** What is kept of the cookie of the browser that asked: its SHA-256, lower-case hexadecimal. */
export function hashBrowser(cookie: string): string {
  return createHash("sha256").update(cookie).digest("hex")
}

/** Whether a proof was asked for in the browser that holds this cookie. */
export function isAskedBy(proof: Pick<AddressProof, "browserHash">, cookie: string): boolean {
  const [kept, given] = [Buffer.from(proof.browserHash), Buffer.from(hashBrowser(cookie))]
  return kept.length === given.length && timingSafeEqual(kept, given)
}

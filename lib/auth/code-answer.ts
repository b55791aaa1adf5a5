import type { TriedCode } from "@/lib/auth/try-code"
import { AppError } from "@/lib/errors"

/** What a person is told whose code did not work. */
export function codeAnswer(tried: AppError | Exclude<TriedCode, { outcome: "right" }>): {
  ok: false
  message: string
} {
  if (tried instanceof AppError) return { ok: false, message: tried.message }
  if (tried.outcome === "over")
    return { ok: false, message: "That code is no longer good. Ask for a new one." }
  const left = tried.triesLeft === 1 ? "one more time" : `${tried.triesLeft} more times`
  return { ok: false, message: `That is not the code. You can try ${left}.` }
}

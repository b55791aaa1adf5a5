import type { TriedCode } from "@/lib/auth/try-code"
import { AppError } from "@/lib/errors"

/** What a person is told whose code did not work. `isOver`: only a new mail helps. */
export function codeAnswer(tried: AppError | Exclude<TriedCode, { outcome: "right" }>): {
  ok: false
  message: string
  isOver: boolean
} {
  if (tried instanceof AppError) return { ok: false, message: tried.message, isOver: false }
  if (tried.outcome === "over")
    return { ok: false, message: "That code is no longer good. Ask for a new one.", isOver: true }
  const left = tried.triesLeft === 1 ? "one more time" : `${tried.triesLeft} more times`
  return { ok: false, message: `That is not the code. You can try ${left}.`, isOver: false }
}

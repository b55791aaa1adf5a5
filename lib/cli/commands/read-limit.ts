import { AppError } from "@/lib/errors"

/** The number of a --limit option, 1 to 100,000. Throws AppError "invalid". */
export function readLimit(text: string): number {
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1 || limit > 100_000)
    throw new AppError("invalid", `--limit takes a whole number from 1 to 100000, not "${text}".`)
  return limit
}

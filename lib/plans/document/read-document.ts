import { readFile } from "node:fs/promises"
import { AppError, messageOf } from "@/lib/errors"

/** What a file of plans holds. Throws AppError "invalid" when it is none, or no JSON. */
export async function readDocument(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new AppError("invalid", `${path} can't be read: ${messageOf(error)}`)
  })
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new AppError("invalid", `${path} is not JSON: ${messageOf(error)}`)
  }
}

import { randomBytes } from "node:crypto"
import { lstat } from "node:fs/promises"
import { basename, dirname, join } from "node:path"
import { AppError } from "@/lib/errors"

/** Throws an AppError "conflict" when something is there already: nothing is ever written over. */
export async function requireFree(path: string): Promise<void> {
  if (await lstat(path).catch(() => null))
    throw new AppError("conflict", `${path} is there already. Name another, or move it away.`)
}

/** A name beside `path` for what is not whole yet. What a killed run leaves there may be deleted. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(4).toString("hex")}.partial`)
}

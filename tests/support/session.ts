import { randomBytes } from "node:crypto"
import { hashSessionToken, sessionCookieName } from "@/lib/auth/rules"
import { plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"

/** Signs a customer in, straight in the database; gives the Cookie header of that browser. */
export async function makeSession(
  customerId: string,
  options: { expiresAt?: Date } = {},
): Promise<{ id: string; token: string; cookie: string }> {
  const [id, token] = [newId(), randomBytes(32).toString("hex")]
  const expiresAt = options.expiresAt ?? plusSeconds(new Date(), 3600)
  await db().session.create({
    data: { id, tokenHash: hashSessionToken(token), customerId, expiresAt },
  })
  return { id, token, cookie: `${sessionCookieName()}=${token}` }
}

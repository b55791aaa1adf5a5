import { addAdministrator } from "@/lib/administrators/add-administrator"
import { beginSecondFactor } from "@/lib/administrators/begin-second-factor"
import { findOwnFactor } from "@/lib/administrators/find-own-factor"
import { listChanges } from "@/lib/audit/store"
import { confirmSecondFactor } from "@/lib/auth/confirm-second-factor"
import { hashSessionToken } from "@/lib/auth/rules"
import { findSignedIn, type SignedIn } from "@/lib/auth/store"
import { now } from "@/lib/clock"
import { saveCustomer } from "@/lib/customers/store/customers"
import { appCode } from "@/tests/support/app-code"
import { makeSession } from "@/tests/support/session"

/** An administrator's address. */
export const ada = "ada@example.com"

/** A browser of somebody's: who is signed in there, as the next request sees it. */
export async function browserOf(email: string) {
  const { token, cookie: held } = await makeSession(await saveCustomer({ email }))
  const visitor = async (): Promise<SignedIn> => {
    const found = await findSignedIn(hashSessionToken(token), now())
    if (!found) throw new Error("Nobody is signed in.")
    return found
  }
  return { visitor, cookie: held, need: async () => (await visitor()).secondFactor }
}

/** Ada, an administrator, with an app and recovery codes, in a browser where she has just confirmed it. */
export async function withFactor() {
  await addAdministrator(ada, "administrator", "admin@kiosk.test")
  const first = await browserOf(ada)
  await beginSecondFactor(ada)
  const begun = await findOwnFactor(ada)
  if (begun.state !== "begun") throw new Error("Nothing was begun.")
  const { letters } = begun
  const codes = await confirmSecondFactor(await first.visitor(), appCode(letters))
  return { first, letters, codes }
}

/** What administrators did, the newest first. */
export const deeds = async () =>
  (await listChanges({ after: null, limit: 20 })).changes.map(({ action }) => action)

import type { Adapter, AdapterAccount, AdapterUser } from "next-auth/adapters"
import { hashSessionToken, SESSION_SECONDS, type Visit } from "@/lib/auth/rules"
import { deleteSession, findSignedIn, recordSession } from "@/lib/auth/store"
import { now, plusSeconds } from "@/lib/clock"
import {
  findPerson,
  findPersonByAccount,
  findPersonByEmail,
  type Person,
  recordAccount,
  recordVerified,
} from "@/lib/customers/store/accounts"
import { saveCustomer } from "@/lib/customers/store/customers"
import { giveDefaultPlan } from "@/lib/subscriptions/give-default-plan"

/**
 * next-auth's view of the shop's customers: one person is one row, by normalised address. Whoever
 * comes through here has proved theirs, by our mail or at their provider.
 * @param visit the browser that a new session is for
 */
export function customerAdapter(visit: Visit): Adapter {
  return {
    createUser: ({ email, name }: Pick<AdapterUser, "email" | "name">) =>
      enter(email, name ?? null),
    getUser: async (id) => toUser(await findPerson(id)),
    getUserByEmail: async (email) => toUser(await findPersonByEmail(email)),
    getUserByAccount: async ({ provider, providerAccountId }) =>
      toUser(await findPersonByAccount({ provider, providerAccountId })),
    updateUser: async ({ id }) => {
      await recordVerified(id, now())
      return getUser(id)
    },
    linkAccount: async ({ provider, providerAccountId, userId }: AdapterAccount) => {
      await recordAccount({ provider, providerAccountId, customerId: userId })
      await recordVerified(userId, now())
    },
    createSession: async (session) => {
      const { sessionToken, userId } = session
      const createdAt = now()
      // A guest's row was made by a purchase: whoever signs in has the default plan from here on.
      await giveDefaultPlan(userId)
      await recordSession({
        tokenHash: hashSessionToken(sessionToken),
        customerId: userId,
        userAgent: visit.userAgent,
        network: visit.network,
        createdAt,
        // By the shop's clock; next-auth's own is this machine's.
        expiresAt: plusSeconds(createdAt, SESSION_SECONDS),
      })
      return session
    },
    getSessionAndUser: async (sessionToken) => {
      const found = await findSignedIn(hashSessionToken(sessionToken), now())
      if (!found) return null
      const { customerId: userId, expiresAt: expires } = found
      return { session: { sessionToken, userId, expires }, user: await getUser(userId) }
    },
    // The session lasts because it is in use; `currentCustomer` notes that.
    updateSession: async () => null,
    deleteSession: async (sessionToken) => deleteSession(hashSessionToken(sessionToken)),
  }
}

async function enter(email: string, name: string | null): Promise<AdapterUser> {
  const id = await saveCustomer({ email, name })
  await recordVerified(id, now())
  return getUser(id)
}

async function getUser(id: string): Promise<AdapterUser> {
  const user = toUser(await findPerson(id))
  if (!user) throw new Error("The customer is gone.")
  return user
}

function toUser(person: Person | null): AdapterUser | null {
  if (!person) return null
  const { id, email, name, verifiedAt } = person
  return { id, email, name, emailVerified: verifiedAt }
}

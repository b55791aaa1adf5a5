import { normaliseEmail } from "@/lib/customers/rules"
import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"

/** A customer who can be signed in: the row still has its address. */
export type Person = { id: string; email: string; name: string | null; verifiedAt: Date | null }

const fields = { id: true, email: true, name: true, verifiedAt: true } as const

/** The person with that id, or null. */
export async function findPerson(id: string): Promise<Person | null> {
  return withAddress(await db().customer.findUnique({ where: { id }, select: fields }))
}

/** The person with that address, in any spelling, or null. */
export async function findPersonByEmail(email: string): Promise<Person | null> {
  const where = { email: normaliseEmail(email) }
  return withAddress(await db().customer.findUnique({ where, select: fields }))
}

/** The person whom another provider knows by this id, or null. */
export async function findPersonByAccount(account: {
  provider: string
  providerAccountId: string
}): Promise<Person | null> {
  const found = await db().externalAccount.findUnique({
    where: { provider_providerAccountId: account },
    select: { customer: { select: fields } },
  })
  return withAddress(found?.customer ?? null)
}

/** Notes another way in, whose provider has proved the address. */
export async function recordAccount(account: {
  provider: string
  providerAccountId: string
  customerId: string
}): Promise<void> {
  const { provider, providerAccountId, customerId } = account
  await db().externalAccount.createMany({
    data: [{ id: newId(), provider, providerAccountId, customerId }],
    skipDuplicates: true,
  })
}

/** Notes that a customer's address was proved; the first time stays. */
export async function recordVerified(customerId: string, now: Date): Promise<void> {
  await db().customer.updateMany({
    where: { id: customerId, verifiedAt: null },
    data: { verifiedAt: now },
  })
}

function withAddress(
  row: (Omit<Person, "email"> & { email: string | null }) | null,
): Person | null {
  return row?.email ? { ...row, email: row.email } : null
}

/** Ends every other way in of a customer. */
export async function deleteAccountsOf(customerId: string): Promise<void> {
  await db().externalAccount.deleteMany({ where: { customerId } })
}

/** The customer at Stripe and the address that it should have, or null when there is none. */
export async function findStripeIdentity(
  customerId: string,
): Promise<{ stripeCustomerId: string; email: string } | null> {
  const row = await db().customer.findUnique({
    where: { id: customerId },
    select: { stripeCustomerId: true, email: true },
  })
  return row?.stripeCustomerId && row.email
    ? { stripeCustomerId: row.stripeCustomerId, email: row.email }
    : null
}

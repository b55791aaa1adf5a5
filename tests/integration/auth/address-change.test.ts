import { describe, expect, it } from "vitest"
import { changeAddressByCode } from "@/lib/auth/change-address-by-code"
import { changeAddressByLink } from "@/lib/auth/change-address-by-link"
import { hashSessionToken } from "@/lib/auth/rules"
import { signInByLink } from "@/lib/auth/sign-in-by-link"
import { startAddressChange } from "@/lib/auth/start-address-change"
import { startSignIn } from "@/lib/auth/start-sign-in"
import { findSignedIn, type SignedIn } from "@/lib/auth/store"
import { recordAccount } from "@/lib/customers/store/accounts"
import { saveCustomer } from "@/lib/customers/store/customers"
import { endedTables, erasedTables, mergedTables, movedTables } from "@/lib/customers/store/merge"
import { db, transaction } from "@/lib/db"
import { listAccess } from "@/lib/entitlements/store/access"
import { startWorker } from "@/lib/jobs/start-worker"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"
import { mailbox } from "@/tests/support/mailbox"
import { startTestSandbox } from "@/tests/support/sandbox"
import { proofIn, sendAll, signInByMail, visit } from "@/tests/support/signing-in"
import { callStripe } from "@/tests/support/stripe-events"
import { waitUntil } from "@/tests/support/wait-until"

const sandbox = await startTestSandbox()
const NEW = "ada@new.example"

async function signedIn(email: string): Promise<SignedIn & { token: string }> {
  const token = await signInByMail(sandbox.url, email)
  const found = await findSignedIn(hashSessionToken(token), new Date())
  if (!found) throw new Error("Nobody is signed in.")
  return { ...found, token }
}

async function ask(customer: SignedIn, email = NEW) {
  const { browser } = await startAddressChange(customer, email, visit)
  return { asked: browser, ...(await proofIn(sandbox.url, email.toLowerCase())) }
}

const whoIs = (token: string) => findSignedIn(hashSessionToken(token), new Date())

describe("B38 a customer's own change of address", () => {
  it("needs the new address proved; until then nothing changes and nobody is told", async () => {
    const ada = await signedIn("ada@example.com")
    await ask(ada)
    expect(await whoIs(ada.token)).toMatchObject({ email: "ada@example.com" })
    expect(await db().customer.count({ where: { email: NEW } })).toBe(0)
    expect(await db().mail.count({ where: { kind: "email_changed" } })).toBe(0)
  })

  it("moves purchases and library along, tells the old address, and ends other sessions", async () => {
    const order = await makePaidOrder({ email: "ada@example.com" })
    const [elsewhere, ada] = [await signedIn("ada@example.com"), await signedIn("ada@example.com")]
    await recordAccount({
      provider: "google",
      providerAccountId: "g-1",
      customerId: ada.customerId,
    })
    const { token } = await ask(ada, "Ada@New.example")
    expect(await changeAddressByLink(ada, token)).toBe("changed")
    expect(await whoIs(ada.token)).toMatchObject({ customerId: order.customerId, email: NEW })
    expect(await whoIs(elsewhere.token)).toBeNull()
    expect(await db().externalAccount.count()).toBe(0)
    await sendAll()
    const [notice] = await mailbox(sandbox.url, "ada@example.com")
    expect(notice?.subject).toBe("Your address at Kiosk was changed")
    expect(await changeAddressByLink(ada, token)).toBe("over")
  })

  it("works by the code too, in the browser that asked", async () => {
    const ada = await signedIn("ada@example.com")
    const { code, asked } = await ask(ada)
    expect(await changeAddressByCode(ada, { code, asked: null }, visit.network)).toEqual({
      outcome: "over",
    })
    expect(await changeAddressByCode(ada, { code, asked }, visit.network)).toEqual({
      outcome: "changed",
    })
  })

  it("voids what is under way to the old address: it signs in to nothing of theirs any more", async () => {
    const ada = await signedIn("ada@example.com")
    await startSignIn({ email: "ada@example.com", callbackPath: "/" }, visit)
    const old = await proofIn(sandbox.url, "ada@example.com")
    await changeAddressByLink(ada, (await ask(ada)).token)
    expect(await signInByLink(old.token, { visit, previousToken: null })).toEqual({
      outcome: "over",
    })
    const stranger = await signedIn("ada@example.com")
    expect(stranger.customerId).not.toBe(ada.customerId)
  })

  it("is nobody else's: a link that another was sent gives away nothing of theirs", async () => {
    const mallory = await signedIn("mallory@example.com")
    const { token, code, asked } = await ask(mallory, "bea@example.com")
    const bea = await signedIn("bea@example.com")
    expect(await changeAddressByLink(bea, token)).toBe("over")
    expect(await changeAddressByCode(bea, { code, asked }, visit.network)).toEqual({
      outcome: "over",
    })
    expect(await signInByLink(token, { visit, previousToken: null })).toEqual({ outcome: "over" })
    expect(await whoIs(mallory.token)).toMatchObject({ email: "mallory@example.com" })
    expect(await whoIs(bea.token)).toMatchObject({ email: "bea@example.com" })
  })

  it("a sign-in mail changes no address", async () => {
    const ada = await signedIn("ada@example.com")
    await startSignIn({ email: NEW, callbackPath: "/" }, visit)
    const { token } = await proofIn(sandbox.url, NEW)
    expect(await changeAddressByLink(ada, token)).toBe("over")
  })

  it("is refused for one's own address and for none, and limited", async () => {
    const ada = await signedIn("ada@example.com")
    for (const wrong of ["ADA@example.com", "ada@", ""])
      await expect(startAddressChange(ada, wrong, visit)).rejects.toMatchObject({ code: "invalid" })
    for (let n = 0; n < 5; n++) await startAddressChange(ada, `ada-${n}@new.example`, visit)
    await expect(startAddressChange(ada, NEW, visit)).rejects.toMatchObject({
      code: "rate-limited",
    })
  })

  it("reaches Stripe, though Stripe is down at first", async () => {
    const made = await callStripe(sandbox.url, "customers", { email: "ada@example.com" })
    const stripeCustomerId = String(made.id)
    const ada = await signedIn("ada@example.com")
    await db().customer.update({ where: { id: ada.customerId }, data: { stripeCustomerId } })
    const { token } = await ask(ada)
    await sandbox.control("api", { mode: "error", times: 4 })
    expect(await changeAddressByLink(ada, token)).toBe("changed")
    const worker = await startWorker()
    try {
      await waitUntil(async () => {
        await db()
          .$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL`
        await sandbox.control("api", { mode: "ok" })
        const [left] = await db().$queryRaw<{ n: bigint }[]>`
          SELECT count(*) AS n FROM graphile_worker.jobs WHERE task_identifier = 'save-stripe-email'`
        return Number(left?.n) === 0
      }, "the job")
    } finally {
      await worker.stop()
    }
    const customer = await fetch(`${sandbox.url}/v1/customers/${stripeCustomerId}`, {
      headers: { authorization: "Bearer sk_test_kiosk" },
    })
    expect(await customer.json()).toMatchObject({ email: NEW })
  })
})

describe("B38 an address that has bought before", () => {
  it("comes into the same library: both were proved by one person", async () => {
    const [book, film] = [await makeProduct(), await makeProduct()]
    await makePaidOrder({ email: "ada@example.com", products: [book] })
    const other = await makePaidOrder({ email: NEW, products: [film, book] })
    const ada = await signedIn("ada@example.com")
    for (const { id: productId } of [book, film])
      await db().archivedProduct.create({ data: { customerId: other.customerId, productId } })
    await db().archivedProduct.create({ data: { customerId: ada.customerId, productId: book.id } })
    const position = { fileId: film.edition.file.id, seconds: 30 }
    await db().playbackPosition.create({ data: { ...position, customerId: other.customerId } })
    await db().customer.update({
      where: { id: other.customerId },
      data: { name: "Ada Lovelace", stripeCustomerId: "cus_other" },
    })
    expect(await changeAddressByLink(ada, (await ask(ada)).token)).toBe("changed")

    const editions = [book.edition.id, film.edition.id]
    const access = await listAccess(editions, { customerId: ada.customerId, checkoutIds: [] })
    expect(access.get(book.edition.id)?.entitlements).toHaveLength(2)
    expect(access.get(film.edition.id)?.entitlements).toHaveLength(1)
    expect(await db().archivedProduct.count({ where: { customerId: ada.customerId } })).toBe(2)
    expect(await db().playbackPosition.findMany()).toMatchObject([{ customerId: ada.customerId }])
    const rows = await db().customer.findMany({
      orderBy: { email: { sort: "asc", nulls: "last" } },
    })
    expect(rows).toMatchObject([
      { id: ada.customerId, email: NEW, name: "Ada Lovelace", stripeCustomerId: "cus_other" },
      { id: other.customerId, email: null, name: null, stripeCustomerId: null },
    ])
    const left = { where: { customerId: other.customerId } }
    expect(await db().checkout.count(left)).toBe(0)
    expect(await db().purchase.count(left)).toBe(0)
    expect(await db().entitlement.count(left)).toBe(0)
  })

  it("leaves nothing behind: every table that hangs on a customer is moved or ended", async () => {
    const tables = await db().$queryRaw<{ name: string }[]>`
      SELECT replace(conrelid::regclass::text, '"', '') AS name FROM pg_constraint
      WHERE contype = 'f' AND confrelid = '"Customer"'::regclass
      UNION SELECT table_name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name = 'customerId' ORDER BY 1`
    const known = [...movedTables, ...mergedTables, ...endedTables, ...erasedTables].toSorted()
    expect(tables.map(({ name }) => name)).toEqual(known)
  })

  it("is one row, though somebody buys with it at the moment of the change", async () => {
    const ada = await signedIn("ada@example.com")
    const { token } = await ask(ada)
    const [changed] = await Promise.all([
      changeAddressByLink(ada, token),
      transaction(() => saveCustomer({ email: NEW })),
    ])
    expect(changed).toBe("changed")
    expect(await db().customer.findUnique({ where: { email: NEW } })).toMatchObject({
      id: ada.customerId,
    })
  })

  it("changed to by two customers at the same moment is one's, and nothing is lost", async () => {
    const order = await makePaidOrder({ email: NEW })
    const [ada, bea] = [await signedIn("ada@example.com"), await signedIn("bea@example.com")]
    const [one, two] = [await ask(ada), await ask(bea)]
    const both = [changeAddressByLink(ada, one.token), changeAddressByLink(bea, two.token)]
    expect(await Promise.all(both)).toEqual(["changed", "changed"])
    const owner = await db().customer.findUniqueOrThrow({ where: { email: NEW } })
    const purchase = await db().purchase.findUniqueOrThrow({ where: { id: order.purchaseId } })
    expect(purchase.customerId).toBe(owner.id)
  })
})

import { addAdministrator } from "@/lib/administrators/add-administrator"
import { db } from "@/lib/db"
import { tasks } from "@/lib/jobs/tasks"
import { campaignOf } from "@/lib/shop/campaign-rules"
import { newId } from "@/lib/tokens"
import { pay } from "@/tests/support/buyer"
import { makeProduct } from "@/tests/support/factories"
import { begin } from "@/tests/support/selling"
import { makeSession } from "@/tests/support/session"
import { makeSubscribed } from "@/tests/support/subscribed"
import { waitUntil } from "@/tests/support/wait-until"

export type MadePerson = { customerId: string; email: string; checkoutId: string; cookie: string }

/**
 * Somebody who bought at the sandbox ("Ada@Example.com", so spelled) and left every trace that the
 * shop keeps of a person: a session, a proof, another way in, a download, a position, a mail, a plan.
 */
export async function makePerson(): Promise<MadePerson> {
  const product = await makeProduct()
  // A newsletter's link may name its reader.
  const campaign = campaignOf("http://localhost/?utm_source=news&utm_content=lovelace")
  const { url, checkoutId } = await begin(product, { campaign })
  await pay(url)
  const order = await waitUntil(async () => {
    const found = await db().checkout.findUnique({ where: { id: checkoutId } })
    return found?.status === "paid" ? found : null
  }, "a paid order")
  const customerId = order.customerId ?? ""
  const email = "ada@example.com"
  const { cookie } = await makeSession(customerId)
  await db().session.updateMany({ data: { userAgent: "Firefox", network: "192.0.2.0/24" } })
  const { id: entitlementId, purchaseId } = await db().entitlement.findFirstOrThrow({
    where: { customerId },
  })
  const lasting = { createdAt: new Date(), expiresAt: new Date(Date.now() + 3_600_000) }
  await db().download.create({
    data: {
      id: newId(),
      entitlementId,
      purchaseId,
      fileId: product.edition.file.id,
      network: "192.0.2.0/24",
      userAgent: "Firefox",
      ...lasting,
    },
  })
  await db().addressProof.create({
    data: {
      id: newId(),
      purpose: "sign_in",
      email,
      browserHash: "secret-hash",
      callbackPath: "/library",
      ...lasting,
    },
  })
  await db().externalAccount.create({
    data: { id: newId(), provider: "google", providerAccountId: "g-1", customerId },
  })
  await db().playbackPosition.create({
    data: { customerId, fileId: product.edition.file.id, seconds: 12.5 },
  })
  await db().archivedProduct.create({ data: { customerId, productId: product.id } })
  await addAdministrator("ada@example.com", "support", "admin@kiosk.test")
  await db().secondFactor.create({
    data: { id: newId(), email, createdAt: new Date(), confirmedAt: new Date() },
  })
  const began = { createdAt: new Date(), touchedAt: new Date() }
  await db().upload.create({
    data: { id: newId(), name: "book.pdf", size: 2000n, createdBy: email, ...began },
  })
  await db().stampedCopy.create({
    data: {
      customerId,
      fileId: product.edition.file.id,
      email,
      createdAt: new Date(),
      usedAt: new Date(),
    },
  })
  await db().mailOptOut.create({ data: { customerId, reason: "asked" } })
  await subscribe(customerId, email)
  return { customerId, email, checkoutId, cookie }
}

// As the mirror has it; Stripe knows nothing of it.
async function subscribe(customerId: string, email: string): Promise<void> {
  const { plan, subscriptionId } = await makeSubscribed({
    email,
    invoice: {
      hostedUrl: `https://stripe.test/${email}`,
      pdfUrl: `https://stripe.test/${email}.pdf`,
    },
  })
  await db().trialUse.create({
    data: {
      id: newId(),
      subscriptionId,
      customerId,
      mailboxKey: email,
      cardFingerprint: "fp_4242",
    },
  })
  await db().planCheckout.create({
    data: { id: newId(), attempt: newId(), customerId, planPriceId: plan.priceId },
  })
}

const work: Record<string, (payload: unknown) => Promise<void>> = tasks

/** Does all waiting jobs of these kinds as the worker would, until none is left. */
export async function workOff(...names: string[]): Promise<void> {
  for (;;) {
    const [job] = await db().$queryRaw<{ id: string; task: string; payload: unknown }[]>`
      SELECT j.id::text, t.identifier AS task, j.payload
      FROM graphile_worker._private_jobs j
      JOIN graphile_worker._private_tasks t ON t.id = j.task_id
      WHERE t.identifier = ANY(${names}) ORDER BY j.id LIMIT 1`
    if (!job) return
    await work[job.task]?.(job.payload)
    await db().$executeRaw`DELETE FROM graphile_worker._private_jobs WHERE id = ${job.id}::bigint`
  }
}

/** Every row of every table, as one text: what the shop still knows. */
export async function wholeDatabase(): Promise<string> {
  const tables = await db().$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname = 'public' OR tablename = '_private_jobs' ORDER BY 1`
  const texts: string[] = []
  for (const { name } of tables) {
    const rows = await db().$queryRawUnsafe<{ row: string }[]>(
      `SELECT to_jsonb(t)::text AS row FROM ${name} t ORDER BY 1`,
    )
    texts.push(...rows.map(({ row }) => `${name} ${row}`))
  }
  return texts.join("\n")
}

import { isMailTo, isOrderOf, mailsAbout, type Person } from "@/lib/account/store/person"
import { db } from "@/lib/db"

// Each of these runs inside eraseCustomer's transaction.

/** Whether money of this person's is on its way: a delayed payment that has not settled. */
export async function hasProcessingOrder(person: Person): Promise<boolean> {
  const rows = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM "Checkout" c WHERE ${isOrderOf(person)} AND c."status" = 'processing' LIMIT 1`
  return rows.length > 0
}

/** Notes what this person's things are called at Stripe, and their orders, before they are let go. */
export async function recordReferences(person: Person): Promise<void> {
  await db().$executeRaw`
    INSERT INTO "ForgottenReference" ("id", "customerId")
    SELECT named.id, ${person.customerId}::uuid FROM (
      SELECT unnest(ARRAY[c."id"::text, c."stripeSessionId", c."stripePaymentIntentId"]) AS id
      FROM "Checkout" c WHERE ${isOrderOf(person)}
      UNION
      SELECT "stripeCustomerId" FROM "Customer" WHERE "id" = ${person.customerId}::uuid) named
    WHERE named.id IS NOT NULL
    ON CONFLICT ("id") DO NOTHING`
}

/**
 * Deletes the orders for which no money moved and none can any more: failed, lapsed, or left open
 * without a page of Stripe's. How many those were.
 */
export async function deleteUnpaidOrders(person: Person, now: Date): Promise<number> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT c."id"::text FROM "Checkout" c
    WHERE ${isOrderOf(person)}
      AND (c."status" IN ('failed', 'expired')
        OR (c."status" = 'open' AND (c."stripeSessionId" IS NULL OR c."expiresAt" < ${now})))
      AND NOT EXISTS (SELECT 1 FROM "Refund" r WHERE r."checkoutId" = c."id")
      AND NOT EXISTS (SELECT 1 FROM "Dispute" d WHERE d."checkoutId" = c."id")
      AND NOT EXISTS (SELECT 1 FROM "CheckoutLine" l JOIN "Purchase" p ON p."lineId" = l."id"
                      WHERE l."checkoutId" = c."id")
    FOR UPDATE`
  const ids = rows.map((row) => row.id)
  await db().checkoutLine.deleteMany({ where: { checkoutId: { in: ids } } })
  await db().checkout.deleteMany({ where: { id: { in: ids } } })
  return ids.length
}

/**
 * Takes the address off the orders that stay, with what of a link may name its reader, and voids their own
 * links; how many those are. Invoices that were written stay whole: the law has the books keep them
 * (Regulation (EU) 2016/679, Article 17(3)(b)).
 */
export async function pseudonymiseOrders(person: Person, now: Date): Promise<number> {
  return db().$executeRaw`
    UPDATE "Checkout" c
    SET "email" = NULL, "payerName" = NULL, "payerAddress" = '{}', "vatId" = NULL, "utmTerm" = NULL, "utmContent" = NULL,
      "erasedAt" = ${now}, "linkVersion" = least(c."linkVersion" + 1, 65535)
    WHERE ${isOrderOf(person)} AND c."erasedAt" IS NULL`
}

/**
 * Ends everything that this person bought or was given, now; refunds and disputes go on by themselves. What
 * plans opened follows from the mirror and the day of erasure (`deriveEntitlements`).
 */
export async function endEntitlements(customerId: string, now: Date): Promise<void> {
  await db().$executeRaw`
    UPDATE "Entitlement"
    SET "endsAt" = greatest(${now}::timestamptz, "startsAt" + interval '1 microsecond')
    WHERE "customerId" = ${customerId}::uuid AND ("endsAt" IS NULL OR "endsAt" > ${now})
      AND "source" IN ('purchase', 'grant')`
}

/** Takes where and with what files were fetched off the log of downloads. */
export async function pseudonymiseDownloads(customerId: string): Promise<void> {
  await db().$executeRaw`
    UPDATE "Download" d SET "network" = NULL, "userAgent" = NULL
    FROM "Entitlement" e WHERE e."id" = d."entitlementId" AND e."customerId" = ${customerId}::uuid`
}

/**
 * Takes the address and the contents off every mail to this person, and cancels what is not sent.
 * Before orders and proofs are let go: mails about those are theirs too.
 */
export async function pseudonymiseMails(person: Person, now: Date): Promise<number> {
  return db().$executeRaw`
    UPDATE "Mail" m
    SET "recipient" = 'erased:' || m."id", "payload" = '{}', "lastError" = NULL,
        "deliveryNote" = NULL,
        "cancelledAt" = CASE WHEN m."sentAt" IS NULL THEN ${now}::timestamptz END
    WHERE m."id" IN (
      SELECT m."id" FROM "Mail" m WHERE ${isMailTo(person)}
      UNION
      ${mailsAbout(person)}
      UNION
      SELECT m."id" FROM "AddressProof" p
      JOIN "Mail" m ON m."kind" IN ('sign_in', 'change_email') AND m."subject" = p."id"::text
      WHERE p."customerId" = ${person.customerId}::uuid)`
}

/** Deletes what only served this person: sessions, proofs, other ways in, positions, the archive, wishes, roles. */
export async function deletePersonal({ customerId, addresses }: Person): Promise<void> {
  const where = { customerId }
  await db().$executeRaw`
    DELETE FROM "SecondFactor" f USING "Customer" c
    WHERE c."id" = ${customerId}::uuid AND f."email" = c."email"`
  await db().session.deleteMany({ where })
  await db().addressProof.deleteMany({ where: { OR: [where, { email: { in: addresses } }] } })
  await db().externalAccount.deleteMany({ where })
  await db().playbackPosition.deleteMany({ where })
  await db().archivedProduct.deleteMany({ where })
  await db().mailOptOut.deleteMany({ where })
  await db().administrator.deleteMany({ where: { email: { in: addresses } } })
  // What was changed stays on record; who of the forgotten did it, or was meant, does not.
  await db().auditEntry.updateMany({
    where: { actor: { in: addresses } },
    data: { actor: "somebody who was forgotten" },
  })
  await db().upload.updateMany({
    where: { createdBy: { in: addresses } },
    data: { createdBy: "somebody who was forgotten" },
  })
  await db().auditEntry.updateMany({
    where: { subjectKind: "administrator", subjectId: { in: addresses } },
    data: { subjectId: "forgotten" },
  })
}

/** Empties the customer's own row. It stays, for the books to hang on. */
export async function saveErased(customerId: string, now: Date): Promise<void> {
  await db().customer.update({
    where: { id: customerId },
    data: {
      email: null,
      name: null,
      nameTypedAt: null,
      locale: null,
      stripeCustomerId: null,
      stripeVersionAt: null,
      verifiedAt: null,
      erasedAt: now,
    },
  })
}

-- AlterEnum
ALTER TYPE "RevokedReason" ADD VALUE 'taken_back';

-- AlterEnum
ALTER TYPE "MailKind" ADD VALUE 'withdrawal';

-- AlterEnum
ALTER TYPE "DisputeStatus" ADD VALUE 'appeal_needs_response';
ALTER TYPE "DisputeStatus" ADD VALUE 'appeal_under_review';

-- AlterTable
ALTER TABLE "Checkout" ADD COLUMN     "deliveryConsent" TEXT,
ADD COLUMN     "deliveryConsentAt" TIMESTAMPTZ(6),
ADD COLUMN     "reassignedAt" TIMESTAMPTZ(6),
ADD COLUMN     "withdrawnAt" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "Purchase" ADD COLUMN     "openedAt" TIMESTAMPTZ(6),
ADD COLUMN     "takenBackAt" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "Dispute" ADD COLUMN     "evidenceDueAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "RefundRequest" (
    "id" UUID NOT NULL,
    "checkoutId" UUID,
    "invoiceId" UUID,
    "lineId" UUID,
    "stripePaymentIntentId" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "closesAccess" BOOLEAN NOT NULL DEFAULT false,
    "stripeAttempt" INTEGER NOT NULL DEFAULT 1,
    "stripeRefundId" TEXT,
    "refusedBecause" TEXT,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RefundRequest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "RefundRequest_stripeRefundId_key" ON "RefundRequest"("stripeRefundId");

-- CreateIndex
CREATE INDEX "RefundRequest_checkoutId_idx" ON "RefundRequest"("checkoutId");

-- CreateIndex
CREATE INDEX "RefundRequest_invoiceId_idx" ON "RefundRequest"("invoiceId");

-- AddForeignKey
ALTER TABLE "RefundRequest" ADD CONSTRAINT "RefundRequest_checkoutId_fkey" FOREIGN KEY ("checkoutId") REFERENCES "Checkout"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RefundRequest" ADD CONSTRAINT "RefundRequest_invoiceId_fkey" FOREIGN KEY ("invoiceId") REFERENCES "Invoice"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Written by hand: exactly one owner, and something to give back.
ALTER TABLE "RefundRequest" ADD CONSTRAINT "RefundRequest_owner_check" CHECK (num_nonnulls("checkoutId", "invoiceId") = 1);
ALTER TABLE "RefundRequest" ADD CONSTRAINT "RefundRequest_amount_check" CHECK ("amount" > 0);

-- Written by hand: at most one request of a payment waits for Stripe's answer, whoever asks.
CREATE UNIQUE INDEX "RefundRequest_waiting_key" ON "RefundRequest" ("stripePaymentIntentId") WHERE "stripeRefundId" IS NULL AND "refusedBecause" IS NULL;

-- Written by hand: who paid and was not reached. Few receipts have not been sent, or came back, and each
-- of those asks for the others of its order, whose subject may have a request's id behind the order's.
CREATE INDEX "Mail_receiptTrouble_idx" ON "Mail" (split_part("subject", '/', 1)) WHERE "kind" = 'receipt' AND ("sentAt" IS NULL OR "bouncedAt" IS NOT NULL OR "complainedAt" IS NOT NULL);
CREATE INDEX "Mail_receiptOrder_idx" ON "Mail" (split_part("subject", '/', 1)) WHERE "kind" = 'receipt';

-- Written by hand: what was fetched before this column was there.
UPDATE "Purchase" p SET "openedAt" = d."at" FROM (
    SELECT "purchaseId", min("startedAt") AS "at" FROM "Download" WHERE "purchaseId" IS NOT NULL AND "startedAt" IS NOT NULL GROUP BY 1
) d WHERE d."purchaseId" = p."id";

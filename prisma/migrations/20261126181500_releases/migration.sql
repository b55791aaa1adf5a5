-- CreateEnum
CREATE TYPE "OptOutReason" AS ENUM ('asked', 'complained');

-- AlterEnum
ALTER TYPE "MailKind" ADD VALUE 'release';

-- AlterTable
ALTER TABLE "Mail" ADD COLUMN     "batchId" UUID,
ADD COLUMN     "bouncedAt" TIMESTAMPTZ(3),
ADD COLUMN     "complainedAt" TIMESTAMPTZ(3),
ADD COLUMN     "customerId" UUID,
ADD COLUMN     "delayedAt" TIMESTAMPTZ(3),
ADD COLUMN     "deliveredAt" TIMESTAMPTZ(3),
ADD COLUMN     "deliveryNote" TEXT,
ADD COLUMN     "isBounceFinal" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "MailOptOut" (
    "customerId" UUID NOT NULL,
    "reason" "OptOutReason" NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MailOptOut_pkey" PRIMARY KEY ("customerId")
);

-- CreateIndex
CREATE INDEX "Mail_customerId_idx" ON "Mail"("customerId");

-- CreateIndex
CREATE INDEX "Mail_batchId_idx" ON "Mail"("batchId");

-- CreateIndex
CREATE INDEX "Entitlement_editionId_customerId_idx" ON "Entitlement"("editionId", "customerId");

-- CreateIndex
CREATE INDEX "Entitlement_productId_customerId_idx" ON "Entitlement"("productId", "customerId");

-- AddForeignKey
ALTER TABLE "Mail" ADD CONSTRAINT "Mail_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MailOptOut" ADD CONSTRAINT "MailOptOut_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand: few mails bounce for good, and each new one asks whether its address did.
CREATE INDEX "Mail_bounced_idx" ON "Mail" (lower(btrim("recipient"))) WHERE "isBounceFinal";

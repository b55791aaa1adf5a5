-- CreateEnum
CREATE TYPE "ProofPurpose" AS ENUM ('sign_in', 'change_email');

-- AlterEnum
ALTER TYPE "MailKind" ADD VALUE 'sign_in';
ALTER TYPE "MailKind" ADD VALUE 'change_email';
ALTER TYPE "MailKind" ADD VALUE 'email_changed';

-- DropIndex
DROP INDEX "Download_fileId_idx";

-- DropForeignKey
ALTER TABLE "Download" DROP CONSTRAINT "Download_purchaseId_fkey";

-- AlterTable
ALTER TABLE "Customer" ADD COLUMN     "erasedAt" TIMESTAMPTZ(6),
ADD COLUMN     "nameTypedAt" TIMESTAMPTZ(6),
ALTER COLUMN "email" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Download" ADD COLUMN     "entitlementId" UUID,
ALTER COLUMN "purchaseId" DROP NOT NULL;

-- By hand: a download before today was taken from a purchase, which has one entitlement.
UPDATE "Download" SET "entitlementId" = e."id" FROM "Entitlement" e WHERE e."purchaseId" = "Download"."purchaseId";
ALTER TABLE "Download" ALTER COLUMN "entitlementId" SET NOT NULL;

-- AlterTable
ALTER TABLE "Edition" ADD COLUMN     "accessSeconds" INTEGER;

-- AlterTable
ALTER TABLE "Checkout" ADD COLUMN     "erasedAt" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "Mail" ADD COLUMN     "cancelledAt" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "Product" ADD COLUMN     "popularity" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "requiresSignIn" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "ArchivedProduct" (
    "customerId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "archivedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ArchivedProduct_pkey" PRIMARY KEY ("customerId","productId")
);

-- CreateTable
CREATE TABLE "PlaybackPosition" (
    "customerId" UUID NOT NULL,
    "fileId" UUID NOT NULL,
    "seconds" DOUBLE PRECISION NOT NULL,
    "durationSeconds" DOUBLE PRECISION,
    "finishedAt" TIMESTAMPTZ(6),
    "updatedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PlaybackPosition_pkey" PRIMARY KEY ("customerId","fileId")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "customerId" UUID NOT NULL,
    "userAgent" TEXT,
    "network" TEXT,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AddressProof" (
    "id" UUID NOT NULL,
    "purpose" "ProofPurpose" NOT NULL,
    "email" TEXT NOT NULL,
    "customerId" UUID,
    "browserHash" TEXT NOT NULL,
    "callbackPath" TEXT NOT NULL,
    "triesLeft" INTEGER NOT NULL DEFAULT 5,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,
    "usedAt" TIMESTAMPTZ(6),

    CONSTRAINT "AddressProof_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ExternalAccount" (
    "id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "providerAccountId" TEXT NOT NULL,
    "customerId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ExternalAccount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ForgottenReference" (
    "id" TEXT NOT NULL,
    "customerId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settledAt" TIMESTAMPTZ(6),

    CONSTRAINT "ForgottenReference_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ForgottenReference_customerId_idx" ON "ForgottenReference"("customerId");

-- CreateIndex
CREATE INDEX "ArchivedProduct_productId_idx" ON "ArchivedProduct"("productId");

-- CreateIndex
CREATE INDEX "PlaybackPosition_fileId_idx" ON "PlaybackPosition"("fileId");

-- CreateIndex
CREATE UNIQUE INDEX "Session_tokenHash_key" ON "Session"("tokenHash");

-- CreateIndex
CREATE INDEX "Session_customerId_createdAt_idx" ON "Session"("customerId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

-- CreateIndex
CREATE INDEX "AddressProof_email_createdAt_idx" ON "AddressProof"("email", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "AddressProof_customerId_idx" ON "AddressProof"("customerId");

-- CreateIndex
CREATE INDEX "AddressProof_expiresAt_idx" ON "AddressProof"("expiresAt");

-- CreateIndex
CREATE INDEX "ExternalAccount_customerId_idx" ON "ExternalAccount"("customerId");

-- CreateIndex
CREATE UNIQUE INDEX "ExternalAccount_provider_providerAccountId_key" ON "ExternalAccount"("provider", "providerAccountId");

-- CreateIndex
CREATE INDEX "Download_entitlementId_createdAt_idx" ON "Download"("entitlementId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Download_fileId_entitlementId_idx" ON "Download"("fileId", "entitlementId");

-- AddForeignKey
ALTER TABLE "Download" ADD CONSTRAINT "Download_entitlementId_fkey" FOREIGN KEY ("entitlementId") REFERENCES "Entitlement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Download" ADD CONSTRAINT "Download_purchaseId_fkey" FOREIGN KEY ("purchaseId") REFERENCES "Purchase"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArchivedProduct" ADD CONSTRAINT "ArchivedProduct_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArchivedProduct" ADD CONSTRAINT "ArchivedProduct_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PlaybackPosition" ADD CONSTRAINT "PlaybackPosition_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PlaybackPosition" ADD CONSTRAINT "PlaybackPosition_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "ReleaseFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AddressProof" ADD CONSTRAINT "AddressProof_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExternalAccount" ADD CONSTRAINT "ExternalAccount_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ForgottenReference" ADD CONSTRAINT "ForgottenReference_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: what a schema cannot say. Named in lib/cli/hand-written.ts.

ALTER TABLE "Edition" ADD CONSTRAINT "Edition_accessSeconds_check" CHECK ("accessSeconds" > 0);
ALTER TABLE "PlaybackPosition" ADD CONSTRAINT "PlaybackPosition_seconds_check" CHECK ("seconds" > 0);
ALTER TABLE "AddressProof" ADD CONSTRAINT "AddressProof_triesLeft_check" CHECK ("triesLeft" >= 0);

-- Whose an event is, in one key: the payment, else the customer, else the object itself.
CREATE INDEX "StripeEvent_about_idx" ON "StripeEvent" ((coalesce(
  "payload" #>> '{data,object,payment_intent}', "payload" #>> '{data,object,customer}',
  "payload" #>> '{data,object,id}')));
-- Orders and mails by address, however it was spelled.
CREATE INDEX "Checkout_guest_idx" ON "Checkout" (lower(btrim("email"))) WHERE "customerId" IS NULL;
CREATE INDEX "Mail_recipient_idx" ON "Mail" (lower(btrim("recipient")));

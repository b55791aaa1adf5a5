-- CreateEnum
CREATE TYPE "BalanceSource" AS ENUM ('charge', 'refund', 'dispute');

-- AlterTable
ALTER TABLE "Checkout" ADD COLUMN     "taxType" TEXT,
ADD COLUMN     "utmCampaign" TEXT,
ADD COLUMN     "utmContent" TEXT,
ADD COLUMN     "utmMedium" TEXT,
ADD COLUMN     "utmSource" TEXT,
ADD COLUMN     "utmTerm" TEXT;

-- CreateTable
CREATE TABLE "BalanceTransaction" (
    "id" UUID NOT NULL,
    "stripeBalanceTransactionId" TEXT NOT NULL,
    "source" "BalanceSource" NOT NULL,
    "stripeSourceId" TEXT NOT NULL,
    "stripePaymentIntentId" TEXT,
    "currency" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "fee" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "BalanceTransaction_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "BalanceTransaction_stripeBalanceTransactionId_key" ON "BalanceTransaction"("stripeBalanceTransactionId");

-- CreateIndex
CREATE INDEX "BalanceTransaction_stripePaymentIntentId_idx" ON "BalanceTransaction"("stripePaymentIntentId");

-- CreateIndex
CREATE INDEX "BalanceTransaction_stripeSourceId_idx" ON "BalanceTransaction"("stripeSourceId");

-- CreateIndex
CREATE INDEX "BalanceTransaction_createdAt_idx" ON "BalanceTransaction"("createdAt");

-- CreateIndex
CREATE INDEX "Refund_createdAt_idx" ON "Refund"("createdAt");

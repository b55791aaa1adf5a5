-- CreateEnum
CREATE TYPE "PeriodUnit" AS ENUM ('day', 'week', 'month', 'year');

-- CreateEnum
CREATE TYPE "SubscriptionStatus" AS ENUM ('incomplete', 'incomplete_expired', 'trialing', 'active', 'past_due', 'canceled', 'unpaid', 'paused');

-- CreateEnum
CREATE TYPE "PauseCollection" AS ENUM ('keep_as_draft', 'mark_uncollectible', 'void');

-- CreateEnum
CREATE TYPE "CancelledBecause" AS ENUM ('duplicate', 'trial_used');

-- CreateEnum
CREATE TYPE "InvoiceStatus" AS ENUM ('draft', 'open', 'paid', 'uncollectible', 'void');

-- CreateEnum
CREATE TYPE "PlanCheckoutStatus" AS ENUM ('open', 'complete', 'expired');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "EntitlementSource" ADD VALUE 'subscription';
ALTER TYPE "EntitlementSource" ADD VALUE 'default_plan';

-- AlterEnum
ALTER TYPE "RevokedReason" ADD VALUE 'replaced';

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "MailKind" ADD VALUE 'subscription_started';
ALTER TYPE "MailKind" ADD VALUE 'invoice_paid';
ALTER TYPE "MailKind" ADD VALUE 'payment_retry';
ALTER TYPE "MailKind" ADD VALUE 'action_required';
ALTER TYPE "MailKind" ADD VALUE 'cancellation_scheduled';
ALTER TYPE "MailKind" ADD VALUE 'subscription_ended';
ALTER TYPE "MailKind" ADD VALUE 'subscription_refused';
ALTER TYPE "MailKind" ADD VALUE 'trial_ending';
ALTER TYPE "MailKind" ADD VALUE 'renewal_reminder';

-- DropForeignKey
ALTER TABLE "Refund" DROP CONSTRAINT "Refund_checkoutId_fkey";

-- DropForeignKey
ALTER TABLE "Dispute" DROP CONSTRAINT "Dispute_checkoutId_fkey";

-- AlterTable
ALTER TABLE "Entitlement" ADD COLUMN     "graceFrom" TIMESTAMPTZ(6),
ADD COLUMN     "pausedFrom" TIMESTAMPTZ(6),
ADD COLUMN     "subscriptionItemId" UUID,
ADD COLUMN     "trialUntil" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "Refund" ADD COLUMN     "invoiceId" UUID,
ALTER COLUMN "checkoutId" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Dispute" ADD COLUMN     "invoiceId" UUID,
ALTER COLUMN "checkoutId" DROP NOT NULL;

-- CreateTable
CREATE TABLE "PlanFamily" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PlanFamily_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Plan" (
    "id" UUID NOT NULL,
    "familyId" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "tier" INTEGER NOT NULL DEFAULT 1,
    "features" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "groups" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "stripeProductId" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "retiredAt" TIMESTAMPTZ(6),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PlanPrice" (
    "id" UUID NOT NULL,
    "planId" UUID NOT NULL,
    "periodUnit" "PeriodUnit",
    "periodCount" INTEGER,
    "currency" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "trialDays" INTEGER,
    "introAmount" INTEGER,
    "introCycles" INTEGER,
    "durationUnit" "PeriodUnit",
    "durationCount" INTEGER,
    "position" INTEGER NOT NULL DEFAULT 0,
    "stripePriceId" TEXT,
    "stripeCouponId" TEXT,
    "archivedAt" TIMESTAMPTZ(6),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PlanPrice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DefaultPlanPeriod" (
    "id" UUID NOT NULL,
    "planId" UUID NOT NULL,
    "startsAt" TIMESTAMPTZ(6) NOT NULL,
    "endsAt" TIMESTAMPTZ(6),

    CONSTRAINT "DefaultPlanPeriod_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StripeProduct" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "isActive" BOOLEAN NOT NULL,
    "groups" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "features" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "stripeVersionAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "StripeProduct_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StripePrice" (
    "id" TEXT NOT NULL,
    "stripeProductId" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "periodUnit" "PeriodUnit",
    "periodCount" INTEGER,
    "isActive" BOOLEAN NOT NULL,
    "stripeVersionAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "StripePrice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Subscription" (
    "id" UUID NOT NULL,
    "customerId" UUID,
    "stripeSubscriptionId" TEXT NOT NULL,
    "stripeCustomerId" TEXT,
    "isRecurring" BOOLEAN NOT NULL DEFAULT true,
    "status" "SubscriptionStatus" NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "trialStartsAt" TIMESTAMPTZ(3),
    "trialEndsAt" TIMESTAMPTZ(3),
    "cancelAt" TIMESTAMPTZ(3),
    "canceledAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "pausedAt" TIMESTAMPTZ(3),
    "pauseCollection" "PauseCollection",
    "resumesAt" TIMESTAMPTZ(3),
    "latestInvoiceId" TEXT,
    "stripeScheduleId" TEXT,
    "nextStripePriceId" TEXT,
    "nextPriceAt" TIMESTAMPTZ(3),
    "planPriceId" UUID,
    "isSelfService" BOOLEAN NOT NULL DEFAULT false,
    "cancelledBecause" "CancelledBecause",
    "stripeVersionAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SubscriptionItem" (
    "id" UUID NOT NULL,
    "subscriptionId" UUID NOT NULL,
    "stripeItemId" TEXT NOT NULL,
    "stripePriceId" TEXT NOT NULL,
    "stripeProductId" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL DEFAULT 1,
    "periodStartsAt" TIMESTAMPTZ(3) NOT NULL,
    "periodEndsAt" TIMESTAMPTZ(3),
    "removedAt" TIMESTAMPTZ(6),

    CONSTRAINT "SubscriptionItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invoice" (
    "id" UUID NOT NULL,
    "stripeInvoiceId" TEXT NOT NULL,
    "stripeSubscriptionId" TEXT,
    "stripeCustomerId" TEXT,
    "number" TEXT,
    "status" "InvoiceStatus" NOT NULL,
    "billingReason" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amountSubtotal" INTEGER NOT NULL,
    "amountTax" INTEGER NOT NULL DEFAULT 0,
    "amountTotal" INTEGER NOT NULL,
    "amountDue" INTEGER NOT NULL,
    "amountPaid" INTEGER NOT NULL,
    "periodStartsAt" TIMESTAMPTZ(3),
    "periodEndsAt" TIMESTAMPTZ(3),
    "lines" JSONB NOT NULL DEFAULT '[]',
    "attemptCount" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3),
    "hostedUrl" TEXT,
    "pdfUrl" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "paidAt" TIMESTAMPTZ(3),
    "stripeVersionAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Invoice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InvoicePayment" (
    "id" UUID NOT NULL,
    "invoiceId" UUID NOT NULL,
    "stripePaymentIntentId" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "paidAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "InvoicePayment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PlanCheckout" (
    "id" UUID NOT NULL,
    "attempt" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "planPriceId" UUID NOT NULL,
    "status" "PlanCheckoutStatus" NOT NULL DEFAULT 'open',
    "trialDays" INTEGER NOT NULL DEFAULT 0,
    "stripeSessionId" TEXT,
    "stripeAttempt" INTEGER NOT NULL DEFAULT 1,
    "termsVersion" TEXT,
    "termsAgreedAt" TIMESTAMPTZ(6),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(6),
    "completedAt" TIMESTAMPTZ(6),

    CONSTRAINT "PlanCheckout_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TrialUse" (
    "id" UUID NOT NULL,
    "subscriptionId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "mailboxKey" TEXT NOT NULL,
    "cardFingerprint" TEXT,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TrialUse_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "PlanFamily_slug_key" ON "PlanFamily"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Plan_stripeProductId_key" ON "Plan"("stripeProductId");

-- CreateIndex
CREATE INDEX "Plan_familyId_tier_idx" ON "Plan"("familyId", "tier");

-- CreateIndex
CREATE UNIQUE INDEX "Plan_slug_version_key" ON "Plan"("slug", "version");

-- CreateIndex
CREATE UNIQUE INDEX "PlanPrice_stripePriceId_key" ON "PlanPrice"("stripePriceId");

-- CreateIndex
CREATE INDEX "PlanPrice_planId_position_idx" ON "PlanPrice"("planId", "position");

-- CreateIndex
CREATE INDEX "DefaultPlanPeriod_startsAt_idx" ON "DefaultPlanPeriod"("startsAt");

-- CreateIndex
CREATE INDEX "StripePrice_stripeProductId_idx" ON "StripePrice"("stripeProductId");

-- CreateIndex
CREATE UNIQUE INDEX "Subscription_stripeSubscriptionId_key" ON "Subscription"("stripeSubscriptionId");

-- CreateIndex
CREATE INDEX "Subscription_customerId_startedAt_idx" ON "Subscription"("customerId", "startedAt" DESC);

-- CreateIndex
CREATE INDEX "Subscription_stripeCustomerId_idx" ON "Subscription"("stripeCustomerId");

-- CreateIndex
CREATE INDEX "Subscription_status_trialEndsAt_idx" ON "Subscription"("status", "trialEndsAt");

-- CreateIndex
CREATE UNIQUE INDEX "SubscriptionItem_stripeItemId_key" ON "SubscriptionItem"("stripeItemId");

-- CreateIndex
CREATE INDEX "SubscriptionItem_subscriptionId_idx" ON "SubscriptionItem"("subscriptionId");

-- CreateIndex
CREATE INDEX "SubscriptionItem_stripeProductId_idx" ON "SubscriptionItem"("stripeProductId");

-- CreateIndex
CREATE INDEX "SubscriptionItem_stripePriceId_idx" ON "SubscriptionItem"("stripePriceId");

-- CreateIndex
CREATE UNIQUE INDEX "Invoice_stripeInvoiceId_key" ON "Invoice"("stripeInvoiceId");

-- CreateIndex
CREATE INDEX "Invoice_stripeSubscriptionId_createdAt_idx" ON "Invoice"("stripeSubscriptionId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Invoice_stripeCustomerId_createdAt_idx" ON "Invoice"("stripeCustomerId", "createdAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "InvoicePayment_stripePaymentIntentId_key" ON "InvoicePayment"("stripePaymentIntentId");

-- CreateIndex
CREATE INDEX "InvoicePayment_invoiceId_idx" ON "InvoicePayment"("invoiceId");

-- CreateIndex
CREATE UNIQUE INDEX "PlanCheckout_attempt_key" ON "PlanCheckout"("attempt");

-- CreateIndex
CREATE UNIQUE INDEX "PlanCheckout_stripeSessionId_key" ON "PlanCheckout"("stripeSessionId");

-- CreateIndex
CREATE INDEX "PlanCheckout_customerId_createdAt_idx" ON "PlanCheckout"("customerId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "PlanCheckout_status_createdAt_idx" ON "PlanCheckout"("status", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "TrialUse_subscriptionId_key" ON "TrialUse"("subscriptionId");

-- CreateIndex
CREATE INDEX "TrialUse_mailboxKey_idx" ON "TrialUse"("mailboxKey");

-- CreateIndex
CREATE INDEX "TrialUse_cardFingerprint_idx" ON "TrialUse"("cardFingerprint");

-- CreateIndex
CREATE INDEX "TrialUse_customerId_idx" ON "TrialUse"("customerId");

-- CreateIndex
CREATE UNIQUE INDEX "Entitlement_subscriptionItemId_groupName_key" ON "Entitlement"("subscriptionItemId", "groupName");

-- CreateIndex
CREATE INDEX "Refund_invoiceId_idx" ON "Refund"("invoiceId");

-- CreateIndex
CREATE INDEX "Dispute_invoiceId_idx" ON "Dispute"("invoiceId");

-- AddForeignKey
ALTER TABLE "Entitlement" ADD CONSTRAINT "Entitlement_subscriptionItemId_fkey" FOREIGN KEY ("subscriptionItemId") REFERENCES "SubscriptionItem"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Plan" ADD CONSTRAINT "Plan_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "PlanFamily"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PlanPrice" ADD CONSTRAINT "PlanPrice_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DefaultPlanPeriod" ADD CONSTRAINT "DefaultPlanPeriod_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_checkoutId_fkey" FOREIGN KEY ("checkoutId") REFERENCES "Checkout"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_invoiceId_fkey" FOREIGN KEY ("invoiceId") REFERENCES "Invoice"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Dispute" ADD CONSTRAINT "Dispute_checkoutId_fkey" FOREIGN KEY ("checkoutId") REFERENCES "Checkout"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Dispute" ADD CONSTRAINT "Dispute_invoiceId_fkey" FOREIGN KEY ("invoiceId") REFERENCES "Invoice"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SubscriptionItem" ADD CONSTRAINT "SubscriptionItem_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "Subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InvoicePayment" ADD CONSTRAINT "InvoicePayment_invoiceId_fkey" FOREIGN KEY ("invoiceId") REFERENCES "Invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PlanCheckout" ADD CONSTRAINT "PlanCheckout_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PlanCheckout" ADD CONSTRAINT "PlanCheckout_planPriceId_fkey" FOREIGN KEY ("planPriceId") REFERENCES "PlanPrice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TrialUse" ADD CONSTRAINT "TrialUse_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "Subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: what a schema cannot say. Named in lib/cli/hand-written.ts.

-- One version of a plan on sale, and one open default.
CREATE UNIQUE INDEX "Plan_current_key" ON "Plan" ("slug") WHERE "retiredAt" IS NULL;
CREATE UNIQUE INDEX "DefaultPlanPeriod_open_key" ON "DefaultPlanPeriod" ((true)) WHERE "endsAt" IS NULL;
-- Plans by what they open: offers and search look there.
CREATE INDEX "Plan_groups_idx" ON "Plan" USING gin ("groups") WHERE "retiredAt" IS NULL;

ALTER TABLE "PlanPrice" ADD CONSTRAINT "PlanPrice_amount_check" CHECK ("amount" >= 0 AND "introAmount" >= 0);
ALTER TABLE "PlanPrice" ADD CONSTRAINT "PlanPrice_period_check"
  CHECK (num_nonnulls("periodUnit", "periodCount") IN (0, 2) AND "periodCount" > 0);
ALTER TABLE "PlanPrice" ADD CONSTRAINT "PlanPrice_duration_check"
  CHECK (num_nonnulls("durationUnit", "durationCount") IN (0, 2) AND "durationCount" > 0);
ALTER TABLE "PlanPrice" ADD CONSTRAINT "PlanPrice_intro_check"
  CHECK (num_nonnulls("introAmount", "introCycles") IN (0, 2) AND "introCycles" > 0 AND "trialDays" >= 0);
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_owner_check" CHECK (num_nonnulls("checkoutId", "invoiceId") = 1);
ALTER TABLE "Dispute" ADD CONSTRAINT "Dispute_owner_check" CHECK (num_nonnulls("checkoutId", "invoiceId") = 1);

-- A period that was given back whole leaves an entitlement of no length.
ALTER TABLE "Entitlement" DROP CONSTRAINT "Entitlement_interval_check";
ALTER TABLE "Entitlement" ADD CONSTRAINT "Entitlement_interval_check" CHECK ("endsAt" >= "startsAt");

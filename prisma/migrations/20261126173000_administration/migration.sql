-- CreateEnum
CREATE TYPE "AdministratorRole" AS ENUM ('administrator', 'support');

-- CreateTable
CREATE TABLE "Administrator" (
    "email" TEXT NOT NULL,
    "role" "AdministratorRole" NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Administrator_pkey" PRIMARY KEY ("email")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AuditEntry_at_id_idx" ON "AuditEntry"("at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "AuditEntry_subjectKind_subjectId_at_idx" ON "AuditEntry"("subjectKind", "subjectId", "at" DESC);

-- CreateIndex
CREATE INDEX "Checkout_createdAt_id_idx" ON "Checkout"("createdAt" DESC, "id" DESC);

-- By hand: what a schema cannot say. Named in lib/cli/hand-written.ts.

-- Customers by the beginning of their address, in any collation.
CREATE INDEX "Customer_email_prefix_idx" ON "Customer" ("email" text_pattern_ops);

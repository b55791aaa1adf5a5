-- CreateEnum
CREATE TYPE "StampState" AS ENUM ('waiting', 'ready', 'unfit');

-- AlterTable
ALTER TABLE "Product" ADD COLUMN     "stampsPdfs" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "StampedCopy" (
    "customerId" UUID NOT NULL,
    "fileId" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "state" "StampState" NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "storageKey" TEXT,
    "size" BIGINT,
    "sha256" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StampedCopy_pkey" PRIMARY KEY ("customerId","fileId")
);

-- CreateIndex
CREATE INDEX "StampedCopy_fileId_idx" ON "StampedCopy"("fileId");

-- CreateIndex
CREATE INDEX "StampedCopy_usedAt_idx" ON "StampedCopy"("usedAt");

-- AddForeignKey
ALTER TABLE "StampedCopy" ADD CONSTRAINT "StampedCopy_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StampedCopy" ADD CONSTRAINT "StampedCopy_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "ReleaseFile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

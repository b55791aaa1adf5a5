-- AlterTable
ALTER TABLE "Upload" ADD COLUMN     "removedAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "ReleaseFile_storageKey_idx" ON "ReleaseFile"("storageKey");

-- CreateTable
CREATE TABLE "FormerSlug" (
    "slug" TEXT NOT NULL,
    "productId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "FormerSlug_pkey" PRIMARY KEY ("slug")
);

-- CreateIndex
CREATE INDEX "FormerSlug_productId_idx" ON "FormerSlug"("productId");

-- CreateIndex
CREATE INDEX "Product_title_id_idx" ON "Product"("title", "id");

-- AddForeignKey
ALTER TABLE "FormerSlug" ADD CONSTRAINT "FormerSlug_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: the owner's lists of what is not on the shelf. Few rows of a large catalogue, newest first.
CREATE INDEX "Product_draft_idx" ON "Product" ("id" DESC) WHERE "publishedAt" IS NULL AND "archivedAt" IS NULL;
CREATE INDEX "Product_archived_idx" ON "Product" ("id" DESC) WHERE "archivedAt" IS NOT NULL;

import type { ImportWrites } from "@/lib/catalog/store/importing"
import { db } from "@/lib/db"

/**
 * Writes a batch, one statement for each table however many rows it has. Products, editions, prices,
 * releases and files alone: nothing here names what customers have.
 */
export async function recordImport(writes: ImportWrites): Promise<void> {
  await insertProducts(writes.newProducts)
  await updateProducts(writes.changedProducts)
  await insertEditions(writes.newEditions)
  await updateEditions(writes.changedEditions)
  // Before the new ones: an edition has one live price in a currency.
  await archivePrices(writes.archivedPrices)
  await insertPrices(writes.newPrices)
  await insertReleases(writes.newReleases)
  await insertFiles(writes.newFiles)
}

async function insertProducts(rows: ImportWrites["newProducts"]): Promise<void> {
  if (rows.length === 0) return
  await db().$executeRaw`
    INSERT INTO "Product" ("id", "slug", "title", "summary", "description", "kind", "people",
      "keywords", "groups", "coverKey", "coverAlt", "publishedAt", "isDemo", "updatedAt")
    SELECT "id", "slug", "title", "summary", "description", "kind"::"ProductKind", "people",
      "keywords", "groups", "coverKey", "coverAlt", "publishedAt", "isDemo", now()
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid, "slug" text,
      "title" text, "summary" text, "description" text, "kind" text, "people" text[],
      "keywords" text[], "groups" text[], "coverKey" text, "coverAlt" text,
      "publishedAt" timestamptz, "isDemo" boolean)`
}

async function updateProducts(rows: ImportWrites["changedProducts"]): Promise<void> {
  if (rows.length === 0) return
  await db().$executeRaw`
    UPDATE "Product" p SET "title" = r."title", "summary" = r."summary",
      "description" = r."description", "kind" = r."kind"::"ProductKind", "people" = r."people",
      "keywords" = r."keywords", "groups" = r."groups", "coverKey" = r."coverKey",
      "coverAlt" = r."coverAlt", "publishedAt" = r."publishedAt", "isDemo" = r."isDemo",
      "updatedAt" = now()
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid, "title" text,
      "summary" text, "description" text, "kind" text, "people" text[], "keywords" text[],
      "groups" text[], "coverKey" text, "coverAlt" text, "publishedAt" timestamptz,
      "isDemo" boolean)
    WHERE p."id" = r."id"`
}

async function insertEditions(rows: ImportWrites["newEditions"]): Promise<void> {
  if (rows.length === 0) return
  await db().$executeRaw`
    INSERT INTO "Edition" ("id", "productId", "slug", "title", "format", "isSample",
      "downloadLimit", "accessSeconds", "position", "updatedAt")
    SELECT r.*, now()
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid, "productId" uuid,
      "slug" text, "title" text, "format" text, "isSample" boolean, "downloadLimit" integer,
      "accessSeconds" integer, "position" integer)`
}

async function updateEditions(rows: ImportWrites["changedEditions"]): Promise<void> {
  if (rows.length === 0) return
  await db().$executeRaw`
    UPDATE "Edition" e SET "title" = r."title", "format" = r."format", "isSample" = r."isSample",
      "downloadLimit" = r."downloadLimit", "accessSeconds" = r."accessSeconds", "updatedAt" = now()
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid, "title" text,
      "format" text, "isSample" boolean, "downloadLimit" integer, "accessSeconds" integer)
    WHERE e."id" = r."id"`
}

async function archivePrices(ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await db().$executeRaw`
    UPDATE "Price" SET "archivedAt" = now() WHERE "id" = ANY(${ids}::uuid[])`
}

async function insertPrices(rows: ImportWrites["newPrices"]): Promise<void> {
  if (rows.length === 0) return
  await db().$executeRaw`
    INSERT INTO "Price" ("id", "editionId", "currency", "amount", "position")
    SELECT r.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid,
      "editionId" uuid, "currency" text, "amount" integer, "position" integer)`
}

async function insertReleases(rows: ImportWrites["newReleases"]): Promise<void> {
  if (rows.length === 0) return
  await db().$executeRaw`
    INSERT INTO "Release" ("id", "productId", "version", "notes", "releasedAt")
    SELECT r.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid,
      "productId" uuid, "version" text, "notes" text, "releasedAt" timestamptz)`
}

async function insertFiles(rows: ImportWrites["newFiles"]): Promise<void> {
  if (rows.length === 0) return
  // A size may be larger than what JSON holds exactly.
  const written = JSON.stringify(rows, (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  )
  await db().$executeRaw`
    INSERT INTO "ReleaseFile" ("id", "releaseId", "editionId", "name", "contentType", "size",
      "sha256", "storageKey", "position")
    SELECT r.* FROM jsonb_to_recordset(${written}::jsonb) AS r("id" uuid, "releaseId" uuid,
      "editionId" uuid, "name" text, "contentType" text, "size" bigint, "sha256" text,
      "storageKey" text, "position" integer)`
}

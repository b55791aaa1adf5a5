-- CreateEnum
CREATE TYPE "PaperKind" AS ENUM ('invoice', 'credit_note');

-- AlterTable
ALTER TABLE "Checkout" ADD COLUMN     "cardCountry" TEXT,
ADD COLUMN     "payerAddress" TEXT[],
ADD COLUMN     "payerName" TEXT,
ADD COLUMN     "vatId" TEXT,
ADD COLUMN     "vatIdIsValid" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "Paper" (
    "id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" "PaperKind" NOT NULL,
    "checkoutId" UUID NOT NULL,
    "refundId" UUID,
    "aboutId" UUID,
    "buyerName" TEXT NOT NULL,
    "businessName" TEXT,
    "address" TEXT[],
    "country" TEXT,
    "vatId" TEXT,
    "vatIdIsValid" BOOLEAN NOT NULL DEFAULT false,
    "seller" TEXT[],
    "lines" JSONB NOT NULL,
    "currency" TEXT NOT NULL,
    "amountNet" INTEGER NOT NULL,
    "amountTax" INTEGER NOT NULL,
    "amountTotal" INTEGER NOT NULL,
    "suppliedAt" TIMESTAMPTZ(6) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "Paper_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Paper_number_key" ON "Paper"("number");

-- CreateIndex
CREATE INDEX "Paper_checkoutId_number_idx" ON "Paper"("checkoutId", "number");

-- CreateIndex
CREATE INDEX "Paper_aboutId_idx" ON "Paper"("aboutId");

-- CreateIndex
CREATE UNIQUE INDEX "Paper_refundId_kind_key" ON "Paper"("refundId", "kind");

-- AddForeignKey
ALTER TABLE "Paper" ADD CONSTRAINT "Paper_checkoutId_fkey" FOREIGN KEY ("checkoutId") REFERENCES "Checkout"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Paper" ADD CONSTRAINT "Paper_refundId_fkey" FOREIGN KEY ("refundId") REFERENCES "Refund"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Paper" ADD CONSTRAINT "Paper_aboutId_fkey" FOREIGN KEY ("aboutId") REFERENCES "Paper"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Written by hand: what a paper says adds up.
ALTER TABLE "Paper" ADD CONSTRAINT "Paper_amounts_check" CHECK ("number" > 0 AND "amountNet" >= 0 AND "amountTax" >= 0 AND "amountTotal" > 0 AND "amountNet" + "amountTax" = "amountTotal");

-- Written by hand: a paper that was written stays as it is, whoever asks. Scripts are cut at semicolons, also
-- within a body: \073 is one.
CREATE FUNCTION "refuse_paper_change"() RETURNS trigger LANGUAGE plpgsql AS E'BEGIN RAISE EXCEPTION ''A paper is never changed or deleted: write a credit note.''\073 END';
CREATE TRIGGER "Paper_immutable" BEFORE UPDATE OR DELETE ON "Paper" FOR EACH ROW EXECUTE FUNCTION "refuse_paper_change"();

-- AlterTable
ALTER TABLE "Checkout" ADD COLUMN     "isReverseCharged" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Paper" ADD COLUMN     "isReverseCharged" BOOLEAN NOT NULL DEFAULT false;

-- Written by hand: until now a valid number and no tax were taken for it. What was written stays as it was.
UPDATE "Checkout" SET "isReverseCharged" = true WHERE "vatIdIsValid" AND "amountTax" = 0 AND "amountTotal" > 0;
ALTER TABLE "Paper" DISABLE TRIGGER "Paper_immutable";
UPDATE "Paper" SET "isReverseCharged" = true WHERE "vatIdIsValid" AND "amountTax" = 0;
ALTER TABLE "Paper" ENABLE TRIGGER "Paper_immutable";

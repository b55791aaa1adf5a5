-- Written by hand: a report reads what was paid in its period, of years of orders, from the index alone.
CREATE INDEX "Checkout_paid_idx" ON "Checkout" ("paidAt") INCLUDE ("currency", "amountTotal", "amountTax", "country") WHERE "status" = 'paid' AND "amountTotal" > 0;

CREATE INDEX "Invoice_paid_idx" ON "Invoice" ("paidAt") INCLUDE ("currency", "amountPaid", "amountTax") WHERE "status" = 'paid' AND "amountPaid" > 0;

-- Written by hand: almost every invoice is paid.
CREATE INDEX "Invoice_unpaid_idx" ON "Invoice" ("createdAt") WHERE "status" IN ('draft', 'open', 'uncollectible', 'void');

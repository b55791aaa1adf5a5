-- By hand: what a schema cannot say. Named in lib/cli/hand-written.ts.

-- Customers by the beginning of their address, in any collation.
CREATE INDEX "Customer_email_prefix_idx" ON "Customer" ("email" text_pattern_ops);

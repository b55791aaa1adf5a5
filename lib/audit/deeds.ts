/** What administrators do that stands in the audit log, "<noun>.<verb>", in words for people. */
export const deeds = {
  "access.end": "Took a grant back",
  "access.grant": "Granted access",
  "administrator.add": "Let somebody open the administration",
  "administrator.remove": "Closed the administration to somebody",
  "billing.change": "Changed what holds for all subscriptions",
  "customer.order-given": "Gave them an order",
  "customer.order-taken": "Gave an order of theirs to another address",
  "event.retry": "Applied an event again",
  "file.copy": "Asked for a buyer’s copy of a file anew",
  "file.try": "Tried a file",
  "invoice.refund": "Refunded an invoice",
  "order.reassign": "Gave an order to another address",
  "order.refund": "Refunded an order",
  "order.release": "Gave a withheld order to its buyer",
  "order.resend-receipt": "Mailed the receipt again",
  "order.rotate-link": "Made the private link void",
  "plan.change": "Changed a plan",
  "plan.create": "Added a plan",
  "plan.default": "Chose the default plan",
  "plan.retire": "Took a plan off the shelf",
  "product.archive": "Archived a product",
  "product.change": "Changed a product",
  "product.cover": "Changed a product’s picture",
  "product.create": "Added a product",
  "product.delete": "Deleted a product",
  "product.draft": "Made a product a draft",
  "product.publish": "Put a product on the shelf",
  "product.restore": "Brought a product back from the archive",
  "purchase.reset-downloads": "Gave downloads back",
  "purchase.restore": "Opened a purchase again",
  "purchase.revoke": "Closed a purchase",
  "release.publish": "Brought out a version",
  "release.restore": "Brought a version out again",
  "release.withdraw": "Took a version back",
  "second-factor.on": "Began to sign in with a second factor",
  "second-factor.off": "Gave up the second factor",
  "second-factor.codes": "Made new recovery codes",
  "second-factor.recovery": "Signed in with a recovery code",
  "security.change": "Changed who needs a second factor",
  "retention.change": "Changed how long things are kept",
  "setup.test-mail": "Asked for a test mail",
  "subscription.cancel-now": "Ended a subscription at once",
  "subscription.resync": "Brought a subscription to what Stripe says",
  "upload.complete": "Uploaded a file",
} as const

export type Deed = keyof typeof deeds

/** A deed of the log in words; what an earlier release called otherwise stays as it stands there. */
export function deedInWords(action: string): string {
  return new Map<string, string>(Object.entries(deeds)).get(action) ?? action
}

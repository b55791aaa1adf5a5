import { newId } from "@/lib/tokens"
import { type SignedEvent, signNow } from "@/tests/bench/signed-event"

/** So many more than are applied at once that two events of one customer never overtake each other. */
const CUSTOMERS = 1_000

export type CustomerEvents = {
  customers: { id: string; email: string }[]
  /** So many more events, signed now, each newer than all before of its customer. */
  next: (count: number) => SignedEvent[]
  /** When the newest event of every customer was made. */
  newestAt: () => Date
}

/** Endless `customer.updated` events of known customers, in the shape and size of Stripe's. */
export function customerEvents(): CustomerEvents {
  const customers = Array.from({ length: CUSTOMERS }, (_, at) => {
    const id = `cus_bench${newId().replaceAll("-", "")}`
    return { id, email: `customer-${at}-${id.slice(-8)}@example.com` }
  })
  let created = Math.floor(Date.now() / 1000) - 10_000_000
  let made = 0
  return {
    customers,
    next: (count) => {
      // Whole turns, so that all customers are as new as each other.
      const turns = Math.ceil(count / CUSTOMERS)
      return Array.from({ length: turns }, () => {
        created += 1
        return customers.map((customer) => signNow(bodyOf(customer, created, ++made)))
      }).flat()
    },
    newestAt: () => new Date(created * 1000),
  }
}

function bodyOf({ id, email }: { id: string; email: string }, created: number, number: number) {
  return {
    id: `evt_bench${newId().replaceAll("-", "")}`,
    object: "event",
    api_version: "2026-10-28.endive",
    created,
    livemode: false,
    pending_webhooks: 1,
    request: { id: `req_${number}`, idempotency_key: null },
    type: "customer.updated",
    data: {
      object: {
        id,
        object: "customer",
        address: {
          city: "London",
          country: "GB",
          line1: "12 St James's Square",
          line2: null,
          postal_code: "SW1Y 4JH",
          state: null,
        },
        balance: 0,
        created: created - 1000,
        currency: "usd",
        default_source: null,
        delinquent: false,
        description: null,
        discount: null,
        email,
        invoice_prefix: id.slice(-8).toUpperCase(),
        invoice_settings: {
          custom_fields: null,
          default_payment_method: null,
          footer: null,
          rendering_options: null,
        },
        livemode: false,
        metadata: { note: "A customer of the bench", number: String(number) },
        name: `Ada Lovelace ${number}`,
        next_invoice_sequence: 1,
        phone: null,
        preferred_locales: ["en-GB"],
        shipping: null,
        tax_exempt: "none",
        test_clock: null,
      },
      previous_attributes: { name: `Ada Lovelace ${number - 1}` },
    },
  }
}

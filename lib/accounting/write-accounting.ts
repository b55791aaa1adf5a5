import { stringify } from "csv-stringify/sync"
import { accountingColumns, type Booking, toCells } from "@/lib/accounting/rules"
import { listBookings, type Place } from "@/lib/accounting/store/bookings"
import { env } from "@/lib/env"

const PAGE = 2_000

/**
 * All payments, refunds and disputes in [since, until), oldest first; null: from the beginning, to the end.
 * In pages, so that any number of them takes no more memory.
 */
export async function* readBookings(
  since: Date | null,
  until: Date | null,
): AsyncGenerator<Booking[]> {
  let after: Place | null = null
  do {
    const { SHOP_TIME_ZONE: timeZone } = env()
    const page: Awaited<ReturnType<typeof listBookings>> = await listBookings({
      since,
      until,
      timeZone,
      after,
      limit: PAGE,
    })
    yield page.bookings
    after = page.next
  } while (after)
}

/** The same as CSV (RFC 4180, UTF-8) in parts, the heading first; docs/operations.md explains its columns. */
export async function* writeAccounting(
  since: Date | null,
  until: Date | null,
): AsyncGenerator<string> {
  yield stringify([accountingColumns])
  for await (const bookings of readBookings(since, until)) yield stringify(bookings.map(toCells))
}

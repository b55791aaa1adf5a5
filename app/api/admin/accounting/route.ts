import { findAdministrator } from "@/app/admin/guard"
import { csvFile, noFile } from "@/app/api/admin/csv-file"
import { writeAccounting } from "@/lib/accounting/write-accounting"
import { readDays } from "@/lib/shop/read-days"

/** Payments, refunds and disputes of `since` to `until`, both days whole, as a CSV file to save. */
export async function GET(request: Request): Promise<Response> {
  if (!(await findAdministrator())) return noFile(404, "There is nothing here.")
  const query = new URL(request.url).searchParams
  const [first, last] = [query.get("since") ?? "", query.get("until") ?? ""]
  const { since, until, fault } = readDays(first, last)
  if (fault) return noFile(400, fault)
  const name = ["accounting", first, last].filter(Boolean).join("-")
  return csvFile(name, writeAccounting(since, until))
}

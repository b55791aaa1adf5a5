import { findAdministrator } from "@/app/admin/guard"
import { csvFile, noFile } from "@/app/api/admin/csv-file"
import { writeBuyers } from "@/lib/accounting/write-buyers"

/** Everybody who bought something, each once, as a CSV file to save. */
export async function GET(): Promise<Response> {
  if (!(await findAdministrator())) return noFile(404, "There is nothing here.")
  return csvFile("buyers", writeBuyers(null))
}

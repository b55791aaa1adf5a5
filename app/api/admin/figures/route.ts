import { findAdministrator } from "@/app/admin/guard"
import { csvFile, noFile } from "@/app/api/admin/csv-file"
import { AppError, statusOf } from "@/lib/errors"
import { buildReport } from "@/lib/reports/build-report"
import { readPeriod } from "@/lib/reports/read-period"
import { reportCsv } from "@/lib/reports/report-csv"

/** The figures of a period as a file, for whoever may open /admin; to anybody else there is none. */
export async function GET(request: Request): Promise<Response> {
  if (!(await findAdministrator())) return noFile(404, "There is nothing here.")
  const asked = new URL(request.url).searchParams
  const field = (name: string) => asked.get(name) ?? ""
  const { span, written, fault } = readPeriod({
    since: field("since"),
    until: field("until"),
    every: field("every"),
  })
  if (fault) return noFile(400, fault)
  try {
    const csv = reportCsv(await buildReport(span))
    // Spreadsheets take a file for UTF-8 when it says so at its beginning.
    return csvFile(`figures-${written.since}-${written.until}`, `\uFEFF${csv}`)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return noFile(statusOf(error.code), error.message)
  }
}

import { findAdministrator } from "@/app/admin/guard"
import { writeAccounting } from "@/lib/accounting/write-accounting"
import { readDays } from "@/lib/shop/read-days"

/** Payments, refunds and disputes of `since` to `until`, both days whole, as a CSV file to save. */
export async function GET(request: Request): Promise<Response> {
  if (!(await findAdministrator())) return answer(404, "There is nothing here.")
  const query = new URL(request.url).searchParams
  const [first, last] = [query.get("since") ?? "", query.get("until") ?? ""]
  const { since, until, fault } = readDays(first, last)
  if (fault) return answer(400, fault)
  const name = ["accounting", first, last].filter(Boolean).join("-")
  return new Response(toStream(writeAccounting(since, until)), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}.csv"`,
      "cache-control": "private, no-store",
    },
  })
}

function toStream(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await parts.return(undefined)
    },
  })
}

function answer(status: number, message: string): Response {
  return new Response(`${message}\n`, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "private, no-store" },
  })
}

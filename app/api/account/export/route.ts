import { exportCustomer } from "@/lib/account/export-customer"
import { currentCustomer } from "@/lib/auth/current-customer"
import { now } from "@/lib/clock"
import { isForeignForm } from "@/lib/delivery/rules"
import { shopOrigin } from "@/lib/env"
import { AppError, statusOf } from "@/lib/errors"
import { takeRate } from "@/lib/rate-limit"
import { toStream } from "@/lib/to-stream"

/** Everything that the shop knows of who is signed in, as a file to save. */
export async function POST(request: Request): Promise<Response> {
  if (isForeignForm(request.headers, shopOrigin(request.headers.get("host"))))
    return refuse(403, "This form was not sent from the shop.")
  const customer = await currentCustomer()
  if (!customer) return refuse(401, "Sign in to download your data.")
  try {
    await takeRate("export", customer.customerId)
    const parts = await exportCustomer(customer.customerId)
    return new Response(toStream(parts), {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="my-data-${today()}.json"`,
        "cache-control": "private, no-store",
      },
    })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return refuse(statusOf(error.code), error.message)
  }
}

/** A link, or a page that loads ahead, fetches nothing. */
export function GET(): Response {
  const response = refuse(405, "Use the button on your account’s page.")
  response.headers.set("allow", "POST")
  return response
}

function refuse(status: number, message: string): Response {
  return new Response(`${message}\n`, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "private, no-store" },
  })
}

function today(): string {
  return now().toISOString().slice(0, 10)
}

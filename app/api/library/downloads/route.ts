import { findCustomer } from "@/lib/auth/find-customer"
import { answerClick, refuseToOpen, seeOther } from "@/lib/delivery/answer-click"

/** A click on a file's button in the library: 303 to a grant, or a page that says why not. */
export function POST(request: Request): Promise<Response> {
  return answerClick(request, async () => {
    const customer = await findCustomer(request.headers)
    if (!customer) return seeOther("/sign-in?callbackUrl=%2Flibrary")
    return { kind: "library", customerId: customer.customerId }
  })
}

export const GET = refuseToOpen

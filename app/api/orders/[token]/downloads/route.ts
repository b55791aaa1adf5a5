import { answerClick, refuseToOpen } from "@/lib/delivery/answer-click"

type Context = { params: Promise<{ token: string }> }

/** A click on a file's button on an order's page: 303 to a grant, or a page that says why not. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return answerClick(request, async () => ({ kind: "order", token: (await params).token }))
}

export const GET = refuseToOpen

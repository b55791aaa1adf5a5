import { answerPaper } from "@/lib/papers/answer-paper"
import { findPaperByKey } from "@/lib/papers/find-paper"

type Context = { params: Promise<{ token: string; number: string }> }

/** An invoice or credit note as a PDF, for whoever holds the order's key. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { token, number } = await params
  return answerPaper(() => findPaperByKey(token, number))
}

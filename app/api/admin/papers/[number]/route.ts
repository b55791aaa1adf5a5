import { findAdministrator } from "@/app/admin/guard"
import { answerPaper } from "@/lib/papers/answer-paper"
import { findPaper } from "@/lib/papers/find-paper"

type Context = { params: Promise<{ number: string }> }

/** An invoice or credit note as a PDF, whosever it is; also of those who were forgotten. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  if (!(await findAdministrator())) return answerPaper(async () => null)
  return answerPaper(async () => findPaper((await params).number))
}

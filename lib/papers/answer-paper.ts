import { AppError, statusOf } from "@/lib/errors"
import { drawPaper } from "@/lib/papers/draw-paper"
import type { Paper } from "@/lib/papers/store"

/** A paper as a PDF to save; 404 where there is none, and what else `find` refuses, in words. */
export async function answerPaper(find: () => Promise<Paper | null>): Promise<Response> {
  let paper: Paper | null
  try {
    paper = await find()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return refuse(statusOf(error.code), error.message, error.retryAfter)
  }
  if (!paper) return refuse(404, "There is nothing here.")
  const name = paper.kind === "invoice" ? "invoice" : "credit-note"
  return new Response(new Uint8Array(await drawPaper(paper)), {
    headers: {
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="${name}-${paper.number}.pdf"`,
      "cache-control": "private, no-store",
    },
  })
}

function refuse(status: number, message: string, retryAfter?: number): Response {
  return new Response(`${message}\n`, {
    status,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "private, no-store",
      ...(retryAfter ? { "retry-after": String(retryAfter) } : {}),
    },
  })
}

import { drawPaper } from "@/lib/papers/draw-paper"
import type { Paper } from "@/lib/papers/store"

/** A paper as a PDF to save; 404 where there is none. */
export async function answerPaper(paper: Paper | null): Promise<Response> {
  if (!paper)
    return new Response("There is nothing here.\n", {
      status: 404,
      headers: {
        "content-type": "text/plain; charset=utf-8",
        "cache-control": "private, no-store",
      },
    })
  const name = paper.kind === "invoice" ? "invoice" : "credit-note"
  return new Response(new Uint8Array(await drawPaper(paper)), {
    headers: {
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="${name}-${paper.number}.pdf"`,
      "cache-control": "private, no-store",
    },
  })
}

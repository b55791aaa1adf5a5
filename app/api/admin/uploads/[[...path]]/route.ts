import { findAdministrator } from "@/app/admin/guard"
import { canChange } from "@/lib/administrators/rules"
import { isForeignForm } from "@/lib/delivery/rules"
import { shopOrigin } from "@/lib/env"
import { isId } from "@/lib/tokens"
import { answerUpload } from "@/lib/uploads/answer-upload"
import { findUploadState } from "@/lib/uploads/find-upload-state"

type Context = { params: Promise<{ path?: string[] }> }

/** How far an upload is, for whoever may look at the administration; to anybody else it is not there. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const [id = "", ...more] = (await params).path ?? []
  if (!(await findAdministrator()) || more.length > 0 || !isId(id)) return notThere()
  const told = await findUploadState(id)
  return told ? Response.json(told, { headers: unkept }) : notThere()
}

async function answer(request: Request): Promise<Response> {
  const administrator = await findAdministrator()
  if (!administrator || !canChange(administrator.role)) return notThere()
  if (isForeignForm(request.headers, shopOrigin(request.headers.get("host"))))
    return new Response(null, { status: 403, headers: unkept })
  return answerUpload(request, administrator.email)
}

const unkept = { "cache-control": "private, no-store" }

function notThere(): Response {
  return new Response(null, { status: 404, headers: unkept })
}

/** Uploading by the tus protocol, for administrators; files of many gigabytes come in parts. */
export { answer as DELETE, answer as HEAD, answer as OPTIONS, answer as PATCH, answer as POST }

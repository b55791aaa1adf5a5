import type { NextRequest } from "next/server"
import { answerAuth } from "@/lib/auth/answer-auth"

type Context = { params: Promise<{ nextauth: string[] }> }

/** next-auth's own addresses. Signing in by mail is none of them: see app/sign-in. */
async function answer(request: NextRequest, { params }: Context): Promise<Response> {
  return answerAuth(request, (await params).nextauth)
}

export { answer as GET, answer as POST }

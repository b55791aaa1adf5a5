import { NextResponse } from "next/server"
import NextAuth, { type AuthOptions } from "next-auth"
import { tellNextAuthItsHost } from "@/lib/env"

/** A request to next-auth: what it is asked for, and by whom. */
export type AuthCall = {
  /** What follows /api/auth/, in parts. */
  path: string[]
  method: "GET" | "POST"
  /** The shop's origin as the browser knows it; never a header's word. */
  origin: string
  query?: Record<string, string>
  body?: Record<string, string>
  cookies?: Record<string, string>
}

type Answer = {
  status: (code: number) => Answer
  getHeader: (name: string) => string | string[] | undefined
  setHeader: (name: string, value: string | string[]) => Answer
  json: (body: unknown) => void
  send: (body: unknown) => void
  end: () => void
}

type Request = {
  method: string
  query: Record<string, string | string[]>
  body: Record<string, string>
  cookies: Record<string, string>
  headers: Record<string, string>
}

/**
 * Asks next-auth, in this process, and gives its whole answer, with status, cookies and target. In the
 * shape of its handler for Next's older API routes: the newer one takes host and cookies from Next
 * itself, and so could not be told the one or refused the other.
 */
export async function callNextAuth(call: AuthCall, options: AuthOptions): Promise<NextResponse> {
  tellNextAuthItsHost()
  const { host, protocol } = new URL(call.origin)
  const headers = new Headers()
  let [status, text]: [number, string | null] = [200, null]
  const answer: Answer = {
    status: (code) => {
      status = code
      return answer
    },
    getHeader: (name) =>
      name.toLowerCase() === "set-cookie"
        ? headers.getSetCookie()
        : (headers.get(name) ?? undefined),
    setHeader: (name, value) => {
      headers.delete(name)
      for (const one of [value].flat()) headers.append(name, one)
      return answer
    },
    json: (body) => {
      headers.set("content-type", "application/json")
      text = JSON.stringify(body)
    },
    send: (body) => {
      text = typeof body === "string" || body === undefined ? (body ?? null) : JSON.stringify(body)
    },
    end: () => {},
  }
  const handle: (request: Request, answer: Answer) => Promise<void> = NextAuth(options)
  await handle(
    {
      method: call.method,
      query: { ...call.query, nextauth: call.path },
      body: call.body ?? {},
      cookies: call.cookies ?? {},
      headers: { "x-forwarded-host": host, "x-forwarded-proto": protocol.slice(0, -1) },
    },
    answer,
  )
  return new NextResponse(text, { status, headers })
}

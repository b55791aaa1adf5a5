import { createHash } from "node:crypto"
import * as downloadRoute from "@/app/api/downloads/[grant]/route"
import * as libraryRoute from "@/app/api/library/downloads/route"
import * as orderRoute from "@/app/api/orders/[token]/downloads/route"
import * as streamRoute from "@/app/api/streams/[grant]/route"
import * as mediaRoute from "@/app/media/[...key]/route"
import { db } from "@/lib/db"
import { newId, signToken } from "@/lib/tokens"
import type { MadeOrder } from "@/tests/support/factories"

const SHOP = "http://localhost:3000"
type Sent = { method?: "GET" | "HEAD"; headers?: Record<string, string> }

/** A click on a file's button: the form's POST, as a browser sends it. */
export function click(
  token: string,
  fileId: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return post(token, new URLSearchParams({ file: fileId }), headers)
}

/** A click on a file's button in the library of whoever has this session's cookie; null: nobody's. */
export function clickInLibrary(
  cookie: string | null,
  fileId: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const body = new URLSearchParams({ file: fileId })
  const sent = { ...headers, ...(cookie ? { cookie } : {}) }
  const url = `${SHOP}/api/library/downloads`
  return libraryRoute.POST(new Request(url, { method: "POST", body, headers: sent }))
}

/** Any body, to the address of the button's form. */
export function post(
  token: string,
  body: BodyInit,
  headers: Record<string, string> = {},
): Promise<Response> {
  const url = `${SHOP}/api/orders/${token}/downloads`
  const init = { method: "POST", body, headers, duplex: "half" }
  const request = new Request(url, init)
  return orderRoute.POST(request, { params: Promise.resolve({ token }) })
}

/** The path of a grant for the order's file; throws when the click is refused. */
export async function grantFor(order: MadeOrder, fileId = order.file.id): Promise<string> {
  const response = await click(order.token, fileId)
  const path = response.headers.get("location")
  if (response.status !== 303 || !path) throw new Error(`No grant but ${response.status}.`)
  return path
}

/** A request to any path of the shop that serves bytes. */
export function get(path: string, { method = "GET", headers = {} }: Sent = {}): Promise<Response> {
  return route(new Request(SHOP + path, { method, headers }))
}

/** Routes a request as Next does. */
export function route(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  const [, token] = /^\/api\/orders\/([^/]*)\/downloads$/.exec(pathname) ?? []
  if (token) return orderRoute.POST(request, { params: Promise.resolve({ token }) })
  if (pathname === "/api/library/downloads") return libraryRoute.POST(request)
  const key = pathname.split("/").slice(2)
  if (pathname.startsWith("/media/"))
    return mediaRoute.GET(request, { params: Promise.resolve({ key }) })
  const grant = pathname.slice(pathname.lastIndexOf("/") + 1)
  const routes = pathname.startsWith("/api/streams/") ? streamRoute : downloadRoute
  return routes.GET(request, { params: Promise.resolve({ grant }) })
}

export async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer())
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex")
}

export async function downloadsLeft(purchaseId: string): Promise<number> {
  return (await db().purchase.findUniqueOrThrow({ where: { id: purchaseId } })).downloadsLeft
}

export function countDownloads(purchaseId: string): Promise<number> {
  return db().download.count({ where: { purchaseId } })
}

/** Replaces an order's private link; answers the new token. */
export async function rotateLink(order: MadeOrder): Promise<string> {
  await db().checkout.update({ where: { id: order.id }, data: { linkVersion: 2 } })
  return signToken("order", order.id, 2)
}

/** Every token that differs from `token` in its last, first or middle character. */
export function forgeries(token: string): string[] {
  return [0, token.length >> 1, token.length - 1].flatMap((at) =>
    ["A", "B", "_"]
      .filter((character) => character !== token[at])
      .map((character) => token.slice(0, at) + character + token.slice(at + 1)),
  )
}

/** A rightly signed token for a row that does not exist. */
export function tokenOfNobody(purpose: "order" | "download"): string {
  return signToken(purpose, newId())
}

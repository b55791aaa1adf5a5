import { randomUUID } from "node:crypto"
import { subscribe } from "node:diagnostics_channel"
import type { IncomingMessage, ServerResponse } from "node:http"

/** The request header, made here, by which a page names its own response. */
export const REQUEST_ID = "x-kiosk-request"

// Next loads a module once for each bundle; the responses must be the process's.
const held = globalThis as typeof globalThis & { kioskResponses?: Map<string, ServerResponse> }

/** From now on every response under way can be found by its request's id. */
export function keepResponses(): void {
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    const id = randomUUID()
    request.headers[REQUEST_ID] = id
    responses().set(id, response)
    response.once("close", () => responses().delete(id))
  })
}

/**
 * Sets the status of the response to a request, before its first byte. For pages: Next's notFound()
 * sends an empty page that only JavaScript fills, and offers no other way to a status.
 */
export function setStatus(requestId: string | null, status: number): void {
  const response = requestId ? responses().get(requestId) : undefined
  if (response && !response.headersSent) response.statusCode = status
}

function responses(): Map<string, ServerResponse> {
  held.kioskResponses ??= new Map()
  return held.kioskResponses
}

/**
 * Runs once in each server process, before its first request. Next keeps the x-forwarded-for that a
 * client sent and adds nothing to it; so that lib/client-address.ts can tell who really asks, the
 * peer of the connection is appended here, whatever the client wrote before it. It drops the length
 * of what a route answers, without which no download shows how far it is: that is kept. And a page
 * that has nothing to show must be able to say 404 (lib/response-status.ts).
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return
  const { appendPeers } = await import("@/lib/append-peers")
  const { keepLengths } = await import("@/lib/keep-lengths")
  const { keepResponses } = await import("@/lib/response-status")
  appendPeers()
  keepLengths()
  keepResponses()
}

/**
 * Posts to the shop and answers what it said; null when it could not be reached. Sent to its end even
 * when the page goes away meanwhile.
 */
export async function postJson(path: `/api/${string}`, body: unknown): Promise<Response | null> {
  const headers = { "content-type": "application/json" }
  const init = { method: "POST", headers, body: JSON.stringify(body), keepalive: true }
  return fetch(path, init).catch(() => null)
}

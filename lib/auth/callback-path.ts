/** Where somebody goes who came from nowhere. */
export const HOME = "/library"
const SOMEWHERE = "http://shop.invalid"

// Never a place to come back to: it would sign in again, or answer no page.
const noPlace = /^\/(?:sign-in|api|checkout|_next)(?:[/?#]|$)/

/**
 * Where a sign-in leads: a path of this shop, whatever was asked for. Anything else (another host's
 * address, `//host`, a backslash, control characters, those hidden by encoding, endless length) leads
 * to the library. Browsers read a backslash as a slash and drop tabs and line ends
 * (https://url.spec.whatwg.org/#url-parsing), so such a path could lead outside.
 * @param origin the shop's own, whose absolute addresses count as their paths
 */
export function callbackPath(asked: unknown, origin?: string): `/${string}` {
  if (typeof asked !== "string" || asked.length > 1000) return HOME
  const path = origin && asked.startsWith(`${origin}/`) ? asked.slice(origin.length) : asked
  if (!isPlain(path)) return HOME
  if (!URL.canParse(path, SOMEWHERE)) return HOME
  const parsed = new URL(path, SOMEWHERE)
  if (parsed.origin !== SOMEWHERE) return HOME
  // As a browser will read it: dots resolved, everything odd encoded.
  const read = `${parsed.pathname}${parsed.search}${parsed.hash}`
  if (!isPlain(read) || noPlace.test(read)) return HOME
  return `/${read.slice(1)}`
}

function isPlain(path: string): boolean {
  return /^\/(?![/\\])/.test(path) && !isOdd(path) && !isOdd(decoded(path.split(/[?#]/)[0] ?? ""))
}

function isOdd(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  return /[\u0000-\u001f\u007f\\]|^\/\//.test(text)
}

// Once more than any server on the way would.
function decoded(path: string): string {
  let text = path
  for (let round = 0; round < 3; round++)
    try {
      text = decodeURIComponent(text)
    } catch {
      return text
    }
  return text
}

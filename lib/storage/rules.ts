const LONGEST = 512
const SEGMENT = "[A-Za-z0-9_][A-Za-z0-9._-]*"
const KEY = new RegExp(`^${SEGMENT}(?:/${SEGMENT})*$`)

/**
 * Whether a text may name stored bytes: ASCII letters, digits, ".", "_" and "-" in segments that
 * begin with no dot, parted by "/". So a key can't be absolute, climb, hide, hold a NUL, a
 * backslash or a percent sign, or look like another one after Unicode normalisation.
 */
export function isStorageKey(text: string): boolean {
  return text.length <= LONGEST && KEY.test(text)
}

const imageTypes = new Map([
  ["avif", "image/avif"],
  ["gif", "image/gif"],
  ["ico", "image/x-icon"],
  ["jpeg", "image/jpeg"],
  ["jpg", "image/jpeg"],
  ["png", "image/png"],
  ["webp", "image/webp"],
])

/**
 * The content type of what anyone may see under /media/<key>, or null: only images, only below
 * "public/". SVG is none of them: it is a document that may hold scripts.
 */
export function publicImageType(key: string): string | null {
  if (!isStorageKey(key) || !key.startsWith("public/")) return null
  return imageTypes.get(key.slice(key.lastIndexOf(".") + 1).toLowerCase()) ?? null
}

/** The key of bytes that the command line brings, by their SHA-256: the same bytes are stored once. */
export function contentKey(sha256: string): string {
  return `files/${sha256}`
}

/**
 * The key of bytes that were uploaded: each upload's own, though another's be the same, so that they can be
 * removed while no release has them.
 */
export function uploadKey(uploadId: string): string {
  return `files/${uploadId}`
}

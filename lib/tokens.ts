import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto"
import { stringify as bytesToUuid, parse as uuidToBytes, v7, validate } from "uuid"
import { env } from "@/lib/env"

/** What a token opens. Each purpose has a key of its own: a token for one opens no other. */
export type TokenPurpose =
  | "order"
  | "download"
  | "stream"
  | "browser-orders"
  | "address-proof"
  | "address-code"
  | "plan-change"
  | "unsubscribe"
  | "second-factor"

const MAC_BYTES = 16

/** A new UUIDv7 (RFC 9562). */
export function newId(): string {
  return v7()
}

/** Whether a text is the id of a row, in any letter case. */
export function isId(text: string): boolean {
  return validate(text)
}

/**
 * The token for a row: base64url of its id, its version and 128 bits of HMAC-SHA256. Nothing secret
 * is stored; raising the row's version voids it.
 * @param version 1 to 65535
 */
export function signToken(purpose: TokenPurpose, id: string, version = 1): string {
  const head = Buffer.alloc(18)
  head.set(uuidToBytes(id))
  head.writeUInt16BE(version, 16)
  return Buffer.concat([head, mac(primarySecret(), purpose, head)]).toString("base64url")
}

/** The id and version in a token that this shop made, with any of its secrets, or null. */
export function readToken(
  purpose: TokenPurpose,
  token: string,
): { id: string; version: number } | null {
  if (!/^[A-Za-z0-9_-]{46}$/.test(token)) return null
  const bytes = Buffer.from(token, "base64url")
  const head = bytes.subarray(0, 18)
  if (bytes.toString("base64url") !== token) return null
  if (!isSignedBy(purpose, head, bytes.subarray(18))) return null
  return { id: bytesToUuid(head.subarray(0, 16)), version: head.readUInt16BE(16) }
}

/**
 * The six digits that follow from a row's id, to be typed: they are as good as the row's counter of
 * tries, no better. Nothing secret is stored.
 */
export function deriveCode(purpose: TokenPurpose, id: string): string {
  return codeWith(primarySecret(), purpose, id)
}

/** Whether six digits are a row's, by any of the shop's secrets. */
export function isCodeOf(purpose: TokenPurpose, id: string, typed: string): boolean {
  if (!/^\d{6}$/.test(typed)) return false
  const given = Buffer.from(typed)
  return secrets().some((secret) =>
    timingSafeEqual(Buffer.from(codeWith(secret, purpose, id)), given),
  )
}

// 48 bits: what the remainder prefers is one part in a hundred million.
function codeWith(secret: string, purpose: TokenPurpose, id: string): string {
  const bits = mac(secret, purpose, Buffer.from(uuidToBytes(id))).readUIntBE(0, 6)
  return String(bits % 1_000_000).padStart(6, "0")
}

/**
 * The keys of 160 bits that follow from a row's id, one by each of the shop's secrets, the primary one's first:
 * for an app that shows codes. Nothing secret is stored.
 */
export function deriveKeys(purpose: TokenPurpose, id: string): Buffer[] {
  const body = Buffer.from(uuidToBytes(id))
  return secrets().map((secret) =>
    createHmac("sha256", keyFor(secret, purpose)).update(body).digest().subarray(0, 20),
  )
}

/** A text with its signature, for a cookie: `text.signature`. The text stays readable. */
export function signText(purpose: TokenPurpose, text: string): string {
  return `${text}.${mac(primarySecret(), purpose, Buffer.from(text)).toString("base64url")}`
}

/** The text of `signText`, or null when it was not signed with any of the shop's secrets. */
export function readSignedText(purpose: TokenPurpose, signed: string): string | null {
  const dot = signed.lastIndexOf(".")
  if (dot < 0) return null
  const text = signed.slice(0, dot)
  const signature = Buffer.from(signed.slice(dot + 1), "base64url")
  // One text has one signature: base64url leaves the last character's low bits open.
  if (signature.toString("base64url") !== signed.slice(dot + 1)) return null
  return isSignedBy(purpose, Buffer.from(text), signature) ? text : null
}

function isSignedBy(purpose: TokenPurpose, body: Buffer, signature: Buffer): boolean {
  if (signature.length !== MAC_BYTES) return false
  return secrets().some((secret) => timingSafeEqual(mac(secret, purpose, body), signature))
}

function mac(secret: string, purpose: TokenPurpose, body: Buffer): Buffer {
  return createHmac("sha256", keyFor(secret, purpose)).update(body).digest().subarray(0, MAC_BYTES)
}

const keys = new Map<string, Buffer>()

function keyFor(secret: string, purpose: TokenPurpose): Buffer {
  const name = `${purpose} ${secret}`
  let key = keys.get(name)
  if (!key) {
    key = Buffer.from(hkdfSync("sha256", secret, "kiosk", `kiosk/${purpose}`, 32))
    keys.set(name, key)
  }
  return key
}

function secrets(): string[] {
  const all = env().AUTH_SECRET
  if (all.length === 0) throw new Error("AUTH_SECRET is not set.")
  return all
}

function primarySecret(): string {
  const [first] = secrets()
  if (!first) throw new Error("AUTH_SECRET is not set.")
  return first
}

/** Bytes. More than any file that the shop was made for; a limit, so that no slip fills the disk. */
export const UPLOAD_LIMIT = 50 * 1024 ** 3

/** Bytes of the disk that uploads leave to the database and the logs. */
export const KEPT_FREE = 256n * 1024n ** 2n

/** Seconds without a byte after which an unfinished upload is removed. */
export const LAPSES_AFTER = 7 * 24 * 60 * 60

/** Seconds that a whole upload waits to be released. */
export const UNUSED_AFTER = 30 * 24 * 60 * 60

/** Seconds after which nothing can still be at work on an upload that failed. */
export const AT_REST_AFTER = 24 * 60 * 60

export type UploadFailure = "cancelled" | "disk-full" | "lapsed" | "unused"

/** "checking": all has arrived and is read once more for the checksum. Only "ready" can be released. */
export type UploadState = "arriving" | "checking" | "ready" | "failed"

type Facts = { receivedAt: Date | null; completedAt: Date | null; failedAt: Date | null }

/** How far an upload is, by what is known of it. */
export function uploadState({ receivedAt, completedAt, failedAt }: Facts): UploadState {
  if (failedAt) return "failed"
  if (completedAt) return "ready"
  return receivedAt ? "checking" : "arriving"
}

const failures: Record<string, string> = {
  cancelled: "It was cancelled.",
  "disk-full": "The shop’s disk was full. Free some space, then upload the file again.",
  lapsed: "It was left unfinished for a week, and what had arrived was removed. Upload it again.",
  unused: "It was in no release for thirty days, and was removed. Upload it again.",
}

/** Why an upload failed, and what to do, for the person. */
export function failureText(failure: string | null): string {
  return failures[failure ?? ""] ?? "It failed. Upload the file again."
}

// What turns the order of letters round: "gpj.exe" would be read "exe.jpg".
const turning = /[\u202a-\u202e\u2066-\u2069]/

/**
 * A file's name as it is kept: composed (NFC), without blanks around it; or why it is none. It names nothing
 * on the shop's disk, but buyers save the file by it: so it has no path, no control characters, and at most
 * the 255 bytes that file systems know.
 */
export function readFileName(text: string): { name: string } | { message: string } {
  if (!text.isWellFormed() || /\p{Cc}/u.test(text) || turning.test(text))
    return { message: "The file’s name has characters that can’t be seen. Rename it." }
  const name = text.normalize("NFC").trim()
  if (name === "" || /^\.+$/.test(name)) return { message: "The file has no name. Give it one." }
  if (/[/\\]/.test(name)) return { message: "A file’s name can’t have / or \\ in it. Rename it." }
  if (new TextEncoder().encode(name).length > 255)
    return { message: "The file’s name is longer than 255 bytes. Give it a shorter one." }
  return { name }
}

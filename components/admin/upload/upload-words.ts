import { formatSize } from "@/lib/formats"

/** What the page knows of one upload. Sizes in bytes. */
export type ShownUpload = {
  /** Of the row on the page. */
  key: string
  /** Of the upload, once the shop knows of it. */
  id: string | null
  name: string
  size: number
  sent: number
  /**
   * "left": begun earlier, and this page does not hold its file. "waiting": the connection is lost, and it
   * is tried again by itself.
   */
  state: "sending" | "paused" | "waiting" | "left" | "checking" | "ready" | "failed"
  secondsLeft: number | null
  /** Why it failed, and what to do. */
  message: string | null
  sha256: string | null
}

/** How far an upload is, in per cent; it is 100 only when all has arrived. */
export function percentOf({ sent, size }: Pick<ShownUpload, "sent" | "size">): number {
  if (size === 0) return 0
  return sent >= size ? 100 : Math.min(99, Math.floor((sent / size) * 100))
}

/** How an upload stands, for its line. */
export function standOf(upload: ShownUpload, locale: string): string {
  const arrived = `${sizeOf(upload.sent, locale)} of ${sizeOf(upload.size, locale)}, ${percentOf(upload)} %`
  switch (upload.state) {
    case "sending":
      return upload.secondsLeft === null ? arrived : `${arrived}, ${timeLeft(upload.secondsLeft)}`
    case "paused":
      return `Paused. ${arrived}`
    case "waiting":
      return `The connection is lost; it is tried again by itself. ${arrived}`
    case "left":
      return `Not finished. ${arrived}. Choose the same file again in the same browser, and it goes on from there.`
    case "checking":
      return `All of it has arrived, ${sizeOf(upload.size, locale)}. It is being checked.`
    case "ready":
      return `Ready, ${sizeOf(upload.size, locale)}`
    case "failed":
      return upload.message ?? "It failed. Upload it again."
  }
}

/** What is said aloud when an upload's state changes; "" where there is nothing new to say. */
export function spokenOf({ name, state, message }: ShownUpload): string {
  const words = {
    sending: "is being uploaded",
    paused: "is paused",
    waiting: "has lost the connection and is tried again",
    left: "",
    checking: "has arrived and is being checked",
    ready: "is ready",
    failed: `failed. ${message ?? ""}`,
  }[state]
  return words && `${name} ${words}`
}

/** Seconds in words that need no precision. */
export function timeLeft(seconds: number): string {
  if (seconds < 60) return "less than a minute left"
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return minutes === 1 ? "about a minute left" : `about ${minutes} minutes left`
  return `about ${Math.round(minutes / 60)} hours left`
}

/** When so many bytes had been sent. Milliseconds. */
export type Sample = { at: number; sent: number }

/**
 * The samples that the time left is told by: those of the last twenty seconds, so that neither a pause of
 * yesterday nor one slow second counts for much.
 */
export function addSample(samples: Sample[], sample: Sample): Sample[] {
  return [...samples.filter(({ at }) => at > sample.at - 20_000), sample]
}

/** Seconds until all of `size` bytes are sent, as things go; null: that is not known yet. */
export function secondsLeft(samples: Sample[], size: number): number | null {
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last || last.at - first.at < 2000 || last.sent <= first.sent) return null
  return ((size - last.sent) * (last.at - first.at)) / (last.sent - first.sent) / 1000
}

function sizeOf(bytes: number, locale: string): string {
  return formatSize(BigInt(bytes), locale)
}

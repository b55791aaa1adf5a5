import type Player from "video.js/dist/types/player"
import { beginAt } from "@/components/player/film-video"
import { postJson } from "@/components/player/post-json"

/** After a pause of this length the address is taken to have lapsed. */
const LONG_PAUSE_SECONDS = 10 * 60
/** A source that fails again so soon has another fault than its age. */
const SETTLE_SECONDS = 10

type Source = { fileId: string; contentType: string }

/**
 * Gives the player a fresh address when the one it has fails, and before it goes on after a long
 * pause; the film goes on at the same second. When it may no longer be opened, the page is loaded
 * again: it says why, and what to do.
 */
export function renewSource(player: Player, { fileId, contentType }: Source): void {
  let seconds = 0
  let pausedAt: number | null = null
  let renewedAt = Number.NEGATIVE_INFINITY
  let isRenewing = false
  let hasPlayed = false

  const renew = async (thenPlay: boolean) => {
    if (isRenewing) return
    isRenewing = true
    const response = await postJson("/api/streams", { file: fileId })
    isRenewing = false
    if (response?.status === 404) return location.reload()
    const url = response?.ok ? readUrl(await response.json()) : null
    if (!url || player.isDisposed()) return
    renewedAt = Date.now()
    pausedAt = null
    player.src({ src: beginAt(url, seconds), type: contentType })
    if (thenPlay) await player.play()
  }

  player.on("timeupdate", () => {
    const now = player.currentTime() ?? 0
    // A source that is being changed stands at 0.
    if (!isRenewing && !player.error() && now > 0) seconds = now
  })
  player.on("seeking", () => {
    seconds = player.currentTime() ?? seconds
  })
  player.on("pause", () => {
    pausedAt = Date.now()
  })
  player.on("play", () => {
    hasPlayed = true
    if (pausedAt && Date.now() - pausedAt >= LONG_PAUSE_SECONDS * 1000) void renew(true)
    pausedAt = null
  })
  player.on("error", () => {
    if (Date.now() - renewedAt >= SETTLE_SECONDS * 1000) void renew(hasPlayed)
  })
}

function readUrl(body: unknown): string | null {
  const url: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "url") : null
  return typeof url === "string" ? url : null
}

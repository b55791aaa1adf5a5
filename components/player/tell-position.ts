import type Player from "video.js/dist/types/player"
import { postJson } from "@/components/player/post-json"

const EVERY_SECONDS = 10

/**
 * Tells the shop how far the film has come: every ten seconds while it plays, when it is paused or
 * ends, and when the page is left. Gives what ends it.
 */
export function tellPosition(player: Player, fileId: string): () => void {
  let toldAt = Date.now()
  let toldSeconds = -1
  let hasPlayed = false
  const tell = (hasEnded = false) => {
    const seconds = player.currentTime() ?? 0
    if (seconds === toldSeconds && !hasEnded) return
    toldAt = Date.now()
    toldSeconds = seconds
    // Unknown lengths are NaN, those of live streams Infinity.
    const length = player.duration() ?? 0
    const duration = Number.isFinite(length) && length > 0 ? length : null
    void postJson("/api/positions", { file: fileId, seconds, duration, hasEnded })
  }
  const leave = () => {
    if (hasPlayed) tell()
  }
  const hide = () => {
    if (document.hidden) leave()
  }
  player.on("play", () => {
    hasPlayed = true
  })
  player.on("timeupdate", () => {
    if (!player.paused() && Date.now() - toldAt >= EVERY_SECONDS * 1000) tell()
  })
  player.on("pause", leave)
  player.on("ended", () => tell(true))
  // Phones often end a page that is out of sight without a word.
  document.addEventListener("visibilitychange", hide)
  window.addEventListener("pagehide", leave)
  return () => {
    document.removeEventListener("visibilitychange", hide)
    window.removeEventListener("pagehide", leave)
  }
}

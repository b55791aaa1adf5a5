import type Player from "video.js/dist/types/player"
import { pressKey } from "@/components/player/press-key"
import { renewSource } from "@/components/player/renew-source"
import { tellPosition } from "@/components/player/tell-position"

const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2]

type Source = { fileId: string; contentType: string }

/**
 * Puts Video.js over a plain video element that stands in an element of its own, with the shop's
 * keys, a source that is renewed, and a place that is kept. Its code is fetched now, and not before.
 */
export async function startPlayer(
  video: HTMLVideoElement,
  source: Source,
): Promise<{ player: Player; stop: () => void }> {
  // It would write style elements, which the content security policy refuses; film-player.css says all.
  Object.assign(window, { VIDEOJS_NO_DYNAMIC_STYLE: true })
  const { default: videojs } = await import("video.js/core.es.js")
  const wasPlaying = !video.paused
  const player = videojs(video, {
    responsive: true,
    restoreEl: true,
    playbackRates: RATES,
    controlBar: { skipButtons: { backward: 10, forward: 10 } },
    userActions: { hotkeys: (event: KeyboardEvent) => pressKey(player, event) },
  })
  const stopTelling = tellPosition(player, source.fileId)
  renewSource(player, source)
  if (wasPlaying) player.ready(() => void player.play())
  const stop = () => {
    stopTelling()
    player.dispose()
  }
  return { player, stop }
}

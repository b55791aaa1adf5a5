import type Player from "video.js/dist/types/player"

const SEEK_SECONDS = 5
const VOLUME_STEP = 0.1

/**
 * The keys of a player that has the focus: Space and K play and pause, the arrows move in time and
 * volume, F fills the screen, M mutes, C switches captions. Controls inside have their own keys first.
 */
export function pressKey(player: Player, event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey) return
  const act = actions[event.key.toLowerCase()]
  if (!act) return
  event.preventDefault()
  act(player)
}

const actions: Record<string, (player: Player) => void> = {
  " ": togglePlay,
  k: togglePlay,
  arrowleft: (player) => seek(player, -SEEK_SECONDS),
  arrowright: (player) => seek(player, SEEK_SECONDS),
  arrowup: (player) => changeVolume(player, VOLUME_STEP),
  arrowdown: (player) => changeVolume(player, -VOLUME_STEP),
  f: toggleFullscreen,
  m: (player) => void player.muted(!player.muted()),
  c: toggleCaptions,
}

function togglePlay(player: Player): void {
  if (player.paused()) void player.play()
  else player.pause()
}

function seek(player: Player, by: number): void {
  const end = player.duration() || Number.POSITIVE_INFINITY
  player.currentTime(Math.min(end, Math.max(0, (player.currentTime() ?? 0) + by)))
}

function changeVolume(player: Player, by: number): void {
  player.volume(Math.min(1, Math.max(0, (player.volume() ?? 0) + by)))
  player.muted(false)
}

function toggleFullscreen(player: Player): void {
  if (player.isFullscreen()) void player.exitFullscreen()
  else void player.requestFullscreen()
}

function toggleCaptions(player: Player): void {
  const captions = captionsOf(player)
  const shown = captions.find((track) => track.mode === "showing")
  if (shown) shown.mode = "disabled"
  else if (captions[0]) captions[0].mode = "showing"
}

type Track = { kind: string; mode: string }

// The list is array-like, and its type does not say so.
function captionsOf(player: Player): Track[] {
  const tracks = Array.from(player.textTracks() as unknown as ArrayLike<Track>)
  return tracks.filter(({ kind }) => kind === "captions" || kind === "subtitles")
}

import { spawn } from "node:child_process"
import { once } from "node:events"
import { writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { chromium } from "@playwright/test"

/** What film.html offers; it exists only in the browser. */
declare const film: { seconds: number; draw: (seconds: number) => void }

const framesPerSecond = 25
const sampleRate = 48_000

/**
 * Draws every frame of film.html in Chromium, composes the soundtrack, and has ffmpeg write
 * how-a-download-is-delivered.webm (VP9 and Opus) one folder up. Run by hand: see assets/README.md.
 */
async function makeFilm(): Promise<void> {
  const here = fileURLToPath(new URL(".", import.meta.url))
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox"],
  })
  const page = await browser.newPage()
  await page.goto(`file://${here}film.html`)
  const seconds = await page.evaluate(() => film.seconds)
  const soundtrack = "/tmp/kiosk-film.wav"
  writeFileSync(soundtrack, compose(seconds))

  const input = `-f image2pipe -c:v mjpeg -framerate ${framesPerSecond} -i - -i ${soundtrack}`
  const picture = "-c:v libvpx-vp9 -b:v 0 -crf 34 -row-mt 1 -cpu-used 3 -g 125 -pix_fmt yuv420p"
  const sound = "-c:a libopus -b:a 64k -map_metadata -1 -fflags +bitexact"
  const ffmpeg = spawn(
    "ffmpeg",
    [
      ...`-y -v error ${input} ${picture} ${sound}`.split(" "),
      `${here}../how-a-download-is-delivered.webm`,
    ],
    { stdio: ["pipe", "inherit", "inherit"] },
  )
  for (let frame = 0; frame < seconds * framesPerSecond; frame += 1) {
    const url = await page.evaluate((at) => {
      film.draw(at)
      return document.querySelector("canvas")?.toDataURL("image/jpeg", 0.96) ?? ""
    }, frame / framesPerSecond)
    const jpeg = Buffer.from(url.slice(url.indexOf(",") + 1), "base64")
    if (!ffmpeg.stdin.write(jpeg)) await once(ffmpeg.stdin, "drain")
  }
  ffmpeg.stdin.end()
  await once(ffmpeg, "close")
  await browser.close()
}

/** Four slow chords with a plucked note over each beat, as a 16-bit mono WAV. */
function compose(seconds: number): Buffer {
  const samples = new Float64Array(seconds * sampleRate)
  const chords = [
    [57, 60, 64, 67],
    [53, 57, 60, 64],
    [48, 55, 60, 64],
    [55, 59, 62, 67],
  ]
  const bar = 4
  for (let start = 0; start < seconds; start += bar) {
    const chord = chords[(start / bar) % chords.length] ?? []
    for (const note of chord) add(samples, start, bar + 1.5, note - 12, 0.05, pad)
    for (let beat = 0; beat < 8; beat += 1) {
      const note = (chord[[0, 2, 1, 3, 2, 1, 3, 2][beat] ?? 0] ?? 60) + 12
      add(samples, start + beat * 0.5, 1.4, note, beat === 0 ? 0.11 : 0.06, pluck)
    }
  }
  const data = Buffer.alloc(44 + samples.length * 2)
  data.write("RIFF", 0)
  data.writeUInt32LE(36 + samples.length * 2, 4)
  data.write("WAVEfmt ", 8)
  data.writeUInt32LE(16, 16)
  data.writeUInt16LE(1, 20)
  data.writeUInt16LE(1, 22)
  data.writeUInt32LE(sampleRate, 24)
  data.writeUInt32LE(sampleRate * 2, 28)
  data.writeUInt16LE(2, 32)
  data.writeUInt16LE(16, 34)
  data.write("data", 36)
  data.writeUInt32LE(samples.length * 2, 40)
  samples.forEach((sample, index) => {
    const at = index / sampleRate
    const fade = Math.min(1, at / 1.5, (seconds - at) / 2.5)
    data.writeInt16LE(Math.round(Math.tanh(sample * fade) * 30_000), 44 + index * 2)
  })
  return data
}

type Timbre = (phase: number, at: number, length: number) => number

function pad(phase: number, at: number, length: number): number {
  const swell = Math.sin(Math.PI * Math.min(1, at / length))
  return swell * (Math.sin(phase) + 0.4 * Math.sin(phase * 2.003) + 0.2 * Math.sin(phase * 0.998))
}

function pluck(phase: number, at: number): number {
  return (
    Math.exp(-at * 4.5) * Math.min(1, at * 300) * (Math.sin(phase) + 0.25 * Math.sin(phase * 3))
  )
}

function add(
  samples: Float64Array,
  start: number,
  length: number,
  note: number,
  loudness: number,
  timbre: Timbre,
): void {
  const frequency = 440 * 2 ** ((note - 69) / 12)
  const first = Math.round(start * sampleRate)
  for (let i = 0; i < length * sampleRate && first + i < samples.length; i += 1) {
    const at = i / sampleRate
    const value = timbre(2 * Math.PI * frequency * at, at, length) * loudness
    samples[first + i] = (samples[first + i] ?? 0) + value
  }
}

await makeFilm()

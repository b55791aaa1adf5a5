import { expect, it } from "vitest"
import {
  addSample,
  percentOf,
  type Sample,
  type ShownUpload,
  secondsLeft,
  spokenOf,
  standOf,
  timeLeft,
} from "@/components/admin/upload/upload-words"

const upload: ShownUpload = {
  key: "k",
  id: "u",
  name: "film.mp4",
  size: 3_000_000_000,
  sent: 1_500_000_000,
  state: "sending",
  secondsLeft: 600,
  message: null,
  sha256: null,
}

it("B32: progress is told in bytes, per cent and time left, and is 100 only at the end", () => {
  expect(standOf(upload, "en-US")).toBe("1.5 GB of 3 GB, 50 %, about 10 minutes left")
  expect(standOf({ ...upload, secondsLeft: null }, "en-US")).toBe("1.5 GB of 3 GB, 50 %")
  expect(percentOf({ sent: 2_999_999_999, size: 3_000_000_000 })).toBe(99)
  expect(percentOf({ sent: 3_000_000_000, size: 3_000_000_000 })).toBe(100)
  expect(percentOf({ sent: 0, size: 0 })).toBe(0)
})

it.each([
  [5, "less than a minute left"],
  [65, "about a minute left"],
  [1800, "about 30 minutes left"],
  [7200, "about 2 hours left"],
])("B32: %d seconds are %s", (seconds, words) => {
  expect(timeLeft(seconds)).toBe(words)
})

it("B32: the time left follows from the last twenty seconds, and is not guessed from one", () => {
  let samples: Sample[] = []
  expect(secondsLeft(samples, 1000)).toBeNull()
  samples = addSample(samples, { at: 0, sent: 0 })
  samples = addSample(samples, { at: 1000, sent: 10 })
  expect(secondsLeft(samples, 1000)).toBeNull()
  samples = addSample(samples, { at: 100_000, sent: 100 })
  expect(samples).toHaveLength(1)
  samples = addSample(samples, { at: 110_000, sent: 300 })
  expect(secondsLeft(samples, 1000)).toBe(35)
  expect(secondsLeft(addSample(samples, { at: 115_000, sent: 100 }), 1000)).toBeNull()
})

it("B32: a change of state is said aloud, progress is not", () => {
  expect(spokenOf(upload)).toBe(spokenOf({ ...upload, sent: 2_000_000_000, secondsLeft: 300 }))
  expect(spokenOf({ ...upload, state: "ready" })).toBe("film.mp4 is ready")
  expect(spokenOf({ ...upload, state: "left" })).toBe("")
  const failed = { ...upload, state: "failed" as const, message: "The disk is full." }
  expect(spokenOf(failed)).toBe("film.mp4 failed. The disk is full.")
  expect(standOf(failed, "en-US")).toBe("The disk is full.")
})

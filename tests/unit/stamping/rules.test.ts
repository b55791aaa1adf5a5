import fc from "fast-check"
import { expect, test } from "vitest"
import { copyKey } from "@/lib/stamping/forget-bytes"
import { chooseCopy, placeStamp } from "@/lib/stamping/rules"
import { isStorageKey } from "@/lib/storage/rules"

const stamp = { width: 300, height: 10 }
const page = { x0: 0, y0: 0, x1: 600, y1: 800 }

/** Where the stamp's lower left and upper right corners come to lie, to a thousandth of a point. */
function corners([a, b, c, d, e, f]: ReturnType<typeof placeStamp>, { width, height } = stamp) {
  const round = (n: number) => Math.round(n * 1000) / 1000 + 0
  const map = (x: number, y: number) => [round(a * x + c * y + e), round(b * x + d * y + f)]
  return [map(0, 0), map(width, height)]
}

test.each([
  // Seen upright: at the foot, from left to right.
  [0, [150, 10], [450, 20]],
  // Turned clockwise by a quarter: the foot is the page's right edge, and right is up.
  [90, [590, 250], [580, 550]],
  [180, [450, 790], [150, 780]],
  [270, [10, 550], [20, 250]],
  [-90, [10, 550], [20, 250]],
  [450, [590, 250], [580, 550]],
])(
  "B31: on a page turned by %i degrees the stamp stands at the foot that is seen",
  (turn, ...at) => {
    expect(corners(placeStamp(page, turn, stamp))).toEqual(at)
  },
)

test("B31: it stands in the part of the page that is shown, wherever that begins", () => {
  const crop = { x0: 100, y0: 50, x1: 500, y1: 700 }
  expect(corners(placeStamp(crop, 0, stamp))).toEqual([
    [150, 60],
    [450, 70],
  ])
  const inverted = { x0: 500, y0: 700, x1: 100, y1: 50 }
  expect(placeStamp(inverted, 0, stamp)).toEqual(placeStamp(crop, 0, stamp))
})

test("B31: it lies within any page, however small, turned and placed", () => {
  const place = fc.integer({ min: -2000, max: 2000 })
  const length = fc.integer({ min: 30, max: 5000 })
  const turns = fc.constantFrom(0, 90, 180, 270)
  fc.assert(
    fc.property(place, place, length, length, turns, length, (x0, y0, w, h, turn, width) => {
      const box = { x0, y0, x1: x0 + w, y1: y0 + h }
      const size = { width, height: 10 }
      for (const [x = 0, y = 0] of corners(placeStamp(box, turn, size), size)) {
        expect(x).toBeGreaterThanOrEqual(box.x0)
        expect(x).toBeLessThanOrEqual(box.x1)
        expect(y).toBeGreaterThanOrEqual(box.y0)
        expect(y).toBeLessThanOrEqual(box.y1)
      }
    }),
  )
})

const now = new Date("2026-11-27T12:00:00Z")
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)
const ada = "ada@example.com"

test.each([
  ["is asked for where there is none", null, "ask"],
  ["is asked for anew where it bears another address", ["bea@example.com", "ready", 0], "ask"],
  ["is what is sent when it is ready", [ada, "ready", 1e6], "copy"],
  ["is waited for", [ada, "waiting", 29], "wait"],
  ["is not waited for for ever", [ada, "waiting", 31], "published"],
  ["cannot be made of every file", [ada, "unfit", 0], "published"],
] as const)("B31: a copy %s", (_, held, choice) => {
  const copy = held && { email: held[0], state: held[1], createdAt: ago(held[2]) }
  expect(chooseCopy(copy, ada, now)).toBe(choice)
})

test("B31: a copy's key is one that the store takes", () => {
  expect(isStorageKey(copyKey("0197c2f0-0000-7000-8000-000000000000", "1-2"))).toBe(true)
})

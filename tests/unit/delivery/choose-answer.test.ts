import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Answer, chooseAnswer } from "@/lib/delivery/choose-answer"

const modifiedAt = new Date("2026-05-01T10:00:00.700Z")
const bytes = { size: 1000, etag: '"abc"', modifiedAt }
const sent = "Fri, 01 May 2026 10:00:00 GMT"
const before = "Fri, 01 May 2026 09:59:59 GMT"
const whole: Answer = { status: 200 }
const part = (start: number, end: number): Answer => ({ status: 206, range: { start, end } })

function answer(headers: Record<string, string>, method = "GET", size = 1000): Answer {
  return chooseAnswer(method, new Headers(headers), { ...bytes, size })
}

describe("fault 23: a range (RFC 9110, section 14)", () => {
  test.each<[string, Answer]>([
    ["bytes=0-0", part(0, 0)],
    ["bytes=0-", part(0, 999)],
    ["bytes=500-999", part(500, 999)],
    ["bytes=500-5000", part(500, 999)],
    ["BYTES=1-2", part(1, 2)],
    ["bytes=-1", part(999, 999)],
    ["bytes=-5000", part(0, 999)],
    ["bytes=999-999", part(999, 999)],
    ["bytes=0-99999999999999999999999", part(0, 999)],
    ["bytes=1000-", { status: 416 }],
    ["bytes=99999999999999999999999-", { status: 416 }],
    ["bytes=-0", { status: 416 }],
    ["bytes=5-4", whole],
    ["bytes=-", whole],
    ["bytes=a-b", whole],
    ["bytes=1", whole],
    ["bytes=+1-2", whole],
    ["items=0-1", whole],
    ["bytes=0-1,5-6", whole],
    ["bytes=0-,0-,0-,0-", whole],
    ["bytes=" + "9".repeat(5000) + "-", whole],
  ])("%s", (range, expected) => {
    expect(answer({ range })).toEqual(expected)
  })

  test("is nothing that HEAD has", () => {
    expect(answer({ range: "bytes=0-0" }, "HEAD")).toEqual(whole)
  })

  test("of an empty file is never satisfiable", () => {
    expect(answer({ range: "bytes=0-" }, "GET", 0)).toEqual({ status: 416 })
    expect(answer({ range: "bytes=-1" }, "GET", 0)).toEqual({ status: 416 })
    expect(answer({}, "GET", 0)).toEqual(whole)
  })

  test("never names a byte that is not there", () => {
    const text = fc.stringMatching(/^bytes=\d{0,4}-\d{0,4}$/)
    fc.assert(
      fc.property(text, fc.nat(2000), (range, size) => {
        const chosen = answer({ range }, "GET", size)
        if (chosen.status !== 206) return
        expect(chosen.range.start).toBeGreaterThanOrEqual(0)
        expect(chosen.range.start).toBeLessThanOrEqual(chosen.range.end)
        expect(chosen.range.end).toBeLessThan(size)
      }),
    )
  })
})

describe("fault 23: resuming (If-Range)", () => {
  test.each([
    ['"abc"', part(10, 999)],
    [sent, part(10, 999)],
    ['"other"', whole],
    ['W/"abc"', whole],
    [before, whole],
    ["Fri, 01 May 2026 10:00:01 GMT", whole],
    ["nonsense", whole],
  ])("%s", (validator, expected) => {
    expect(answer({ range: "bytes=10-", "if-range": validator })).toEqual(expected)
  })
})

describe("preconditions (RFC 9110, section 13)", () => {
  test.each<[Record<string, string>, number]>([
    [{ "if-none-match": '"abc"' }, 304],
    [{ "if-none-match": 'W/"abc"' }, 304],
    [{ "if-none-match": '"x", "abc"' }, 304],
    [{ "if-none-match": "*" }, 304],
    [{ "if-none-match": '"x"' }, 200],
    [{ "if-none-match": '"x"', "if-modified-since": sent }, 200],
    [{ "if-modified-since": sent }, 304],
    [{ "if-modified-since": before }, 200],
    [{ "if-modified-since": "nonsense" }, 200],
    [{ "if-match": '"abc"' }, 200],
    [{ "if-match": "*" }, 200],
    [{ "if-match": 'W/"abc"' }, 412],
    [{ "if-match": '"x"' }, 412],
    [{ "if-unmodified-since": sent }, 200],
    [{ "if-unmodified-since": before }, 412],
    [{ "if-match": '"x"', range: "bytes=0-1" }, 412],
    [{ "if-none-match": '"abc"', range: "bytes=0-1" }, 304],
  ])("%j", (headers, status) => {
    expect(answer(headers).status).toBe(status)
    if (!headers.range) expect(answer(headers, "HEAD").status).toBe(status)
  })
})

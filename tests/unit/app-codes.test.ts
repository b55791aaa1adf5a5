import { describe, expect, test } from "vitest"
import { appKey, recoveryCode, recoveryHash, stepOf } from "@/lib/administrators/app-codes"
import { needOf } from "@/lib/administrators/rules"

// RFC 6238, appendix B: the key of its examples, and the last six of their eight digits.
const key = Buffer.from("12345678901234567890")
const at = (seconds: number) => new Date(seconds * 1000)

describe("a code of an app", () => {
  test.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
  ])("at %i seconds is the one of RFC 6238", (seconds, code) => {
    expect(stepOf(key, code, at(seconds))).toBe(Math.floor(seconds / 30))
  })

  test("is taken a step before and after its own, named by its own step, and no further", () => {
    const step = Math.floor(1_111_111_111 / 30)
    const around = [-2, -1, 0, 1, 2].map((steps) =>
      stepOf(key, "050471", at(1_111_111_111 + steps * 30)),
    )
    expect(around).toEqual([null, step, step, step, null])
  })

  test.each(["050472", "", "50471", "0504711", "abcdef", "-50471", "０５０４７１"])(
    "is not %j",
    (typed) => expect(stepOf(key, typed, at(1_111_111_111))).toBeNull(),
  )

  test("may be typed in groups", () => {
    expect(stepOf(key, " 050 471 ", at(1_111_111_111))).not.toBeNull()
  })

  test("comes from a key that an app can read, whatever the shop is called", () => {
    const { uri, letters } = appKey(key, { shop: "Ada: Books & Films", email: "ada@example.com" })
    expect(letters).toBe("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
    const { protocol, host, searchParams } = new URL(uri)
    expect([protocol, host]).toEqual(["otpauth:", "totp"])
    expect(searchParams.get("secret")).toBe(letters.replaceAll(" ", ""))
    expect(searchParams.get("issuer")).toBe("Ada  Books & Films")
    expect(decodeURIComponent(uri)).toContain("ada@example.com")
  })
})

describe("a recovery code", () => {
  const code = recoveryCode(Buffer.alloc(20, 7))

  test("is sixteen letters in groups, and the same however it is typed", () => {
    expect(code).toMatch(/^([a-z2-7]{4}-){3}[a-z2-7]{4}$/)
    const hash = recoveryHash(code)
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(recoveryHash(` ${code.toUpperCase().replaceAll("-", " ")} `)).toBe(hash)
    expect(recoveryHash(recoveryCode(Buffer.alloc(20, 8)))).not.toBe(hash)
  })

  test.each(["", "123456", "abcd-efgh", `${code}x`, "0000-0000-0000-0000"])("is not %j", (typed) =>
    expect(recoveryHash(typed)).toBeNull(),
  )
})

test.each([
  { confirmed: null, shown: null, isRequired: false, need: "none" },
  { confirmed: null, shown: 5, isRequired: true, need: "setup" },
  { confirmed: 10, shown: null, isRequired: false, need: "code" },
  { confirmed: 10, shown: 9, isRequired: true, need: "code" },
  { confirmed: 10, shown: 10, isRequired: true, need: "none" },
  { confirmed: 10, shown: 11, isRequired: false, need: "none" },
])(
  "confirmed $confirmed, shown $shown, required $isRequired: needs $need",
  ({ confirmed, shown, isRequired, need }) => {
    const time = (seconds: number | null) => (seconds === null ? null : at(seconds))
    expect(needOf({ confirmedAt: time(confirmed), shownAt: time(shown), isRequired })).toBe(need)
  },
)

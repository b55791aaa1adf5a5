import { expect, it } from "vitest"
import { failureText, readFileName, uploadState } from "@/lib/uploads/rules"

const at = new Date()
const nothing = { receivedAt: null, completedAt: null, failedAt: null }

it("B32: only what has wholly arrived, was checked and did not fail is ready", () => {
  expect(uploadState(nothing)).toBe("arriving")
  expect(uploadState({ ...nothing, receivedAt: at })).toBe("checking")
  expect(uploadState({ ...nothing, receivedAt: at, completedAt: at })).toBe("ready")
  expect(uploadState({ receivedAt: at, completedAt: at, failedAt: at })).toBe("failed")
  expect(failureText("lapsed")).toMatch(/week/)
  expect(failureText("no word for this")).toMatch(/^It failed/)
})

it.each([
  ["Ein Buch.pdf", "Ein Buch.pdf"],
  [" book.pdf ", "book.pdf"],
  ["e\u0301te\u0301.epub", "\u00e9t\u00e9.epub"],
  ["日本語 📕.zip", "日本語 📕.zip"],
  [".env", ".env"],
  ["x".repeat(255), "x".repeat(255)],
])("fault 25: the name %j is kept, composed", (typed, name) => {
  expect(readFileName(typed)).toEqual({ name })
})

it.each([
  "",
  "  ",
  ".",
  "..",
  "...",
  "../a",
  "a/b",
  "a\\b",
  "C:\\a",
  "a\0.pdf",
  "a\nb",
  "a\u007f",
  "a\ud800.pdf",
  "invoice\u202efdp.exe",
  "é".repeat(128),
])("fault 25: the name %j is refused with what to do", (typed) => {
  const read = readFileName(typed)
  expect("message" in read && read.message).toMatch(/\.$/)
})

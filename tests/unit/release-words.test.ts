import { expect, it } from "vitest"
import { describeRelease } from "@/lib/releases/describe-release"
import type { PublishedRelease } from "@/lib/releases/publish-release"
import { readReleaseForm } from "@/lib/releases/read-release-form"

const release: PublishedRelease = {
  releaseId: "r",
  product: {
    slug: "film",
    title: "The Film",
    editions: [
      { slug: "film-hd", title: "HD" },
      { slug: "film-sd", title: "SD" },
    ],
  },
  version: "1.1",
  isNew: true,
  added: [{ edition: "film-hd", name: "film.mp4", size: 1_400_000_000n, sha256: "s" }],
  kept: [{ edition: "film-hd", name: "film.vtt" }],
  downloadsRaised: 812,
  owners: { owners: 2500, optedOut: 31, unreachable: 4, told: 0, toTell: 2465 },
}
const asked = { isAnnounced: true, locale: "en-US" }

it("B80: what will happen is said for each edition, file and owner", () => {
  expect(describeRelease(release, asked)).toEqual([
    "Version 1.1 of The Film.",
    "HD: film.mp4 (1.4 GB) is new, film.vtt is kept.",
    "SD: keeps its files.",
    "812 purchases get downloads for it.",
    "A mail goes to 2,465 of the 2,500 who have it; 31 want none, 4 have an address that takes none.",
  ])
  expect(describeRelease(release, { ...asked, isAnnounced: false }).at(-1)).toBe(
    "Nobody is written to. 2,500 have it.",
  )
})

it("B80: that nothing would change is said, too", () => {
  const same = { ...release, isNew: false, added: [], kept: [], downloadsRaised: 0 }
  expect(describeRelease(same, asked)).toHaveLength(2)
  expect(describeRelease(same, asked)[0]).toMatch(/has these files already/)
})

it("B80: the form's fields say which uploads are for which edition; anything else is no upload", () => {
  const [one, two] = [
    "01a21984-388b-732f-8714-c5ef914bc798",
    "01a21984-388b-732f-8714-c5ef914bc799",
  ]
  const fields = { "files:film-hd": `${one} ${two}`, "files:film-sd": "", other: one, $ACTION: "x" }
  expect(readReleaseForm(fields)).toEqual([
    { edition: "film-hd", uploadId: one },
    { edition: "film-hd", uploadId: two },
  ])
  expect(readReleaseForm({ "files:film-hd": "../x '; DROP" })).toEqual([])
})

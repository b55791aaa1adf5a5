import { describe, expect, test } from "vitest"
import { openFilm } from "@/lib/delivery/open-film"
import { bytesOf, get } from "@/tests/support/delivery-requests"
import { makeProduct, makeRelease } from "@/tests/support/factories"
import { makeGrant } from "@/tests/support/streams"

const webm = (name: string) => ({ name, contentType: "video/webm" })
const vtt = (name: string) => ({ name, contentType: "text/vtt" })

async function open(
  editions: { id: string }[],
  grant: { id: string; customerId: string },
  fileId?: string,
) {
  return openFilm({
    editions: editions.map(({ id }) => ({ id, entitlementId: grant.id })),
    customerId: grant.customerId,
    fileId,
    now: new Date(),
  })
}

describe("D11: a film in the browser", () => {
  test("comes with its captions and chapters, each under an address of its own", async () => {
    const files = [webm("film.webm"), vtt("film.en.vtt"), vtt("film.en.chapters.vtt")]
    const product = await makeProduct({ kind: "video", editions: [{ files }] })
    const film = await open(product.editions, await makeGrant({ productId: product.id }))
    expect(film).toMatchObject({
      fileId: product.edition.file.id,
      contentType: "video/webm",
      startsAt: 0,
      parts: [],
      tracks: [
        { kind: "captions", language: "en", label: "English" },
        { kind: "chapters", language: "en", label: "English" },
      ],
    })
    const sources = [film?.src, ...(film?.tracks ?? []).map(({ src }) => src)]
    const sent = await Promise.all(sources.map(async (src) => bytesOf(await get(src ?? ""))))
    const byName = new Map(product.edition.files.map(({ name, bytes }) => [name, bytes]))
    expect(sent).toEqual(files.map(({ name }) => byName.get(name)))
  })

  test("is of the newest release that is out", async () => {
    const product = await makeProduct({ kind: "video", editions: [{ files: [webm("old.webm")] }] })
    const soon = { version: "3.0", releasedAt: new Date(Date.now() + 60_000) }
    await makeRelease(product, product.edition, { ...soon, ...webm("soon.webm") })
    const latest = await makeRelease(product, product.edition, webm("new.webm"))
    const film = await open(product.editions, await makeGrant({ productId: product.id }))
    expect(film).toMatchObject({ fileId: latest.id, version: "2.0" })
  })

  test("of several parts begins with the first, or with the one that is asked for", async () => {
    const editions = [{ files: [webm("1.webm"), webm("2.webm")] }]
    const product = await makeProduct({ kind: "video", editions })
    const grant = await makeGrant({ productId: product.id })
    const [first, second] = product.edition.files
    expect(await open(product.editions, grant)).toMatchObject({ fileId: first?.id })
    expect(await open(product.editions, grant, second?.id)).toMatchObject({
      fileId: second?.id,
      parts: [
        { fileId: first?.id, name: "1" },
        { fileId: second?.id, name: "2" },
      ],
    })
    expect(await open(product.editions, grant, "nothing")).toMatchObject({ fileId: first?.id })
  })

  test("is found in the second edition when the first has none, and else there is none", async () => {
    const editions = [{ files: [{ name: "script.pdf" }] }, { files: [webm("film.webm")] }]
    const product = await makeProduct({ kind: "video", editions })
    const grant = await makeGrant({ productId: product.id })
    const film = await open(product.editions, grant)
    expect(film?.editionId).toBe(product.editions[1]?.id)
    expect(await open(product.editions.slice(0, 1), grant)).toBeNull()
  })
})

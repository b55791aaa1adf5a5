import { describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { loadFilms } from "@/prisma/seed/load-films"

describe("the films of the demonstration", { timeout: 60_000 }, () => {
  it("K4 are all of the list that have a title, for rent and to keep, playing one stored clip; loaded again, nothing changes", async () => {
    expect(await loadFilms()).toMatchObject({ rows: 3201, created: 3200, refused: 1 })
    const counts = async () => [
      await db().product.count({ where: { kind: "video", isDemo: true } }),
      await db().edition.count({ where: { accessSeconds: 172_800 } }),
      await db().edition.count({ where: { accessSeconds: null } }),
      await db().price.count(),
      await db().releaseFile.count(),
    ]
    expect(await counts()).toEqual([3200, 3200, 3200, 19_200, 12_800])
    const keys = await db().releaseFile.findMany({ distinct: "storageKey" })
    expect(keys.map((file) => file.contentType).sort()).toEqual(["text/vtt", "video/webm"])
    expect(await loadFilms()).toMatchObject({ created: 0, changed: 0, unchanged: 3200 })
    expect(await counts()).toEqual([3200, 3200, 3200, 19_200, 12_800])
  })
})

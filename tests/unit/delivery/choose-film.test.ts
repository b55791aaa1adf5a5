import { describe, expect, it } from "vitest"
import { chooseFilm, trackLanguage } from "@/lib/delivery/choose-film"

const file = (name: string, contentType: string) => ({ name, contentType })
const film = file("film.webm", "video/webm")
const names = (files: { name: string }[] | undefined) => files?.map(({ name }) => name)

describe("the film of an edition's files", () => {
  it("is the first that a browser can play, with its captions and chapters", () => {
    const chosen = chooseFilm([
      file("poster.jpg", "image/jpeg"),
      file("master.mkv", "video/x-matroska"),
      film,
      file("film.en.vtt", "text/vtt"),
      file("film.de.vtt", "text/vtt; charset=utf-8"),
      file("film.en.chapters.vtt", "text/vtt"),
    ])
    expect(chosen?.film).toBe(film)
    expect(names(chosen?.captions)).toEqual(["film.en.vtt", "film.de.vtt"])
    expect(names(chosen?.chapters)).toEqual(["film.en.chapters.vtt"])
    expect(names(chosen?.parts)).toEqual(["film.webm"])
  })

  it("may be something to hear", () => {
    expect(chooseFilm([file("talk.mp3", "audio/mpeg")])?.film.name).toBe("talk.mp3")
  })

  it.each([
    ["nothing", []],
    [
      "nothing that plays",
      [file("film.mkv", "video/x-matroska"), file("notes.pdf", "application/pdf")],
    ],
    ["tracks alone", [file("film.en.vtt", "text/vtt")]],
  ])("is none where there is %s", (_what, files) => {
    expect(chooseFilm(files)).toBeNull()
  })

  it("is the one that is wanted where there are several, with its own tracks alone", () => {
    const parts = [
      file("1 Arrival.webm", "video/webm"),
      file("1 Arrival.en.vtt", "text/vtt"),
      file("2 Departure.webm", "video/webm"),
      file("2 Departure.en.vtt", "text/vtt"),
    ]
    const second = chooseFilm(parts, ({ name }) => name.startsWith("2"))
    expect(second?.film.name).toBe("2 Departure.webm")
    expect(names(second?.captions)).toEqual(["2 Departure.en.vtt"])
    expect(names(second?.parts)).toEqual(["1 Arrival.webm", "2 Departure.webm"])
    expect(chooseFilm(parts, ({ name }) => name === "3")?.film.name).toBe("1 Arrival.webm")
  })

  it.each([
    ["film.en.vtt", "en"],
    ["film.pt-BR.vtt", "pt-BR"],
    ["film.zh-Hant-TW.vtt", "zh-Hant-TW"],
    ["film.de.chapters.vtt", "de"],
    ["A film. In parts.fr.VTT", "fr"],
    ["film.vtt", null],
    ["film.chapters.vtt", null],
    ["captions.english.vtt", null],
  ])("the language in %s is %s", (name, language) => {
    expect(trackLanguage(name)).toBe(language)
  })
})

import { describe, expect, it } from "vitest"
import { checkVatId, vatExamples } from "@/lib/papers/vat-rules"

// One digit off, or one too few where no check digit is reckoned.
const bad: Record<string, string> = {
  AT: "ATU13585626",
  BE: "BE0428759498",
  BG: "BG17507475",
  HR: "HR33392005962",
  CY: "CY10259033",
  CZ: "CZ2512389",
  DK: "DK13585627",
  EE: "EE100931559",
  FI: "FI20774741",
  FR: "FR8340483304",
  DE: "DE136695978",
  EL: "EL094259217",
  HU: "HU12892313",
  IE: "IE6433435",
  IT: "IT00743110158",
  LV: "LV4000352160",
  LT: "LT1195115150",
  LU: "LU15027443",
  MT: "MT11679113",
  NL: "NL004495445A01",
  PL: "PL8567346216",
  PT: "PT501964842",
  RO: "RO0",
  SK: "SK2022749618",
  SI: "SI50223055",
  ES: "ESB5837843",
  SE: "SE123456789101",
  XI: "XI98078068",
  GB: "GB98078068",
  NO: "NO995525829MVA",
  CHE: "CHE107787578IVA",
}

describe("B62: a VAT number", () => {
  it("is known of more than thirty countries", () => {
    expect(vatExamples.length).toBeGreaterThan(30)
    expect(Object.keys(bad).toSorted()).toEqual(vatExamples.map(({ prefix }) => prefix).toSorted())
  })

  it.each(vatExamples)("of $country: $example is good, and one digit off is not", (one) => {
    expect(checkVatId(one.example)).toEqual({
      isGood: true,
      vatId: one.example.replace(" ", ""),
    })
    const refused = checkVatId(bad[one.prefix] ?? "")
    expect(refused).toMatchObject({ isGood: false })
    expect(JSON.stringify(refused)).toContain(one.example)
  })

  it("is taken as people write it", () => {
    expect(checkVatId("che-107.787.577 mwst")).toEqual({ isGood: true, vatId: "CHE107787577MWST" })
    expect(checkVatId("GR 094 259 216")).toEqual({ isGood: true, vatId: "EL094259216" })
  })

  it.each(["OTHER", "n/a", "123456789", "US12-3456789", "-"])("is not a filler: %s", (filler) => {
    expect(checkVatId(filler)).toMatchObject({ isGood: false })
  })
})

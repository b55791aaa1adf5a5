import { describe, expect, test } from "vitest"
import { campaignOf, campaignQuery, readCampaign } from "@/lib/shop/campaign-rules"

const nothing = {
  utm_source: null,
  utm_medium: null,
  utm_campaign: null,
  utm_term: null,
  utm_content: null,
}

describe("what led to the shop", () => {
  test("is read from an address, and said again in a query", () => {
    const campaign = campaignOf(
      "https://shop.test/products/a?utm_source=news&q=1&utm_campaign=spring%20%26%20sun",
    )
    expect(campaign).toEqual({ ...nothing, utm_source: "news", utm_campaign: "spring & sun" })
    const query = campaignQuery(campaign)
    expect(query).toBe("?utm_source=news&utm_campaign=spring+%26+sun")
    expect(campaignOf(`https://shop.test/${query}`)).toEqual(campaign)
  })

  test.each([null, "", "about:client", "https://shop.test/", "https://shop.test/?utm_source=%20"])(
    "is nothing in %j",
    (address) => {
      expect(campaignOf(address)).toEqual(nothing)
      expect(campaignQuery(campaignOf(address))).toBe("")
    },
  )

  test("is one text of 100 characters at most, without any that cannot be seen", () => {
    const found = readCampaign({
      utm_source: ["first", "second"],
      utm_medium: `😀${"x".repeat(200)}`,
      utm_term: "a\u0000b\u202Ec\r\n",
    })
    expect(found.utm_source).toBe("first")
    expect(found.utm_medium).toBe(`😀${"x".repeat(99)}`)
    expect(found.utm_term).toBe("abc")
  })
})

/** What a link to the shop says of where it stands: the five parameters that every tool knows. */
const names = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"] as const

type Name = (typeof names)[number]

/** By its parameters; null: the link does not say. */
export type Campaign = Record<Name, string | null>

/** Longer ones are cut. */
const MOST = 100

/** What the query of an address says of its campaign: texts without control characters, of 100 characters at most. */
export function readCampaign(query: Record<string, string | string[] | undefined>): Campaign {
  return {
    utm_source: tidy(query.utm_source),
    utm_medium: tidy(query.utm_medium),
    utm_campaign: tidy(query.utm_campaign),
    utm_term: tidy(query.utm_term),
    utm_content: tidy(query.utm_content),
  }
}

/** The same of a whole address, such as that of the page that a form stood on; null, or none: nothing. */
export function campaignOf(address: string | null): Campaign {
  const url = address !== null && URL.canParse(address) ? new URL(address) : null
  return readCampaign(Object.fromEntries(url?.searchParams ?? []))
}

/** The query that says it again, "?utm_source=…"; empty where there is nothing to say. */
export function campaignQuery(campaign: Campaign): "" | `?${string}` {
  const said = names.flatMap((name) => {
    const text = campaign[name]
    return text === null ? [] : [[name, text]]
  })
  return said.length === 0 ? "" : `?${new URLSearchParams(said)}`
}

function tidy(value: string | string[] | undefined): string | null {
  const first = Array.isArray(value) ? value[0] : value
  const text = first?.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "").trim()
  return text ? Array.from(text).slice(0, MOST).join("") : null
}

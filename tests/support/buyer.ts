export const cards = {
  pays: "4242 4242 4242 4242",
  declined: "4000 0000 0000 0002",
  noFunds: "4000 0000 0000 9995",
  authenticate: "4000 0025 0000 3155",
  failsWhenCharged: "4000 0000 0000 0341",
  settlesLater: "4000 0000 0000 7007",
  disputed: "4000 0000 0000 0259",
  pendingRefund: "4000 0000 0000 7726",
}

/** Sends a form of the hosted pages as a browser does, without following the redirect. */
export function submit(url: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, {
    method: "POST",
    redirect: "manual",
    headers: { origin: new URL(url).origin, "sec-fetch-site": "same-origin" },
    body: new URLSearchParams(fields),
  })
}

/** Fills in the payment page at `url` (a session's; null once it is over) and presses Pay. */
export function pay(
  url: string | null,
  card = cards.pays,
  more: Record<string, string> = {},
): Promise<Response> {
  return submit(url ?? "", {
    email: "Ada@Example.com",
    cardNumber: card,
    cardExpiry: "12/34",
    cardCvc: "123",
    cardName: "Ada Lovelace",
    ...more,
  })
}

/** The text of an answer's elements with that test id. */
export function textsOf(page: string, testId: string): string[] {
  const pattern = new RegExp(`data-testid="${testId}"[^>]*>([^<]*)<`, "g")
  return [...page.matchAll(pattern)].map((match) => (match[1] ?? "").trim())
}

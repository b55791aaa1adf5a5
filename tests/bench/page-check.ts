import { db } from "@/lib/db"

/** Throws unless the catalogue has these buttons for this visitor. */
export async function checkCatalogue(
  url: string,
  cookie: string | undefined,
  wanted: { buy: number; download: number },
): Promise<string> {
  const page = await fetchPage(url, cookie)
  const found = { buy: count(page, "buy"), download: count(page, "download") }
  if (found.buy !== wanted.buy || found.download !== wanted.download)
    throw new Error(`The catalogue has ${JSON.stringify(found)}.`)
  return `the catalogue ${whose(cookie)} has ${found.buy} buttons that buy and ${found.download} that download`
}

/** Throws unless the page's one button does this for this visitor. */
export async function checkProduct(
  url: string,
  cookie: string | undefined,
  action: string,
): Promise<string> {
  if (count(await fetchPage(url, cookie), action) !== 1)
    throw new Error(`The product page has no button that does "${action}".`)
  return `the product page ${whose(cookie)} has the button "${action}"`
}

/** Throws unless a new price is on the very next page. */
export async function checkPriceChange(
  url: string,
  { editionId }: { editionId: string },
): Promise<string> {
  for (const amount of [4321, 1999]) {
    await db().price.updateMany({ where: { editionId }, data: { amount } })
    const shown = `$${(amount / 100).toFixed(2)}`
    if (!(await fetchPage(url, undefined)).includes(shown))
      throw new Error(`The price ${shown} is not on the next page.`)
  }
  return "a changed price stands on the very next page"
}

async function fetchPage(url: string, cookie: string | undefined): Promise<string> {
  const response = await fetch(url, { headers: cookie ? { cookie } : {} })
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}.`)
  return response.text()
}

function count(page: string, action: string): number {
  return page.split(`data-action="${action}"`).length - 1
}

function whose(cookie: string | undefined): string {
  return cookie ? "with own orders" : "of a stranger"
}

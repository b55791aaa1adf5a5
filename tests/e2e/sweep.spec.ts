import "@/tests/e2e/support/enter-shop"
import { type APIRequestContext, expect, type Page, request } from "@playwright/test"
import { actionNames } from "@/tests/e2e/support/action-names"
import { administered, replayed } from "@/tests/e2e/support/deeds"
import { type Answer, type Door, doors, type Knock } from "@/tests/e2e/support/doors"
import { formsOf, sendForm } from "@/tests/e2e/support/forms"
import { snapshot } from "@/tests/e2e/support/snapshot"
import { test } from "@/tests/e2e/support/test"
import { makeAdministrator, makeIntruder, makeWorld, type World } from "@/tests/e2e/support/world"

let world: World
let owner: APIRequestContext
let intruder: APIRequestContext
let nobody: APIRequestContext
let administrator: APIRequestContext
let support: APIRequestContext

test.beforeAll(async ({ baseURL }) => {
  world = await makeWorld()
  owner = await browserWith(world.cookie, baseURL)
  intruder = await browserWith((await makeIntruder()).cookie, baseURL)
  nobody = await browserWith(null, baseURL)
  administrator = await browserWith(await makeAdministrator("administrator"), baseURL)
  support = await browserWith(await makeAdministrator("support"), baseURL)
})
test.afterAll(async () => {
  for (const one of [owner, intruder, nobody, administrator, support]) await one.dispose()
})

for (const [route, door] of Object.entries(doors)) {
  if (door.who === "customer")
    test(`fault 29: ${route} is for customers: nobody is sent to sign in`, async () => {
      const asked = door.knock ?? { path: route }
      expect((await knock(owner, asked)).status).toBe(200)
      expectClosed(await knock(nobody, asked))
    })
  if (door.who === "administrator")
    test(`fault 29: ${route} is the administration's: to customers and strangers it is not there`, async () => {
      const visitors = [administrator, support, owner, intruder, nobody]
      const answers = await inTurn(door.knock(world), visitors)
      const opened = door.answers ?? [200, 200]
      expect(answers.map(({ status }) => status)).toEqual([...opened, 404, 404, 404])
      for (const { text } of answers.slice(2)) expect(text).not.toContain("· Admin")
    })
  if (door.who === "owner")
    test(`fault 29: ${route} opens for its owner alone`, async () => {
      const asked = door.knock(world)
      const answers = await inTurn(asked, [owner, intruder, nobody])
      expect(answers.map((answer) => door.isOpen(answer, world))).toEqual([true, false, false])
    })
  if (door.who === "key")
    test(`fault 29: ${route} opens by its key alone`, async () => {
      const asked = await door.knock(world)
      const answer = await knock(nobody, asked)
      expect([200, 303], `${answer.status}`).toContain(answer.status)
      const garbled = await knock(nobody, { ...asked, path: garble(asked.path) })
      expect(isClosed(garbled, door), `${garbled.status}`).toBe(true)
    })
}

test("fault 29: no form of a customer's page works for somebody else", async ({
  page,
  baseURL,
}) => {
  const strangers = async () => [(await makeIntruder()).cookie, null]
  await replay(page, baseURL, { deeds: replayed, holder: owner, strangers })
})

test("fault 29: no form of the administration works for a customer, for support, or for nobody", async ({
  page,
  baseURL,
}) => {
  const strangers = async () => [world.cookie, await makeAdministrator("support"), null]
  await replay(page, baseURL, { deeds: administered, holder: administrator, strangers })
})

test("fault 30: no answer with something personal in it may be kept by a cache", async () => {
  for (const [route, door] of Object.entries(doors)) {
    const asked = door.who === "anyone" ? null : await personal(door, route)
    if (!asked) continue
    const response = await send(door.who === "administrator" ? administrator : owner, asked)
    expect(response.headers()["cache-control"], route).toMatch(/private|no-store/)
    expect(response.headers()["cache-control"], route).toContain("no-store")
  }
})

test("fault 30: owner, nobody, another: each sees their own buttons", async () => {
  for (const path of ["/", `/products/${world.film.product.slug}`, "/search?q=A+Film"]) {
    const pages = await inTurn({ path }, [owner, nobody, intruder, owner])
    const owned = pages.map(({ text }) => /data-reason="purchased"/.test(text))
    expect(owned, path).toEqual([true, false, false, true])
    for (const { text } of pages.slice(1, 3)) expect(text).not.toContain(world.film.token)
  }
})

// Stands on /admin/setup too, and is anybody's: whoever sends it begins an order of their own.
const buying = "app/(shop)/products/[slug]/actions.ts#buyNow"

/** Sends the forms of the pages that hold those deeds again as strangers: nothing of the world changes. */
async function replay(
  page: Page,
  baseURL: string | undefined,
  {
    deeds,
    holder,
    strangers,
  }: {
    deeds: Record<string, (world: World) => string>
    /** Who sees the forms. */
    holder: APIRequestContext
    /** The cookies of those who send them, made anew for each form. */
    strangers: () => Promise<(string | null)[]>
  },
): Promise<void> {
  const names = actionNames()
  const seen = new Set<string>()
  for (const path of new Set(Object.values(deeds).map((pathOf) => pathOf(world)))) {
    const html = await (await holder.get(path)).text()
    const before = await snapshot(world)
    for (const form of await formsOf(page, html)) {
      for (const field of form.actionIds) seen.add(names.get(field) ?? field)
      if (form.actionIds.some((id) => names.get(id) === buying)) continue
      for (const cookie of await strangers()) {
        const sender = await browserWith(cookie, baseURL)
        await sendForm(sender, path, form)
        await sender.dispose()
      }
    }
    expect(await snapshot(world), `the forms of ${path}`).toBe(before)
  }
  expect(Object.keys(deeds).filter((name) => !seen.has(name))).toEqual([])
}

async function browserWith(
  cookie: string | null,
  baseURL: string | undefined,
): Promise<APIRequestContext> {
  const origin = new URL(baseURL ?? "").origin
  const headers = { origin, ...(cookie ? { cookie } : {}) }
  return request.newContext({ baseURL: origin, extraHTTPHeaders: headers, maxRedirects: 0 })
}

async function inTurn(asked: Knock, visitors: APIRequestContext[]): Promise<Answer[]> {
  const answers: Answer[] = []
  for (const visitor of visitors) answers.push(await knock(visitor, asked))
  return answers
}

async function knock(visitor: APIRequestContext, asked: Knock): Promise<Answer> {
  const response = await send(visitor, asked)
  const text = await response.text()
  return { status: response.status(), location: response.headers().location ?? "", text }
}

function send(visitor: APIRequestContext, { path, method = "GET", form, json }: Knock) {
  const options = { maxRedirects: 0, ...(form ? { form } : {}), ...(json ? { data: json } : {}) }
  return visitor.fetch(path, { method, ...options })
}

function expectClosed({ status, location }: Answer): void {
  if (status === 401) return
  expect([302, 303, 307]).toContain(status)
  expect(location).toContain("/sign-in")
}

// A mail's link that is not genuine gets a page that asks for an address, like any visitor.
function isClosed({ status, text }: Answer, _door: Door): boolean {
  return status === 404 || (status === 200 && /not one of ours/i.test(text))
}

async function personal(door: Exclude<Door, { who: "anyone" }>, route: string): Promise<Knock> {
  if (door.who === "customer") return door.knock ?? { path: route }
  return door.knock(world)
}

/** The same address with one letter of its last long word changed. */
function garble(path: string): string {
  return path.replace(/([A-Za-z0-9_.-]{40,})/, (key) => {
    const at = Math.floor(key.length / 2)
    return key.slice(0, at) + (key[at] === "A" ? "B" : "A") + key.slice(at + 1)
  })
}

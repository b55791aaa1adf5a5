import { expect, test } from "vitest"
import { isGenerated } from "@/lib/cli/secrets"
import { askedPorts, mergeVariables, shopVariables, standInsFor } from "@/lib/cli/settings"

const ports = { shop: 3000, sandbox: 4242 }
const data = {
  AUTH_SECRET: "local-abc",
  STRIPE_WEBHOOK_SECRET: "whsec_local-abc",
  RESEND_WEBHOOK_SECRET: `whsec_${Buffer.from("local-abcdef").toString("base64")}`,
}

test.each([
  ["nothing given: everything is replaced", {}, [true, true, true]],
  ["a Stripe key: Stripe is not", { STRIPE_SECRET_KEY: "sk_test_1" }, [true, false, true]],
  ["a Resend key: mail is not", { RESEND_API_KEY: "re_1" }, [true, true, false]],
  ["a database: it is used", { DATABASE_URL: "postgresql://h/d" }, [false, true, true]],
  ["a public address: nothing is", { PUBLIC_URL: "https://shop.example" }, [false, false, false]],
  ["loopback by number", { PUBLIC_URL: "http://127.0.0.1:4000" }, [true, true, true]],
])("%s", (_, given, [database, stripe, mail]) => {
  expect(standInsFor(given)).toEqual({ database, stripe, mail })
})

test("a given Stripe key is never sent to the sandbox, and no generated secret stands beside it", () => {
  const given = { STRIPE_SECRET_KEY: "sk_test_1", STRIPE_WEBHOOK_SECRET: "whsec_1" }
  const env = shopVariables(given, data, ports)
  expect(env.STRIPE_SECRET_KEY).toBe("sk_test_1")
  expect(env.STRIPE_WEBHOOK_SECRET).toBe("whsec_1")
  expect(env.STRIPE_API_BASE).toBeUndefined()
  expect(env.RESEND_BASE_URL).toBe("http://127.0.0.1:4242")
})

test("a public shop gets no stand-in's key, address or generated secret", () => {
  const given = { PUBLIC_URL: "https://shop.example" }
  expect(shopVariables(given, data, ports)).toEqual(given)
})

test("the environment weighs more than .env, and that more than the data folder's file", () => {
  const own = { A: "own", B: " ", NODE_ENV: "test" as const }
  const merged = mergeVariables(own, { A: "file", B: "file" }, { A: "data", B: "data", C: "data" })
  expect(merged).toMatchObject({ A: "own", B: "file", C: "data" })
})

test("generated secrets do not count as given", () => {
  expect(Object.values(data).every(isGenerated)).toBe(true)
  expect(mergeVariables({ NODE_ENV: "test" }, {}, data)).toEqual({ NODE_ENV: "test" })
})

test.each([
  [{ PORT: "4000" }, { shop: 4000 }],
  [{ PUBLIC_URL: "http://localhost:4001" }, { shop: 4001 }],
  [{ PUBLIC_URL: "http://localhost:4001", PORT: "4002" }, { shop: 4002 }],
  [{ PUBLIC_URL: "https://shop.example:8443" }, {}],
  [{ SANDBOX_PORT: "5000" }, { sandbox: 5000 }],
])("the ports asked for by %j are %j", (given, expected) => {
  expect(askedPorts(given)).toEqual(expected)
})

test.each(["0", "65536", "abc", "30.5"])("PORT=%s is refused with a sentence", (PORT) => {
  expect(() => askedPorts({ PORT })).toThrow(/PORT must be a port number/)
})

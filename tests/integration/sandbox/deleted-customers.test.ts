import { describe, expect, it } from "vitest"
import { testSecrets } from "@/tests/support/environment"
import { startTestSandbox } from "@/tests/support/sandbox"
import { callStripe, listEvents } from "@/tests/support/stripe-events"

const { url } = await startTestSandbox()
const remove = (id: string) =>
  fetch(`${url}/v1/customers/${id}`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${testSecrets.STRIPE_SECRET_KEY}` },
  })

describe("deleting a customer at Stripe", () => {
  it("tells so, once, and to whoever asks for them by id", async () => {
    const customer = await callStripe(url, "customers", { email: "ada@example.com", name: "Ada" })
    const id = String(customer.id)
    const deleted = { id, object: "customer", deleted: true }
    expect(await (await remove(id)).json()).toEqual(deleted)
    expect(await callStripe(url, `customers/${id}`)).toEqual(deleted)
    expect((await remove(id)).status).toBe(404)
    const told = (await listEvents(url)).find((event) => event.type === "customer.deleted")
    expect(told?.data.object).toMatchObject({ id, name: "Ada" })
  })

  it("takes them from lists and from every later call", async () => {
    const id = String((await callStripe(url, "customers", { email: "ada@example.com" })).id)
    await remove(id)
    expect(await callStripe(url, "customers?email=ada@example.com")).toMatchObject({ data: [] })
    await expect(callStripe(url, `customers/${id}`, { name: "X" })).rejects.toThrow(/No such/)
    expect((await remove("cus_nobody")).status).toBe(404)
  })
})

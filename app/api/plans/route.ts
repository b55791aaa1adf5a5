import { listPlans } from "@/lib/plans/list-plans"

export const dynamic = "force-dynamic"

/** The plans on sale as JSON, for any site to read: nothing in it is anybody's. */
export async function GET(): Promise<Response> {
  return Response.json(await listPlans(), {
    headers: {
      "access-control-allow-origin": "*",
      "cache-control": "public, max-age=60",
      "x-content-type-options": "nosniff",
    },
  })
}

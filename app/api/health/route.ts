import { checkHealth } from "@/lib/health/check-health"

export const dynamic = "force-dynamic"

/** How the shop is, for load balancers and people: 200 when it can work, 503 when it cannot. */
export async function GET(): Promise<Response> {
  const health = await checkHealth()
  return Response.json(health, {
    status: health.ok ? 200 : 503,
    headers: { "Cache-Control": "no-store" },
  })
}

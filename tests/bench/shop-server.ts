import { join } from "node:path"
import { actionsKey } from "@/lib/cli/actions-key"
import { buildWeb } from "@/lib/cli/build-web"
import { WEB_FLAGS } from "@/lib/cli/start-parts"
import { type Server, startServer } from "@/tests/bench/servers"

/** The shop's own server on today's build, as `npm start` runs it; built first where there is none. */
export async function startShopServer(
  say: (line: string) => void,
  env: Record<string, string> = {},
): Promise<Server> {
  const key = actionsKey({})
  const { folder } = await buildWeb({ actionsKey: key, say })
  return startServer({
    name: "shop",
    args: () => [...WEB_FLAGS, join(folder, "server.js")],
    env: { ...env, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key },
    ready: "/api/health",
  })
}

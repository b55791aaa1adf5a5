import { cp, mkdir, mkdtemp, rm } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { startChild } from "@/lib/cli/child"
import { WEB_FLAGS } from "@/lib/cli/start-parts"
import { linkTree } from "@/tests/bench/link-tree"
import { type Server, startServer } from "@/tests/bench/servers"

const FIXTURE = "tests/bench/fixtures/bare"
// What the shop's proxy.ts is made of.
const shared = ["proxy.ts", "lib/env.ts", "lib/security-headers.ts"]
const nextOf = (folder: string) => join(folder, "node_modules/next/dist/bin/next")

/**
 * A Next application with next to nothing in it, on the same Next and with the shop's own proxy.ts:
 * built in a folder of its own, on the clone's disk so that the packages need not be copied, and served.
 */
export async function startBareServer(say: (line: string) => void): Promise<Server> {
  await mkdir("dist", { recursive: true })
  const folder = await mkdtemp(resolve("dist/bench-"))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    await cp(FIXTURE, folder, { recursive: true })
    for (const file of shared) {
      await mkdir(dirname(join(folder, file)), { recursive: true })
      await cp(file, join(folder, file))
    }
    await linkTree("node_modules", join(folder, "node_modules"))
    say("building the bare application")
    await build(folder)
    const server = await startServer({
      name: "bare",
      // The shop's own flags: they are no part of what is compared.
      args: (port) => [
        ...WEB_FLAGS,
        nextOf(folder),
        "start",
        folder,
        "-H",
        "127.0.0.1",
        "-p",
        String(port),
      ],
      ready: "/",
    })
    return { ...server, stop: () => server.stop().then(remove) }
  } catch (error) {
    await remove()
    throw error
  }
}

async function build(folder: string): Promise<void> {
  const said: string[] = []
  const child = startChild({
    name: "build",
    args: [nextOf(folder), "build", folder],
    env: { NEXT_TELEMETRY_DISABLED: "1" },
    onLine: (line) => said.push(line),
  })
  if ((await child.exited) !== 0)
    throw new Error(`The bare application was not built.\n${said.join("\n")}`)
}

import { awaitAnswer } from "@/lib/cli/await-answer"
import { startChild } from "@/lib/cli/child"
import { freePort } from "@/tests/support/free-port"

export type Server = { port: number; origin: string; stop: () => Promise<void> }

export type ServerOptions = {
  name: string
  /** What Node runs, for a port. */
  args: (port: number) => readonly string[]
  env?: Record<string, string>
  /** A path that answers when it is ready. */
  ready: string
}

/** Starts a server in a process of its own on a free port of loopback; it ends with this process. */
export async function startServer({ name, args, env, ready }: ServerOptions): Promise<Server> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const said: string[] = []
  const child = startChild({
    name,
    args: args(port),
    env: {
      NEXT_TELEMETRY_DISABLED: "1",
      PUBLIC_URL: `http://localhost:${port}`,
      PORT: String(port),
      HOSTNAME: "127.0.0.1",
      ...env,
    },
    onLine: (line) => {
      if (said.length < 50) said.push(line)
    },
  })
  const stop = () => child.stop(5_000)
  try {
    await awaitAnswer(origin + ready, 60, child.exited)
  } catch (error) {
    await stop()
    throw new Error(`${name} did not start.\n${said.join("\n")}`, { cause: error })
  }
  return { port, origin, stop }
}

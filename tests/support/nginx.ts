import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { existsSync } from "node:fs"
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { connect } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { freePort } from "@/tests/support/free-port"

export type Nginx = { origin: string; stop: () => Promise<void> }

/**
 * A real nginx on loopback with the server of docs/nginx.conf, in front of `shop`.
 * @param also another server beside it, as text of the configuration
 */
export async function startNginx(shop: string, files: string, also = ""): Promise<Nginx> {
  const program = findNginx()
  const home = await mkdtemp(join(tmpdir(), "kiosk-nginx-"))
  await chmod(home, 0o755)
  const port = await freePort()
  const server = (await readFile("docs/nginx.conf", "utf8"))
    .replace(/listen .*# marked: listen/, `listen 127.0.0.1:${port};`)
    .replace(/proxy_pass .*# marked: shop/, `proxy_pass ${shop};`)
    .replace(/alias .*# marked: files/, `alias ${files}/;`)
  await writeFile(join(home, "nginx.conf"), around(`${server}\n${also}`, home))
  const child = spawn(program, ["-p", home, "-c", join(home, "nginx.conf")], { stdio: "inherit" })
  const ended = once(child, "exit")
  const stop = async () => {
    child.kill("SIGTERM")
    await ended
    await rm(home, { recursive: true, force: true })
  }
  const isUp = await Promise.race([untilOpen(port).then(() => true), ended.then(() => false)])
  if (isUp) return { origin: `http://127.0.0.1:${port}`, stop }
  throw new Error(`nginx did not start: ${await readFile(join(home, "error.log"), "utf8")}`)
}

/** The installed nginx; as root on Debian it is installed when missing. */
function findNginx(): string {
  const isDebianRoot = existsSync("/etc/debian_version") && process.getuid?.() === 0
  const program = installedNginx() ?? (isDebianRoot ? installNginx() : undefined)
  if (program) return program
  throw new Error("nginx is missing: run `apt-get install nginx-light` or `brew install nginx`.")
}

function installedNginx(): string | undefined {
  const places = ["/usr/sbin/nginx", "/opt/homebrew/bin/nginx", "/usr/local/bin/nginx"]
  return places.find((path) => existsSync(path))
}

function installNginx(): string | undefined {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" }
  const script =
    "apt-get update -q && apt-get install -q -y --no-install-recommends nginx-light && service nginx stop"
  spawnSync("sh", ["-c", script], { env, stdio: "ignore" })
  return installedNginx()
}

function around(server: string, home: string): string {
  const user = process.getuid?.() === 0 ? "user root;" : ""
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${home}/${name};`)
    .join("\n  ")
  return `${user}
daemon off;
worker_processes 1;
pid ${home}/nginx.pid;
error_log ${home}/error.log warn;
events {}
http {
  access_log off;
  ${paths}
  ${server}
}
`
}

async function untilOpen(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, "127.0.0.1")
    const isOpen = await once(socket, "connect").then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (isOpen) return
    await wait(20)
  }
}

import { randomInt } from "node:crypto"
import { mkdtemp, rm } from "node:fs/promises"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import S3rver from "s3rver"

export type Bucket = {
  bucket: string
  endpoint: string
  directory: string
  stop: () => Promise<void>
}

/** A bucket of a real S3 protocol server on loopback; sets the AWS variables that the SDK reads. */
export async function startBucket(bucket = "kiosk-goods"): Promise<Bucket> {
  process.env.AWS_ACCESS_KEY_ID = "S3RVER"
  process.env.AWS_SECRET_ACCESS_KEY = "S3RVER"
  process.env.AWS_REGION = "us-east-1"
  const directory = await mkdtemp(join(tmpdir(), "kiosk-bucket-"))
  const port = await freePort()
  const configureBuckets = [{ name: bucket, configs: [] }]
  const server = new S3rver({
    address: "127.0.0.1",
    port,
    directory,
    silent: true,
    configureBuckets,
  })
  await server.run()
  const stop = async () => {
    await server.close()
    await rm(directory, { recursive: true, force: true })
  }
  return { bucket, endpoint: `http://127.0.0.1:${port}`, directory, stop }
}

/** A free port below those from which outgoing connections are made. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once("error", () => resolve(false))
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)))
  })
}

import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import S3rver from "s3rver"
import { freePort } from "@/tests/support/free-port"

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

import { createServer, type IncomingHttpHeaders } from "node:http"
import { afterAll, beforeAll, expect, test } from "vitest"
import { s3Storage } from "@/lib/storage/s3"
import { type Bucket, startBucket } from "@/tests/support/bucket"
import { freePort } from "@/tests/support/free-port"

let bucket: Bucket

beforeAll(async () => {
  bucket = await startBucket()
})

afterAll(() => bucket.stop())

const disposition = "attachment; filename=\"Buecher.pdf\"; filename*=UTF-8''B%C3%BCcher.pdf"
const options = { disposition, contentType: "application/pdf", seconds: 60 }

async function linkTo(key: string): Promise<URL> {
  const link = await s3Storage(bucket).link(key, options)
  if (!link) throw new Error("no link")
  return new URL(link)
}

test("D2: a link is signed for one object, one answer and 60 seconds", async () => {
  const link = await linkTo("goods/aa/book.pdf")
  expect(link.pathname).toBe(`/${bucket.bucket}/goods/aa/book.pdf`)
  expect(link.searchParams.get("X-Amz-Expires")).toBe("60")
  expect(link.searchParams.get("X-Amz-SignedHeaders")).toBe("host")
  expect(link.searchParams.get("X-Amz-Signature")).toMatch(/^[0-9a-f]{64}$/)
  expect(link.searchParams.get("response-content-disposition")).toBe(disposition)
  expect(link.searchParams.get("response-content-type")).toBe("application/pdf")
  expect(link.searchParams.get("response-cache-control")).toBe("private, no-store")
})

test("D2: what a link answers can't be changed without breaking its signature", async () => {
  const [one, other] = [await linkTo("goods/a"), await linkTo("goods/b")]
  expect(one.searchParams.get("X-Amz-Signature")).not.toBe(
    other.searchParams.get("X-Amz-Signature"),
  )
})

test("D3: a bucket of another maker is addressed by path, Amazon's by name", async () => {
  const other = s3Storage({ bucket: "goods", endpoint: "https://s3.other.example" })
  expect(await other.link("a", options)).toMatch(/^https:\/\/s3\.other\.example\/goods\/a\?/)
  const amazon = await s3Storage({ bucket: "goods" }).link("a", options)
  expect(amazon).toMatch(/^https:\/\/goods\.s3\.us-east-1\.amazonaws\.com\/a\?/)
})

test("B34: a bucket sends the file under its own name", async () => {
  await s3Storage(bucket).put("goods/aa/book.pdf", Buffer.from("book"), options)
  const response = await fetch(await linkTo("goods/aa/book.pdf"), {
    headers: { range: "bytes=1-2" },
  })
  expect(response.status).toBe(206)
  expect(response.headers.get("content-disposition")).toBe(disposition)
  expect(response.headers.get("content-type")).toBe("application/pdf")
  expect(await response.text()).toBe("oo")
})

test("D1: objects are put without an ACL: as private as the bucket", async () => {
  const put: IncomingHttpHeaders[] = []
  const port = await freePort()
  const server = createServer((request, response) => {
    if (request.method === "PUT") put.push(request.headers)
    request.resume().on("end", () => response.writeHead(put.length > 0 ? 200 : 404).end())
  })
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve))
  const store = s3Storage({ bucket: "kiosk-goods", endpoint: `http://127.0.0.1:${port}` })
  await store.put("goods/a", Buffer.from("x"), options)
  server.close()
  expect(put).toHaveLength(1)
  expect(Object.keys(put[0] ?? {}).filter((name) => /acl|grant/.test(name))).toEqual([])
})

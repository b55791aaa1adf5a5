declare module "autocannon" {
  /** The part of autocannon 9 that the bench uses. */
  type Options = {
    url: string
    connections: number
    /** Seconds. */
    duration: number
    headers?: Record<string, string>
  }
  type Result = {
    "2xx": number
    non2xx: number
    errors: number
    timeouts: number
    start: Date
    finish: Date
    throughput: { total: number }
  }
  export default function autocannon(options: Options): Promise<Result>
}

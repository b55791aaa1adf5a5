import type { NextConfig } from "next"

const config: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  output: "standalone",
  outputFileTracingIncludes: { "/api/health": ["./prisma/migrations/**/*"] },
  serverExternalPackages: ["pg", "pino", "graphile-worker"],
  experimental: { serverActions: { bodySizeLimit: "64kb" } },
}

export default config

import type { NextConfig } from "next"

const config: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  output: "standalone",
  // Types have a stage of their own in `npm run check` and `npm test`; a first start need not wait.
  typescript: { ignoreBuildErrors: true },
  // Read at run time, so the build cannot see that they are needed.
  outputFileTracingIncludes: {
    "/api/health": ["./prisma/migrations/**/*"],
    "/*": ["./legal/*.md"],
    "/api/*/**": [
      "./node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
      "./node_modules/@fontsource/unifont/files/*.woff",
    ],
  },
  serverExternalPackages: ["pg", "pino", "graphile-worker", "pdfkit", "fontkit"],
  // The largest form is a product with a long description.
  experimental: { serverActions: { bodySizeLimit: "1mb" } },
}

export default config

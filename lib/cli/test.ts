import { runStages } from "@/lib/cli/run-stages"
import { build, endToEnd, format, integration, lint, types, unit } from "@/lib/cli/stages"

await runStages([format, lint, types, unit, integration, build, endToEnd], { e2e: "build" })

import { runStages } from "@/lib/cli/run-stages"
import { format, lint, types, unit } from "@/lib/cli/stages"

await runStages([format, lint, types, unit])

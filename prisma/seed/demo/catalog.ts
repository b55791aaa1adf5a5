import type { DemoProduct } from "@/prisma/seed/demo/demo-product"
import { article } from "@/prisma/seed/demo/goods/article"
import { checklist } from "@/prisma/seed/demo/goods/checklist"
import { film } from "@/prisma/seed/demo/goods/film"
import { handbook } from "@/prisma/seed/demo/goods/handbook"
import { iconPack } from "@/prisma/seed/demo/goods/icon-pack"

export type {
  DemoEdition,
  DemoFile,
  DemoPrice,
  DemoProduct,
} from "@/prisma/seed/demo/demo-product"

/**
 * The goods of the demonstration with all their files, newest first. Reads only the files beside
 * it, and gives the same bytes at every run. About a second on a slow machine.
 */
export async function demoCatalog(): Promise<DemoProduct[]> {
  return [await handbook(), iconPack(), film(), article(), await checklist()]
}

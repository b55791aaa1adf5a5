import { env } from "@/lib/env"

const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const

/** A size in the shop's language: "1.4 MB" (powers of ten, as file managers and SI count). */
export function FileSize({ bytes }: { bytes: bigint }) {
  return <span className="whitespace-nowrap">{formatSize(bytes, env().SHOP_LOCALE)}</span>
}

/** A size in bytes, written with at most one decimal. */
export function formatSize(bytes: bigint, locale: string): string {
  let size = Number(bytes)
  let step = 0
  while (size >= 999.5 && step < units.length - 1) {
    size /= 1000
    step++
  }
  const unit = units[step] ?? "byte"
  const digits = step > 0 && size < 10 ? 1 : 0
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: digits,
  }).format(size)
}

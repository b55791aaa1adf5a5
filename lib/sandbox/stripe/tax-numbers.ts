/** The numbers that this sandbox knows; for those of an authority it asks. */
export const taxIdTypes = ["ch_vat", "eu_vat", "gb_vat", "no_vat"] as const
export type TaxIdType = (typeof taxIdTypes)[number]
export type TaxNumber = { type: TaxIdType; value: string }

/** The shape of the Union's numbers, by country, without the two letters in front. */
const unionShapes: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  ES: /^[A-Z\d]\d{7}[A-Z\d]$/,
  FI: /^\d{8}$/,
  FR: /^[A-Z\d]{2}\d{9}$/,
  GR: /^\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^\d[A-Z\d+*]\d{5}[A-Z]{1,2}$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^\d{9}B\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
}

const otherShapes: Record<Exclude<TaxIdType, "eu_vat">, RegExp> = {
  ch_vat: /^CHE\d{9}(MWST|TVA|IVA)$/,
  gb_vat: /^GB(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
  no_vat: /^\d{9}MVA$/,
}

const typeOf: Readonly<Record<string, TaxIdType>> = { CH: "ch_vat", GB: "gb_vat", NO: "no_vat" }

/** Whether a type is one of those that this sandbox knows. */
export function isTaxIdType(type: string): type is TaxIdType {
  return taxIdTypes.some((known) => known === type)
}

/** The number as Stripe keeps it, or null where it is none of that type. */
export function normalTaxId(type: TaxIdType, typed: string): string | null {
  const value = typed.toUpperCase().replace(/[\s.\-/]/g, "")
  if (type !== "eu_vat") return otherShapes[type].test(value) ? value : null
  const country = value.slice(0, 2) === "EL" ? "GR" : value.slice(0, 2)
  return unionShapes[country]?.test(value.slice(2)) ? value : null
}

/** What a buyer typed on the payment page, as the number of a business there; null: it is none. */
export function readTaxId(country: string, typed: string): TaxNumber | null {
  const type = typeOf[country] ?? (country in unionShapes ? "eu_vat" : null)
  const value = type && normalTaxId(type, typed)
  return value ? { type, value } : null
}

/** The country of a number, where it says one. */
export function countryOf({ type, value }: TaxNumber): string {
  if (type === "eu_vat") return value.slice(0, 2) === "EL" ? "GR" : value.slice(0, 2)
  return type.slice(0, 2).toUpperCase()
}

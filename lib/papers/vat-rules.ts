// The formats are those of https://ec.europa.eu/taxation_customs/vies/faq.html (EU and Northern Ireland),
// and of the tax offices of the others; check digits where one reckoning covers all numbers of a country.

type Rule = {
  country: string
  pattern: RegExp
  example: string
  /** Whether the digits fit each other; where not given, only the shape is known. */
  isRight?: (body: string) => boolean
}

const rules: Record<string, Rule> = {
  AT: { country: "Austria", pattern: /^U\d{8}$/, example: "ATU13585627", isRight: austrian },
  BE: { country: "Belgium", pattern: /^[01]\d{9}$/, example: "BE0428759497", isRight: belgian },
  BG: { country: "Bulgaria", pattern: /^\d{9,10}$/, example: "BG175074752" },
  HR: { country: "Croatia", pattern: /^\d{11}$/, example: "HR33392005961", isRight: mod11And10 },
  CY: { country: "Cyprus", pattern: /^\d{8}[A-Z]$/, example: "CY10259033P" },
  CZ: { country: "Czechia", pattern: /^\d{8,10}$/, example: "CZ25123891" },
  DK: {
    country: "Denmark",
    pattern: /^\d{8}$/,
    example: "DK13585628",
    isRight: (body) => weigh(body, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  },
  EE: {
    country: "Estonia",
    pattern: /^10\d{7}$/,
    example: "EE100931558",
    isRight: (body) => weigh(body, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0,
  },
  FI: {
    country: "Finland",
    pattern: /^\d{8}$/,
    example: "FI20774740",
    isRight: (body) => weigh(body, [7, 9, 10, 5, 8, 4, 2, 1]) % 11 === 0,
  },
  FR: { country: "France", pattern: /^[A-HJ-NP-Z\d]{2}\d{9}$/, example: "FR83404833048" },
  DE: { country: "Germany", pattern: /^[1-9]\d{8}$/, example: "DE136695976", isRight: mod11And10 },
  EL: {
    country: "Greece",
    pattern: /^\d{9}$/,
    example: "EL094259216",
    isRight: (body) =>
      (weigh(body, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === Number(body.at(-1)),
  },
  HU: {
    country: "Hungary",
    pattern: /^\d{8}$/,
    example: "HU12892312",
    isRight: (body) => weigh(body, [9, 7, 3, 1, 9, 7, 3, 1]) % 10 === 0,
  },
  IE: {
    country: "Ireland",
    pattern: /^(\d{7}[A-W][A-IW]?|\d[A-Z+*]\d{5}[A-W])$/,
    example: "IE6433435F",
  },
  IT: { country: "Italy", pattern: /^\d{11}$/, example: "IT00743110157", isRight: luhn },
  LV: { country: "Latvia", pattern: /^\d{11}$/, example: "LV40003521600" },
  LT: { country: "Lithuania", pattern: /^(\d{9}|\d{12})$/, example: "LT119511515" },
  LU: {
    country: "Luxembourg",
    pattern: /^\d{8}$/,
    example: "LU15027442",
    isRight: (body) => Number(body.slice(0, 6)) % 89 === Number(body.slice(6)),
  },
  MT: {
    country: "Malta",
    pattern: /^\d{8}$/,
    example: "MT11679112",
    isRight: (body) => weigh(body, [3, 4, 6, 7, 8, 9, 10, 1]) % 37 === 0,
  },
  NL: { country: "the Netherlands", pattern: /^\d{9}B\d{2}$/, example: "NL004495445B01" },
  PL: {
    country: "Poland",
    pattern: /^\d{10}$/,
    example: "PL8567346215",
    isRight: (body) => weigh(body, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === Number(body.at(-1)),
  },
  PT: {
    country: "Portugal",
    pattern: /^\d{9}$/,
    example: "PT501964843",
    isRight: (body) =>
      ((11 - (weigh(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10 === Number(body.at(-1)),
  },
  RO: { country: "Romania", pattern: /^[1-9]\d{1,9}$/, example: "RO18547290" },
  SK: {
    country: "Slovakia",
    pattern: /^[1-9]\d{9}$/,
    example: "SK2022749619",
    isRight: (body) => Number(body) % 11 === 0,
  },
  SI: {
    country: "Slovenia",
    pattern: /^[1-9]\d{7}$/,
    example: "SI50223054",
    isRight: (body) =>
      (11 - (weigh(body, [8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === Number(body.at(-1)),
  },
  ES: { country: "Spain", pattern: /^([A-Z]\d{7}[A-Z\d]|\d{8}[A-Z])$/, example: "ESB58378431" },
  SE: {
    country: "Sweden",
    pattern: /^\d{12}$/,
    example: "SE123456789701",
    isRight: (body) => luhn(body.slice(0, 10)),
  },
  XI: {
    country: "Northern Ireland",
    pattern: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
    example: "XI980780684",
  },
  GB: {
    country: "the United Kingdom",
    pattern: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
    example: "GB980780684",
  },
  NO: {
    country: "Norway",
    pattern: /^\d{9}(MVA)?$/,
    example: "NO995525828MVA",
    isRight: (body) => weigh(body, [3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  },
  CHE: {
    country: "Switzerland",
    pattern: /^\d{9}(MWST|TVA|IVA)?$/,
    example: "CHE107787577 MWST",
    isRight: (body) => (11 - (weigh(body, [5, 4, 3, 2, 7, 6, 5, 4]) % 11)) % 11 === Number(body[8]),
  },
}

/** The countries whose numbers are known, with one of each that is right. */
export const vatExamples = Object.entries(rules).map(([prefix, { country, example }]) => ({
  prefix,
  country,
  example,
}))

export type CheckedVatId =
  /** Without spaces, dots and hyphens, in capitals. */
  { isGood: true; vatId: string } | { isGood: false; message: string }

/**
 * Whether a text is a VAT number by its shape, and by its check digit where that is simple. Whether somebody
 * has that number only the authority knows.
 */
export function checkVatId(typed: string): CheckedVatId {
  const text = typed
    .toUpperCase()
    .replace(/[\s.\-/]/g, "")
    .replace(/^GR/, "EL")
  const [, prefix = "", body = ""] = /^(CHE|[A-Z]{2})(.*)$/.exec(text) ?? []
  const rule = rules[prefix]
  if (!rule)
    return {
      isGood: false,
      message:
        "Begin with the two letters of the country, such as DE136695976. Leave it empty if you have none.",
    }
  const isRight = rule.pattern.test(body) && (rule.isRight?.(body) ?? true)
  if (isRight) return { isGood: true, vatId: prefix + body }
  const like = `A number of ${rule.country} looks like ${rule.example}.`
  return { isGood: false, message: `This is no VAT number; look for a slip. ${like}` }
}

function weigh(digits: string, weights: number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0)
}

/** ISO/IEC 7812-1, annex B. */
function luhn(digits: string): boolean {
  const sum = digits
    .split("")
    .toReversed()
    .reduce((all, digit, at) => {
      const value = Number(digit) * (at % 2 === 1 ? 2 : 1)
      return all + (value > 9 ? value - 9 : value)
    }, 0)
  return sum % 10 === 0
}

/** ISO/IEC 7064, MOD 11,10. */
function mod11And10(digits: string): boolean {
  let product = 10
  for (const digit of digits.slice(0, -1)) {
    const sum = (Number(digit) + product) % 10 || 10
    product = (sum * 2) % 11
  }
  return (11 - product) % 10 === Number(digits.at(-1))
}

function belgian(body: string): boolean {
  return 97 - (Number(body.slice(0, 8)) % 97) === Number(body.slice(8))
}

function austrian(body: string): boolean {
  const digits = body
    .slice(1, 8)
    .split("")
    .map((digit, at) => Number(digit) * (at % 2 === 1 ? 2 : 1))
  const sum = digits.reduce((all, value) => all + (value > 9 ? value - 9 : value), 0)
  return (10 - ((sum + 4) % 10)) % 10 === Number(body.at(-1))
}

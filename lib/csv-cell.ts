/**
 * A text that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it, for
 * products and customers are named by anybody.
 * Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
export function harmless(text: string): string {
  return /^\s*[=+\-@\t\r\n\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}]/u.test(text) ? `'${text}` : text
}

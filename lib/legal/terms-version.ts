export async function termsVersion(): Promise<string> {
  return "1"
}

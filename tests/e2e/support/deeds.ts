/** Server actions that no id of anybody's goes into, and why that is so. */
export const stateless: Record<string, string> = {
  "app/(shop)/actions.ts#chooseCurrency": "a cookie of the browser",
  "app/(shop)/products/[slug]/actions.ts#buyNow": "an edition, for whoever pays",
  "app/(shop)/products/[slug]/actions.ts#getFree": "goes to the mailed link alone",
  "app/orders/actions.ts#mailLinks": "goes to the address alone",
  "app/sign-in/actions.ts#askToSignIn": "goes to the address alone",
  "app/sign-in/actions.ts#enterCode": "bound to the browser's cookie: integration/auth",
  "app/sign-in/actions.ts#continueSignIn": "the mail's own key: integration/auth",
  "app/sign-in/actions.ts#continueWithGoogle": "signs in at Google",
}

/**
 * Server actions that change what is somebody's, with the owner's page that holds their forms. The
 * sweep sends each form of those pages again as somebody else, and as nobody.
 */
export const replayed: Record<string, string> = {
  "app/library/actions.ts#archive": "/library",
  "app/library/actions.ts#unarchive": "/library?show=archived",
}

/** What a provider of subscriptions can do. */
export type Capabilities = {
  /** Free days before the first charge. */
  trial: boolean
  /** Stopping for a while without ending. */
  pause: boolean
  /** Staying open while a charge is tried again. */
  grace: boolean
  refund: boolean
  /** It decides itself when it charges; the shop mirrors that. */
  ownSchedule: boolean
  /** The shop may charge the customer when they are away, at times of its own. */
  chargeOffline: boolean
}

/**
 * What the one provider, Stripe Billing, can do. Pages and rules ask this, never for the provider's
 * name, so that another one can stand beside it.
 */
export const capabilities: Capabilities = {
  trial: true,
  pause: true,
  grace: true,
  refund: true,
  ownSchedule: true,
  chargeOffline: false,
}

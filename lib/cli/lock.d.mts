export type Identity = { pid: number; began: string }
export type Holder = Identity & { what: string }
export function tryLock(
  path: string,
  what: string,
): { release: () => void; holder: undefined } | { release: undefined; holder: Holder }
export function waitForLock(
  path: string,
  what: string,
  onWait?: (holder: Holder) => void,
): Promise<() => void>
export function identity(pid: number): Identity
export function isAlive(named: Identity): boolean

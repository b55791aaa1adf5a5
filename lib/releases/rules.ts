/** A file of an edition: what it is called, and its bytes by their SHA-256. */
export type ShelvedFile = {
  editionId: string
  name: string
  contentType: string
  /** Bytes. */
  size: bigint
  sha256: string
  storageKey: string
}

/** A product's versions that are out, newest first, each with its files in their order. */
export type Shelf = {
  productId: string
  slug: string
  title: string
  editions: { id: string; slug: string; title: string }[]
  releases: { id: string; version: string; files: ShelvedFile[] }[]
  /** What versions that were taken back are called. */
  withdrawn: string[]
}

/** A file of the version to be. */
export type PlannedFile = ShelvedFile & {
  position: number
  /** Whether it comes along unchanged from the version before. */
  isKept: boolean
}

/** What bringing out files comes to. */
export type ReleasePlan =
  | { outcome: "same"; releaseId: string; version: string }
  | {
      outcome: "new"
      /** Of the version that gets files for more editions; null: it is to be written. */
      releaseId: string | null
      version: string
      files: PlannedFile[]
    }
  | { outcome: "refused"; message: string }

/** `--file <edition>=<path>`, or a path alone where the product has one edition. */
export function readFileOption(
  text: string,
  { title, editions }: Pick<Shelf, "title" | "editions">,
): { editionId: string; path: string } | { message: string } {
  const [, slug, named] = /^([^=]+)=(.+)$/s.exec(text) ?? []
  const edition = editions.find((one) => one.slug === slug)
  if (edition && named) return { editionId: edition.id, path: named }
  const [only, ...others] = editions
  if (!only) return { message: `${title} has no edition that files could belong to.` }
  if (others.length === 0) return { editionId: only.id, path: text }
  const slugs = editions.map((one) => one.slug).join(", ")
  return {
    message: `${title} has ${editions.length} editions; write --file <edition>=<path>, not "${text}". They are: ${slugs}.`,
  }
}

/** A version as it may be called: one line of 1 to 40 characters. */
export function isVersion(text: string): boolean {
  return text.length <= 40 && /^[^\s\p{Cc}]([^\p{Cc}]*[^\s\p{Cc}])?$/u.test(text)
}

/**
 * The minor version after `newest` that is not taken: "1.0" and "1.9" lead to "1.1" and "1.10", "1.2.3" to
 * "1.3.0", nothing to "1.0". Null when the newest is not made of numbers.
 */
export function nextVersion(newest: string | null, taken: string[]): string | null {
  if (newest === null) return "1.0"
  const [, v = "", major, minor = "0", patch] =
    /^(v?)(\d{1,9})(?:\.(\d{1,9}))?(\.\d{1,9})?$/.exec(newest) ?? []
  if (major === undefined) return null
  for (let next = Number(minor) + 1; ; next++) {
    const version = `${v}${major}.${next}${patch ? ".0" : ""}`
    if (!taken.includes(version)) return version
  }
}

/**
 * What becomes of files that are brought out. Without a `version` it is the next one, unless the newest has
 * these very bytes already. A version's files never change: for an edition that has some in it, other bytes
 * are refused. An edition that gets none keeps its older ones; in one that gets some, files of other names
 * come along from its version before, unless `isWhole`, or one file takes the place of one.
 */
export function planRelease(
  shelf: Shelf,
  given: ShelvedFile[],
  asked: { version: string | null; isWhole: boolean },
): ReleasePlan {
  const [newest] = shelf.releases
  const twice = given.find((file, at) =>
    given.slice(0, at).some((other) => isSamePlace(other, file)),
  )
  if (twice)
    return { outcome: "refused", message: `Two files are called ${twice.name}; rename one.` }
  const version =
    asked.version ??
    (newest && holds(newest.files, given)
      ? newest.version
      : nextVersion(newest?.version ?? null, [
          ...shelf.releases.map((one) => one.version),
          ...shelf.withdrawn,
        ]))
  if (version === null)
    return {
      outcome: "refused",
      message: `The newest version is called "${newest?.version}"; say with --version what comes after it.`,
    }
  if (shelf.withdrawn.includes(version))
    return {
      outcome: "refused",
      message: `Version ${version} of ${shelf.title} was taken back. Bring it back, or give these files another version.`,
    }
  const release = shelf.releases.find((one) => one.version === version)
  if (release && holds(release.files, given))
    return { outcome: "same", releaseId: release.id, version }
  const fresh = given.filter((file) => !release || !holds(release.files, [file]))
  const taken = fresh.find((file) => release?.files.some((held) => isSameEdition(held, file)))
  if (taken)
    return {
      outcome: "refused",
      message: `Version ${version} of ${shelf.title} is out with other files. Files never change: give these a version of their own.`,
    }
  const editionIds = [...new Set(fresh.map((file) => file.editionId))]
  const files = editionIds.flatMap((id) => {
    const own = fresh.filter((file) => file.editionId === id)
    return together(own, asked.isWhole ? [] : latestFiles(shelf, id))
  })
  return { outcome: "new", releaseId: release?.id ?? null, version, files }
}

/**
 * Whether the newest version may be taken back: only while each edition that has files in it has some in an
 * older one too, for owners must not be left with nothing. Gives the version's id and what is newest then.
 */
export function planWithdrawal(
  shelf: Shelf,
  version: string,
): { releaseId: string; before: string } | { message: string } {
  const [newest, ...older] = shelf.releases
  if (!newest || newest.version !== version)
    return { message: `Version ${version} is not the newest of ${shelf.title}. Look again.` }
  const alone = shelf.editions.find(
    ({ id }) =>
      newest.files.some((file) => file.editionId === id) &&
      !older.some(({ files }) => files.some((file) => file.editionId === id)),
  )
  const [before] = older
  if (alone || !before)
    return {
      message: `${alone?.title ?? shelf.title} has no files but those of version ${version}: its owners would be left with nothing. Bring out another version instead.`,
    }
  return { releaseId: newest.id, before: before.version }
}

// By their bytes: a copy under another name is no new version.
function holds(held: ShelvedFile[], given: ShelvedFile[]): boolean {
  return given.every((file) =>
    held.some((one) => isSameEdition(one, file) && one.sha256 === file.sha256),
  )
}

/** The files of an edition's newest version that has some. */
export function latestFiles(shelf: Shelf, editionId: string): ShelvedFile[] {
  for (const { files } of shelf.releases) {
    const own = files.filter((file) => file.editionId === editionId)
    if (own.length > 0) return own
  }
  return []
}

// Each where the older one of its name stood; what is new comes last.
function together(own: ShelvedFile[], older: ShelvedFile[]): PlannedFile[] {
  const isOneForOne = own.length === 1 && older.length === 1
  const before = isOneForOne ? [] : older
  const inPlace = before.map((old) => own.find((file) => isSamePlace(file, old)) ?? old)
  const added = own.filter((file) => !inPlace.includes(file))
  return [...inPlace, ...added].map((file, position) => ({
    ...file,
    position,
    isKept: !own.includes(file),
  }))
}

function isSameEdition(one: ShelvedFile, other: ShelvedFile): boolean {
  return one.editionId === other.editionId
}

function isSamePlace(one: ShelvedFile, other: ShelvedFile): boolean {
  return isSameEdition(one, other) && one.name === other.name
}

import type { Route } from "next"
import { adminMetadata, adminPage } from "@/app/admin/guard"
import { bringBack, bringOut, takeBack } from "@/app/admin/products/[slug]/files/actions"
import { notFoundPage } from "@/app/not-found-page"
import { OutcomeNotice } from "@/components/admin/outcome-notice"
import { ReleaseForm } from "@/components/admin/release-form"
import { VersionList } from "@/components/admin/version-list"
import { PageLink } from "@/components/ui/page-link"
import { canChange } from "@/lib/administrators/rules"
import { env } from "@/lib/env"
import { filesField, releasePurpose } from "@/lib/releases/read-release-form"
import { latestFiles, nextVersion, planWithdrawal } from "@/lib/releases/rules"
import { listVersionFigures } from "@/lib/releases/store/figures"
import { findShelf } from "@/lib/releases/store/shelf"
import { tellUpload } from "@/lib/uploads/find-upload-state"
import { listOpenUploads } from "@/lib/uploads/store"

export const generateMetadata = adminMetadata("Files")

const words = {
  released: "The version is out: everyone who has the product can fetch it now.",
  "released-mailed":
    "The version is out, and the mails to those who have it are on their way. Look below how they fare.",
  withdrawn:
    "The version is taken back: the one before is the newest again. Mails that had gone can’t be unsent.",
  restored: "The version is out again.",
}

/** The files of a product: what its editions hold, a new version of them, and what became of each. */
export default adminPage<PageProps<"/admin/products/[slug]/files">>(
  async ({ params, searchParams }, { role }) => {
    const { slug } = await params
    const shelf = await findShelf(slug)
    if (!shelf) return notFoundPage()
    const purposes = shelf.editions.map((edition) => releasePurpose(slug, edition.slug))
    const [figures, uploads, { done, problem }] = await Promise.all([
      listVersionFigures(shelf.productId),
      listOpenUploads(purposes),
      searchParams,
    ])
    const newest = shelf.releases[0]?.version ?? null
    const taken = [...shelf.releases.map(({ version }) => version), ...shelf.withdrawn]
    const editions = shelf.editions.map((edition) => {
      const purpose = releasePurpose(slug, edition.slug)
      return {
        slug: edition.slug,
        title: edition.title,
        field: filesField(edition.slug),
        purpose,
        files: latestFiles(shelf, edition.id).map(({ name, size }) => ({ name, size })),
        uploads: uploads.filter((one) => one.purpose === purpose).map(tellUpload),
      }
    })
    const mayChange = canChange(role)
    const undo = newest === null ? null : planWithdrawal(shelf, newest)
    return (
      <>
        <OutcomeNotice done={done} problem={problem} words={words} />
        <p>
          <PageLink href={`/admin/products/${slug}` as Route} className="link">
            {shelf.title}
          </PageLink>
        </p>
        <h1 className="mt-2 text-3xl font-semibold">Files</h1>
        <ReleaseForm
          product={slug}
          editions={editions}
          next={nextVersion(newest, taken)}
          locale={env().SHOP_LOCALE}
          action={mayChange ? bringOut : null}
        />
        <h2 className="mt-12 text-xl font-semibold">Versions</h2>
        <VersionList
          product={slug}
          versions={figures}
          undo={undo && newest ? { version: newest, ...undo } : null}
          takeBack={mayChange ? takeBack : null}
          bringBack={mayChange ? bringBack : null}
        />
      </>
    )
  },
)

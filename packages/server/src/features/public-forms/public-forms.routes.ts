import * as contracts from '@sluice/core/public-forms/contract'
import { dayOf } from '@sluice/core/lib/dates'
import type { FastifyRequest } from 'fastify'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { requireScope } from '../../platform/policy.ts'
import { readerLanguage } from '../../platform/reader-language.ts'
import { refuse } from '../../platform/refusal.ts'
import { route, streamRoute } from '../../platform/route.ts'
import type { Session } from '../../platform/session.ts'
import { maxMegabytes } from '../activities/attachment.ts'
import { requireSubject } from '../activities/subject.ts'
import { changeForm } from './change-form.ts'
import { createForm } from './create-form.ts'
import { submissionsCsv } from './export-submissions.ts'
import { addFormFile, removeFormFile } from './form-file.ts'
import { publicPages } from './public-page.ts'
import { selectForm, selectForms, selectWholeForm, type Asking } from './public-forms.queries.ts'
import { publishForm } from './publish-form.ts'
import { releaseSubmission } from './release-submission.ts'
import { selectLeadSubmissions, selectSubmission, selectSubmissions } from './submissions.queries.ts'
import { openTally } from './tally.ts'

/** Public forms and what was sent through them. The pages that strangers see are public-page.ts. */
export function publicFormRoutes(api: Api): void {
  const db = api.db.forRequests
  const tally = openTally(api)
  publicPages(api, tally)

  const asking = async (tx: Reader, { viewer }: Pick<Session, 'viewer'>, request: FastifyRequest): Promise<Asking> => {
    const { slug } = await tx.selectFrom('org').select('slug').where('org_id', '=', viewer.orgId).executeTakeFirstOrThrow()
    const origin = new URL(api.env.SLUICE_URL ?? `${request.protocol}://${request.host}`).origin
    return { viewer, linkBase: `${origin}/f/${slug}/` }
  }
  const whole = async (tx: Reader, session: Session, request: FastifyRequest, id: string, sees = session.viewer) => {
    const asker = { ...(await asking(tx, session, request)), viewer: sees }
    return (await selectWholeForm(tx, asker, id, dayOf(api.clock.now(), session.org.timeZone), session.org.timeZone)) ?? refuse('record.not_found')
  }
  /** What was just written, also when it was given away and is out of sight from now on. */
  const written = (tx: Reader, session: Session, request: FastifyRequest, id: string) => whole(tx, session, request, id, { ...session.viewer, role: 'admin' })
  const find = async (tx: Reader, session: Pick<Session, 'viewer'>, request: FastifyRequest, id: string) => (await selectForm(tx, await asking(tx, session, request), id)) ?? refuse('record.not_found')

  route(api, contracts.listPublicForms, async ({ tx, session, request, query }) => {
    requireScope(session.viewer, 'campaign', 'read')
    await tally.flush()
    return selectForms(tx, await asking(tx, session, request), query)
  })
  route(api, contracts.getPublicForm, async ({ tx, session, request, params }) => {
    await tally.flush()
    return whole(tx, session, request, params.id)
  })
  route(api, contracts.createPublicForm, async ({ tx, act, session, request, body }) => written(tx, session, request, await createForm(tx, act, session.viewer, body)))
  route(api, contracts.changePublicForm, async ({ tx, act, session, request, params, version, body }) => {
    await find(tx, session, request, params.id)
    await changeForm(tx, act, session.viewer, params.id, version, body)
    return written(tx, session, request, params.id)
  })
  route(api, contracts.publishPublicForm, async ({ tx, act, session, request, params, version }) => {
    await find(tx, session, request, params.id)
    await publishForm(tx, act, session.viewer, params.id, version)
    return written(tx, session, request, params.id)
  })
  streamRoute(api, contracts.addPublicFormFile, async ({ act, viewer, params, request }) => {
    // Before a byte is taken: may they at all.
    const form = await db.read(viewer.orgId, (tx) => find(tx, { viewer }, request, params.id))
    if (!form.canWrite) refuse('permission.denied')
    const file = await request.file({ limits: { files: 1, fileSize: maxMegabytes * 1024 * 1024 }, throwFileSizeLimit: false })
    if (file === undefined) refuse('attachment.empty')
    const bytes = await file.toBuffer()
    if (file.file.truncated) refuse('attachment.too_large', { megabytes: maxMegabytes })
    return db.write(viewer.orgId, (tx) => addFormFile(tx, act, viewer, params.id, { name: file.filename ?? '', bytes }))
  })
  route(api, contracts.removePublicFormFile, async ({ tx, act, session, request, params }) => {
    await find(tx, session, request, params.id)
    await removeFormFile(tx, act, session.viewer, params.id, params.fileId)
    return undefined
  })

  route(api, contracts.listSubmissions, async ({ tx, session, request, params, query }) => {
    await find(tx, session, request, params.id)
    return selectSubmissions(tx, session.viewer, params.id, query)
  })
  streamRoute(api, contracts.exportSubmissions, async ({ viewer, params, query, request, reply }) => {
    const form = await db.read(viewer.orgId, (tx) => find(tx, { viewer }, request, params.id))
    const csv = await submissionsCsv(db, viewer, params.id, query, readerLanguage(request))
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${form.key}.csv"`)
      .header('cache-control', 'no-store')
      .send(csv)
  })
  route(api, contracts.releaseSubmission, async ({ tx, act, session, request, params }) => {
    const { viewer } = session
    const before = (await selectSubmission(tx, viewer, params.id)) ?? refuse('record.not_found')
    await find(tx, session, request, before.form.id)
    await releaseSubmission(tx, act, viewer, params.id)
    return (await selectSubmission(tx, { ...viewer, role: 'admin' }, params.id)) ?? refuse('record.not_found')
  })
  route(api, contracts.listLeadSubmissions, async ({ tx, viewer, params }) => {
    await requireSubject(tx, viewer, 'lead', params.id, 'read')
    return { items: await selectLeadSubmissions(tx, viewer, params.id) }
  })
}

import * as contracts from '@sluice/core/activities/contract'
import type { Activity } from '@sluice/core/activities/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import { Readable } from 'node:stream'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import { route, streamRoute } from '../../platform/route.ts'
import { showOne } from '../fields/show-custom.queries.ts'
import { selectActivity, selectAttachment, selectAttachments } from './activities.queries.ts'
import { addAttachment, maxMegabytes, readPieces, removeAttachment } from './attachment.ts'
import { changeActivity, removeActivity, restoreActivity } from './change-activity.ts'
import type { Talk } from './comment-place.ts'
import { commentRoutes } from './comments.routes.ts'
import { downloadHeader } from './file-name.ts'
import { logActivity } from './log-activity.ts'
import { requireSubject } from './subject.ts'
import { timeline } from './timeline.ts'

/** What is done on records: activities, timelines, comments and files. `talk`: what is commented on besides records. */
export function activityRoutes(api: Api, talk: Talk): void {
  route(api, contracts.logActivity, async ({ tx, act, viewer, body }) => shown(tx, viewer, await logActivity(tx, act, viewer, body)))
  route(api, contracts.changeActivity, async ({ tx, act, viewer, params, version, body }) => {
    await changeActivity(tx, act, viewer, params.id, version, body)
    return shown(tx, viewer, params.id)
  })
  route(api, contracts.removeActivity, async ({ tx, act, viewer, params }) => {
    await removeActivity(tx, act, viewer, params.id)
    return undefined
  })
  route(api, contracts.restoreActivity, async ({ tx, act, viewer, params }) => {
    await restoreActivity(tx, act, viewer, params.id)
    return shown(tx, viewer, params.id)
  })

  route(api, contracts.getTimeline, ({ tx, viewer, params, query }) => timeline(tx, viewer, params.subjectType, params.id, query))

  commentRoutes(api, talk)
  attachmentRoutes(api)
}

function attachmentRoutes(api: Api): void {
  const db = api.db.forRequests
  route(api, contracts.listAttachments, async ({ tx, viewer, params }) => {
    await requireSubject(tx, viewer, params.subjectType, params.id, 'read')
    return { items: await selectAttachments(tx, viewer.orgId, params.subjectType, params.id) }
  })
  streamRoute(api, contracts.addAttachment, async ({ act, viewer, params, query, request }) => {
    // Before a byte is taken: may they at all.
    await db.read(viewer.orgId, (tx) => requireSubject(tx, viewer, params.subjectType, params.id, 'write'))
    const file = await request.file({ limits: { files: 1, fileSize: maxMegabytes * 1024 * 1024 }, throwFileSizeLimit: false })
    if (file === undefined) refuse('attachment.empty')
    const id = await addAttachment(db, act, viewer, params.subjectType, params.id, { name: file.filename ?? '', kind: query.kind, stream: file.file })
    return (await db.read(viewer.orgId, (tx) => selectAttachment(tx, viewer.orgId, id))) ?? refuse('record.not_found')
  })
  streamRoute(api, contracts.getAttachment, async ({ viewer, params, reply }) => {
    const file = await db.read(viewer.orgId, async (tx) => {
      const found = (await selectAttachment(tx, viewer.orgId, params.id)) ?? refuse('record.not_found')
      await requireSubject(tx, viewer, found.subjectType, found.subjectId, 'read')
      return found
    })
    return reply
      .header('content-type', file.mediaType)
      .header('content-length', file.sizeBytes)
      .header('content-disposition', downloadHeader(file.name))
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('cache-control', 'private, no-store')
      .send(Readable.from(readPieces(db, viewer.orgId, file.id)))
  })
  route(api, contracts.removeAttachment, async ({ tx, act, viewer, params }) => {
    await removeAttachment(tx, act, viewer, params.id)
    return undefined
  })
}

async function shown(tx: Reader, viewer: Viewer, id: string): Promise<Activity> {
  return showOne(tx, viewer, 'activity', (await selectActivity(tx, viewer.orgId, id))?.activity ?? refuse('record.not_found'))
}

import * as contracts from '@sluice/core/projects/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import type { Session } from '../../platform/session.ts'
import { zoneDay } from '../../platform/zone-day.ts'
import { addTask, changeProject } from './change-project.ts'
import { createProject } from './create-project.ts'
import { endProject, reopenProject } from './end-project.ts'
import { answerHandOver, handOver } from './hand-over.ts'
import { selectProject, selectProjects } from './projects.queries.ts'
import { changeTemplate, createTemplate, selectTemplates, writesTemplates } from './templates.ts'

/** Projects that follow a win, their templates, and the hand-over to service. Their tasks are changed as action items. */
export function projectRoutes(api: Api): void {
  const today = (session: Session) => zoneDay(api.clock.now(), session.org.timeZone)
  const shown = async (tx: Reader, viewer: Viewer, session: Session, id: string) => (await selectProject(tx, viewer, today(session), id)) ?? refuse('record.not_found')
  /** Who just passed it on may see it no more; the write was theirs to make, so they are shown what came of it. */
  const passedOn = async (tx: Reader, viewer: Viewer, session: Session, id: string) => (await selectProject(tx, viewer, today(session), id, sql<boolean>`true`)) ?? refuse('record.not_found')

  route(api, contracts.listProjectTemplates, async ({ tx, viewer, query }) => ({ items: await selectTemplates(tx, viewer.orgId, { withArchived: query.archived === true }), canWrite: writesTemplates(viewer) }))
  route(api, contracts.createProjectTemplate, ({ tx, act, viewer, body }) => createTemplate(tx, act, viewer, body))
  route(api, contracts.changeProjectTemplate, ({ tx, act, viewer, params, version, body }) => changeTemplate(tx, act, viewer, params.id, version, body))

  route(api, contracts.listProjects, ({ tx, viewer, session, query }) => selectProjects(tx, viewer, today(session), query))
  route(api, contracts.getProject, ({ tx, viewer, session, params }) => shown(tx, viewer, session, params.id))
  route(api, contracts.createProject, async ({ tx, act, viewer, session, body }) => passedOn(tx, viewer, session, (await createProject(tx, act, viewer, body)).id))
  route(api, contracts.changeProject, async ({ tx, act, viewer, session, params, version, body }) => {
    await changeProject(tx, act, viewer, params.id, version, body)
    return passedOn(tx, viewer, session, params.id)
  })
  route(api, contracts.addProjectTask, async ({ tx, act, viewer, session, params, body }) => {
    await addTask(tx, act, viewer, params.id, body)
    return shown(tx, viewer, session, params.id)
  })
  route(api, contracts.finishProject, async ({ tx, act, viewer, session, params, body }) => {
    await endProject(tx, act, viewer, params.id, 'done', body)
    return shown(tx, viewer, session, params.id)
  })
  route(api, contracts.cancelProject, async ({ tx, act, viewer, session, params, body }) => {
    await endProject(tx, act, viewer, params.id, 'cancelled', { ...body, skipOpen: true })
    return shown(tx, viewer, session, params.id)
  })
  route(api, contracts.reopenProject, async ({ tx, act, viewer, session, params }) => {
    await reopenProject(tx, act, viewer, params.id)
    return shown(tx, viewer, session, params.id)
  })
  route(api, contracts.handOverProject, async ({ tx, act, viewer, session, params, body }) => {
    await handOver(tx, act, viewer, params.id, body.toId)
    return passedOn(tx, viewer, session, params.id)
  })
  route(api, contracts.answerProjectHandOver, async ({ tx, act, viewer, session, params, body }) => {
    await answerHandOver(tx, act, viewer, params.id, body)
    return shown(tx, viewer, session, params.id)
  })
}

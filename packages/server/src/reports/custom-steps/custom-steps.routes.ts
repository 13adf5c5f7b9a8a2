import { dealObject } from '@sluice/core/conditions/objects'
import { answerCustomFunnel } from '@sluice/core/funnel/measure-contracts'
import { customSteps } from '@sluice/core/funnel/measures/custom-steps'
import { customView, type CustomView } from '@sluice/core/funnel/measures/custom-view'
import type { Viewer } from '@sluice/core/identity/policy'
import { selectCustomFunnels } from '../../features/custom-funnels/custom-funnels.queries.ts'
import { withCustomFields } from '../../features/fields/custom-catalogue.queries.ts'
import type { Api } from '../../platform/api.ts'
import { conditionFilter } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { askingOf, instantsOf, ownershipOf } from '../asking.ts'
import { selectNames } from '../names.query.ts'
import { selectSubjects } from './instants.query.ts'

/** A funnel of one's own steps, saved or tried out. */
export function customStepRoutes(api: Api): void {
  route(api, answerCustomFunnel, async ({ tx, viewer, session, query }) => {
    const asking = askingOf(api, viewer, session)
    const definition = await definitionOf(tx, viewer, query)
    const instants = instantsOf(asking, query)
    const filter = await conditionFilter(tx, asking, await withCustomFields(tx, viewer.orgId, viewer.role, dealObject), 'd', definition.where ?? undefined)
    const subjects = await selectSubjects(tx, viewer, definition.steps.map(({ step }) => step), new Date(instants.asOf).toISOString(), await ownershipOf(tx, asking, query), {
      filter, asked: (definition.where ?? '').trim() !== '',
    })
    const answer = customSteps(subjects, definition.steps.length, { ...instants, order: definition.order, windowDays: definition.windowDays })
    return { ...answer, definition, zone: asking.timeZone, names: await selectNames(tx, viewer.orgId, null, []) }
  })
}

async function definitionOf(tx: Reader, viewer: Viewer, { id, definition }: { id?: string | undefined; definition?: string | undefined }): Promise<CustomView> {
  if (id !== undefined) return (await selectCustomFunnels(tx, viewer, id))[0]?.definition ?? refuse('record.not_found')
  if (definition === undefined) return refuse('request.invalid', {}, [{ path: 'definition', code: 'required' }])
  const read = customView.safeParse(parsed(definition))
  return read.success ? read.data : refuse('request.invalid', {}, read.error.issues.slice(0, 20).map((issue) => ({ path: ['definition', ...issue.path].join('.'), code: issue.code })))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

import type { SliceOf } from '@sluice/core/funnel/slice'
import { maySee } from '@sluice/core/fields/read'
import type { Viewer } from '@sluice/core/identity/policy'
import { selectFields } from '../features/fields/fields.queries.ts'
import type { Reader } from '../platform/db.ts'
import { refuse } from '../platform/refusal.ts'
import { customKey, DIMENSIONS, type Dimension } from '../replica/dimension-catalogue.ts'
import { isSliceable } from '../replica/dimensions.ts'
import { type AnswerTo, type ArgumentsOf, type QuestionName } from '../replica/questions.ts'
import type { Replica } from '../replica/replica.ts'
import { askedOf, type Asking, otherSlices, ownDimensions, type SlicedQuery } from './asking.ts'

/** Owner, team and source: taken as they were at the event. */
const atEvent: readonly Dimension[] = [
  { key: 'owner', label: { zh: '负责人', en: 'Owner' }, valuesAre: 'options' },
  { key: 'team', label: { zh: '团队', en: 'Team' }, valuesAre: 'options' },
  { key: 'source', label: { zh: '来源', en: 'Source' }, valuesAre: 'options' },
]

/** All that the viewer can slice by: what every organisation has, and select fields of deals and customers that the role may see. */
export async function dimensionsFor(tx: Reader, { orgId, role }: Viewer): Promise<Dimension[]> {
  const fields = (await selectFields(tx, orgId)).filter((field) => isSliceable(field) && maySee(field, role))
  return [...atEvent, ...DIMENSIONS, ...fields.map((field): Dimension => ({ key: customKey(field), label: { zh: field.label, en: field.label }, valuesAre: 'options' }))]
}

/** Refuses dimensions that there are not, or not for this viewer. */
export async function requireDimensions(tx: Reader, viewer: Viewer, names: readonly string[], slices: readonly SliceOf[] = []): Promise<void> {
  if (names.length + slices.length === 0) return
  const known = new Set((await dimensionsFor(tx, viewer)).map(({ key }) => key))
  if (names.some((name) => !known.has(name))) refuse('request.invalid', {}, [{ path: 'by', code: 'unknown' }])
  if (slices.some(({ dimension }) => !known.has(dimension))) refuse('request.invalid', {}, [{ path: 'slice', code: 'unknown' }])
}

export interface Questioning {
  tx: Reader
  replica: Pick<Replica, 'ask'>
  asking: Asking
  query: SlicedQuery
}

/**
 * Asks the replica about the deals of a report's question. `by`: the dimensions that it groups by, as named by the asker; `unlisted`:
 * those that the report itself needs. An unknown pipeline, dimension or stage is refused.
 */
export async function ask<N extends QuestionName>({ tx, replica, asking, query }: Questioning, question: N, args: ArgumentsOf<N>, options: { by?: readonly string[]; unlisted?: readonly string[]; others?: readonly SlicedQuery[] } = {}): Promise<AnswerTo<N>> {
  const { viewer } = asking
  const by = options.by ?? []
  await requirePipeline(tx, viewer.orgId, query.pipeline)
  await requireDimensions(tx, viewer, by, [query, ...(options.others ?? [])].flatMap(({ slice }) => otherSlices(slice)))
  const others = await Promise.all((options.others ?? []).map((other) => askedOf(tx, asking, other)))
  try {
    return await replica.ask({
      orgId: viewer.orgId, pipelineId: query.pipeline, question, args, asked: await askedOf(tx, asking, query), others, dimensions: [...by.filter((name) => !ownDimensions.has(name)), ...(options.unlisted ?? [])],
    })
  } catch (error) {
    // A range that is none, too many steps, an unknown stage.
    if (error instanceof RangeError) refuse('request.invalid', {}, [{ path: 'query', code: 'out_of_range' }])
    throw error
  }
}

export async function requirePipeline(tx: Reader, orgId: string, pipelineId: string): Promise<void> {
  const found = await tx.selectFrom('pipeline').select('id').where('org_id', '=', orgId).where('id', '=', pipelineId).executeTakeFirst()
  if (found === undefined) refuse('record.not_found')
}

import { explain } from '@sluice/core/conditions/explain'
import { dealObject } from '@sluice/core/conditions/objects'
import { proposalOf } from '@sluice/core/designer/proposal'
import type { proposePipeline as contract } from '@sluice/core/designer/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import { fillWords } from '@sluice/core/lib/refusal'
import type { AnswerOf, BodyOf } from '@sluice/core/lib/contract'
import type { Reader } from '../../platform/db.ts'
import { selectPipelines } from '../catalog/catalog.queries.ts'
import { withCustomFields } from '../fields/custom-catalogue.queries.ts'
import { selectNames } from './designer.queries.ts'

const words = {
  rule: { zh: '按「{name}」的分配规则：{rule}', en: 'By the routing rule of “{name}”: {rule}' },
  none: { zh: '没有符合的分配规则', en: 'No routing rule matches' },
}
const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Which pipeline the routing rules propose for a deal that is about to be made, and by which rule. */
export async function proposePipeline(
  tx: Reader, viewer: Viewer, org: { timeZone: string; currency: string }, now: string, language: 'zh' | 'en', body: BodyOf<typeof contract>,
): Promise<AnswerOf<typeof contract>> {
  const { orgId } = viewer
  const candidates = (await selectPipelines(tx, orgId)).filter((pipeline) => !pipeline.isArchived && pipeline.routing !== null)
  if (candidates.length === 0) return { pipelineId: null, because: words.none[language] }
  const catalogue = await withCustomFields(tx, orgId, null, dealObject)
  const teams = await tx.selectFrom('team').select(['id', 'path']).where('org_id', '=', orgId).execute()
  const ownerId = body.ownerId === undefined ? viewer.userId : body.ownerId
  const owner = ownerId === null ? undefined : await tx.selectFrom('app_user').select('team_id').where('org_id', '=', orgId).where('id', '=', ownerId).executeTakeFirst()
  const deal = {
    status: 'open', amountMinor: body.amountMinor ?? null, currency: org.currency, accountId: body.accountId ?? null, sourceId: body.sourceId ?? null,
    ownerId, teamId: owner?.team_id ?? null, tagIds: body.tagIds ?? [], createdAt: now, custom: body.custom ?? {},
    products: (body.productIds ?? []).map((productId) => ({ productId, quantity: 1, priceMinor: null })), contacts: [], activities: [],
  }
  const found = proposalOf(candidates, deal, catalogue, {
    now: new Date(now), timeZone: org.timeZone, me: viewer.userId, myTeams: viewer.teamIds,
    teamSubtree: (id) => teams.filter((team) => team.path.includes(id)).map((team) => team.id),
  })
  if (found === null || found.routing === null) return { pipelineId: null, because: words.none[language] }
  const names = await selectNames(tx, orgId, [...new Set(JSON.stringify(found.routing).match(uuids))])
  const rule = explain(found.routing, catalogue, { lang: language, nameOf: (_, id) => names.get(id) })
  return { pipelineId: found.id, because: fillWords(words.rule[language], { name: found.name, rule }) }
}

import type { Named } from '@sluice/core/imports/name-index'
import type { TargetPipeline } from '@sluice/core/imports/target-stages'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { viewerOf } from '../identity/viewer-of.ts'
import { selectChannels, selectLossReasons, selectPipelines, selectProducts } from '../catalog/catalog.queries.ts'

/** What of an organisation a file is held against, and in whose name. */
export interface ImportContext {
  viewer: Viewer
  timeZone: string
  currency: string
  locale: string
  pipelines: TargetPipeline[]
  existing: { owner: Named[]; source: Named[]; product: Named[]; lostReason: Named[] }
  /** Stage id by pipeline id and stage key. */
  stageIds: Map<string, Map<string, string>>
  /** The team of every user. */
  teams: Map<string, string>
  tags: Map<string, string>
}

/** Reads the context for a user. Disabled people count: old deals belong to those who have left. */
export async function loadContext(tx: Reader, orgId: string, userId: string): Promise<ImportContext> {
  const viewer = await viewerOf(tx, orgId, userId)
  const org = await tx.selectFrom('org').select(['time_zone as timeZone', 'currency', 'locale']).where('org_id', '=', orgId).executeTakeFirstOrThrow()
  const pipelines = (await selectPipelines(tx, orgId)).filter((pipeline) => !pipeline.isArchived && pipeline.stages.length > 0)
  const users = await sql<{ id: string; name: string; email: string; team_id: string }>`
    select id, name, email, team_id from app_user where org_id = ${orgId} order by created_at, id`.execute(tx)
  const channels = (await selectChannels(tx, orgId)).filter((one) => !one.isArchived)
  const products = (await selectProducts(tx, orgId)).filter((one) => !one.isArchived)
  const reasons = (await selectLossReasons(tx, orgId)).filter((one) => !one.isArchived)
  const groups = new Set(reasons.map((one) => one.parentId))
  const tags = await tx.selectFrom('tag').select(['id', 'name']).where('org_id', '=', orgId).execute()
  return {
    viewer, ...org,
    pipelines: pipelines.map(({ id, name, stages }) => ({ id, name, stages: stages.map((stage) => ({ key: stage.key, name: stage.name })) })),
    stageIds: new Map(pipelines.map(({ id, stages }) => [id, new Map(stages.map((stage) => [stage.key, stage.id]))])),
    existing: {
      owner: users.rows.map(({ id, name, email }) => ({ id, name, aliases: [email] })),
      source: channels.map(({ id, name }) => ({ id, name })),
      product: products.map(({ id, name, code }) => ({ id, name, ...(code !== null && code !== name && { aliases: [code] }) })),
      // A group is no reason of its own.
      lostReason: reasons.filter((one) => !groups.has(one.id)).map(({ id, name }) => ({ id, name })),
    },
    teams: new Map(users.rows.map((user) => [user.id, user.team_id])),
    tags: new Map(tags.map((tag) => [tag.name.toLowerCase(), tag.id])),
  }
}

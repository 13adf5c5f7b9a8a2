import type { ObjectCatalogue } from '@sluice/core/conditions/catalogue'
import type { ConditionContext } from '@sluice/core/conditions/context'
import { leadObject } from '@sluice/core/conditions/objects'
import { dayOf, startOfDay } from '@sluice/core/lib/dates'
import { behaviourObject } from '@sluice/core/scoring/behaviour-days'
import { compileScoring, type Scoring } from '@sluice/core/scoring/compile'
import type { FitModel } from '@sluice/core/scoring/fit-model/model'
import { type ChanceLevels, type Learnt, learntFit } from '@sluice/core/scoring/learnt'
import type { ScoreRules } from '@sluice/core/scoring/rules'
import { asksTime, scoredObject } from '@sluice/core/scoring/scored-object'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { withCustomFields } from '../fields/custom-catalogue.queries.ts'

/** Rules ready to score with, for one day of an organisation. Scores stand for the beginning of the day. */
export interface Ready {
  scoring: Scoring
  versionN: number
  timeZone: string
  today: string
  at: number
  startOf: (day: string) => number
  /** Conditions count from today: every score may be another tomorrow. */
  isTimed: boolean
}

interface Setup {
  timeZone: string
  versionN: number | null
  modelPoints: number | null
  modelId: string | null
}

async function selectSetup(tx: Reader, orgId: string): Promise<Setup> {
  const { rows } = await sql<Setup>`
    select o.time_zone as "timeZone", s.version_n as "versionN", s.model_points as "modelPoints",
      case when s.model_points is not null then (select m.id from fit_model m where m.org_id = o.org_id and m.status = 'ready' order by m.started_at desc, m.id desc limit 1) end as "modelId"
    from org o left join score_setup s on s.org_id = o.org_id where o.org_id = ${orgId}`.execute(tx)
  return rows[0] ?? { timeZone: 'UTC', versionN: null, modelPoints: null, modelId: null }
}

/**
 * What is in force, for who writes scores by it: a publication waits until the transaction has ended, so that no score by old rules is
 * written over one by new ones. To be called before leads are locked.
 */
export async function holdInForce(tx: Tx, orgId: string, now: Date): Promise<Ready | null> {
  await sql`select from score_setup where org_id = ${orgId} for share`.execute(tx)
  return readInForce(tx, orgId, now)
}

/** What is published in force for an organisation; null when it scores nothing. */
export async function readInForce(tx: Reader, orgId: string, now: Date): Promise<Ready | null> {
  const setup = await selectSetup(tx, orgId)
  if (setup.versionN === null) return null
  const rules = await selectRules(tx, orgId, setup.versionN)
  return rules === null ? null : { ...(await makeReady(tx, orgId, rules, now, setup)), versionN: setup.versionN }
}

/** Rules that are not published, made ready as they would be. @throws ConditionError when a condition does not fit. */
export async function readyFor(tx: Reader, orgId: string, rules: ScoreRules, now: Date): Promise<Ready> {
  return { ...(await makeReady(tx, orgId, rules, now, await selectSetup(tx, orgId))), versionN: 0 }
}

/** Leads and behaviour as score rules may ask them. The system asks: rules see all fields, whoever looks at the score. */
export async function scoredObjects(tx: Reader, orgId: string): Promise<{ lead: ObjectCatalogue; event: ObjectCatalogue }> {
  return { lead: scoredObject(await withCustomFields(tx, orgId, null, { ...leadObject, relations: new Map() })), event: behaviourObject }
}

async function makeReady(tx: Reader, orgId: string, rules: ScoreRules, now: Date, setup: Setup): Promise<Omit<Ready, 'versionN'>> {
  const { timeZone } = setup
  const objects = await scoredObjects(tx, orgId)
  const teams = await tx.selectFrom('team').select(['id', 'path']).where('org_id', '=', orgId).execute()
  const context: ConditionContext = { now, timeZone, me: null, myTeams: [], teamSubtree: (id) => teams.filter((team) => team.path.includes(id)).map((team) => team.id) }
  const today = dayOf(now, timeZone)
  const starts = new Map<string, number>()
  const startOf = (day: string) => {
    const known = starts.get(day) ?? startOfDay(day, timeZone)
    starts.set(day, known)
    return known
  }
  const asked = [...rules.fit.map(({ when }) => when), ...rules.icp.criteria.flatMap(({ levels }) => levels.map(({ when }) => when))]
  return {
    scoring: compileScoring(rules, objects, context, await selectLearnt(tx, orgId, setup)),
    timeZone, today, at: startOf(today), startOf, isTimed: asked.some((when) => asksTime(when, objects.lead)),
  }
}

async function selectRules(tx: Reader, orgId: string, n: number): Promise<ScoreRules | null> {
  const row = await tx.selectFrom('score_version').select('rules').where('org_id', '=', orgId).where('n', '=', n).executeTakeFirst()
  return (row?.rules as ScoreRules | undefined) ?? null
}

/** Models are plain data and never change: read once a process. */
const models = new Map<string, { model: FitModel; levels: ChanceLevels }>()

async function selectLearnt(tx: Reader, orgId: string, { modelId, modelPoints }: Setup): Promise<Learnt | null> {
  if (modelId === null || modelPoints === null) return null
  let kept = models.get(modelId)
  if (kept === undefined) {
    const row = await tx.selectFrom('fit_model').select('model').where('org_id', '=', orgId).where('id', '=', modelId).executeTakeFirst()
    if (row?.model == null) return null
    kept = row.model as { model: FitModel; levels: ChanceLevels }
    if (models.size > 200) models.clear()
    models.set(modelId, kept)
  }
  return learntFit(kept.model, kept.levels, modelPoints)
}

import { nextInstant } from '@sluice/core/automation/clock'
import type { AutomationDefinition, Step } from '@sluice/core/automation/definition'
import { automationTemplates, draftOf, guessAnswers, type TemplateKey, type TemplateSetting } from '@sluice/core/automation/templates'
import { sql } from 'kysely'
import { randomBytes } from 'node:crypto'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { selectPipelines } from '../catalog/catalog.queries.ts'
import { selectTemplates } from '../projects/templates.ts'

const day = 86_400_000
const runsAtMost = 12
/** In force since so long: what runs show is of this time. */
const activeDays = 21
/** In this order; the last is still a draft. */
const published: readonly TemplateKey[] = ['quote_stall', 'won_kickoff', 'lost_review', 'bottom_deals', 'no_next_step', 'dormancy']

interface Past {
  at: string
  recordId: string
  causeSeq: number | null
}

/**
 * Automations of the demo company, made from the templates: in force for three weeks, with runs of that time. Messages and tasks of the past
 * were dealt with and are not made anew; from its first day on they run like any.
 */
export async function writeAutomations(tx: Tx, act: Act): Promise<void> {
  const { orgId } = act
  const now = Date.parse(act.now)
  const since = new Date(now - activeDays * day).toISOString()
  const userId = act.actorId ?? ''
  const pipelines = await selectPipelines(tx, orgId)
  const teams = await tx.selectFrom('team').select('id').where('org_id', '=', orgId).where('archived_at', 'is', null).execute()
  const projectTemplates = (await selectTemplates(tx, orgId)).map(({ id, name }) => ({ id, name }))
  let steps = 0
  const setting: TemplateSetting = {
    lang: 'zh', pipelines: pipelines.map((one) => ({ id: one.id, isArchived: false, stages: one.stages.map(({ id, key, name, layer }) => ({ id, key, name, layer })) })), teams, projectTemplates, userId, canMail: false, newId: () => `demo${++steps}`,
  }
  const managers = (await tx.selectFrom('app_user').select('id').where('org_id', '=', orgId).where('role', '=', 'manager').orderBy('id').execute()).map((row) => row.id)
  const keys: readonly TemplateKey[] = [...published, 'long_stall']
  for (const [i, key] of keys.entries()) {
    const template = automationTemplates.find((one) => one.key === key)
    if (template === undefined) throw new Error(key)
    const definition = draftOf(template, guessAnswers(template, setting).answers, setting)
    const id = newId()
    const isDraft = !published.includes(key)
    const next = definition.trigger.kind === 'schedule' ? nextInstant(definition.trigger, now, 'Asia/Shanghai') : null
    await tx
      .insertInto('automation')
      .values({
        org_id: orgId, id, name: template.name.zh, draft: JSON.stringify(definition), position: i + 1, hook_key: randomBytes(10).toString('hex'), owner_id: userId, created_at: since, updated_at: since,
        // The beat sets the clocks of the deals that are there.
        ...(!isDraft && { has_unpublished: false, published_number: 1, active_since: since, next_at: next === null ? null : new Date(next).toISOString(), is_filling: ['time_in_stage', 'no_activity', 'date_reached'].includes(definition.trigger.kind) }),
      })
      .execute()
    if (isDraft) continue
    await tx.insertInto('automation_version').values({ org_id: orgId, automation_id: id, number: 1, definition: JSON.stringify(definition), note: '首版', published_by: userId, published_at: since }).execute()
    await addRuns(tx, orgId, id, i + 1, definition, await selectPast(tx, orgId, definition, since, act.now), managers)
  }
  // The history sets nothing off: who follows the log begins behind it.
  await sql`
    insert into consumer_cursor (org_id, consumer, xid, seq) select ${orgId}::uuid, 'automations', pg_current_xact_id(), max(seq) from event where org_id = ${orgId}`.execute(tx)
}

/** When each was set off, by the company's own history. */
async function selectPast(tx: Tx, orgId: string, { trigger }: AutomationDefinition, since: string, until: string): Promise<Past[]> {
  const found = async (query: ReturnType<typeof sql<Past>>) => (await query.execute(tx)).rows
  if (trigger.kind === 'closed') {
    return found(sql<Past>`select at, subject_id as "recordId", seq as "causeSeq" from event where org_id = ${orgId} and type = ${`deal.${trigger.outcome}`} and at >= ${since}::timestamptz order by seq desc limit ${runsAtMost}`)
  }
  if (trigger.kind === 'time_in_stage') {
    return found(sql<Past>`
      select s.entered_at + make_interval(days => ${trigger.amount}) as at, s.deal_id as "recordId", null::bigint as "causeSeq" from stay s
      where s.org_id = ${orgId} and (${trigger.stageId}::uuid is null or s.stage_id = ${trigger.stageId}::uuid) and s.entered_at + make_interval(days => ${trigger.amount}) between ${since}::timestamptz and ${until}::timestamptz
        and (s.left_at is null or s.left_at > s.entered_at + make_interval(days => ${trigger.amount})) order by s.entered_at desc limit ${runsAtMost}`)
  }
  if (trigger.kind === 'schedule') {
    return found(sql<Past>`select ${until}::timestamptz - interval '1 day' as at, d.id as "recordId", null::bigint as "causeSeq" from deal d where d.org_id = ${orgId} and d.status = 'open' and d.next_step is null order by d.created_at desc limit ${runsAtMost}`)
  }
  return []
}

async function addRuns(tx: Tx, orgId: string, automationId: string, position: number, definition: AutomationDefinition, past: readonly Past[], managers: readonly string[]): Promise<void> {
  if (past.length === 0) return
  const owners = new Map((await tx.selectFrom('deal').select(['id', 'owner_id']).where('org_id', '=', orgId).where('id', 'in', past.map((one) => one.recordId)).execute()).map((row) => [row.id, row.owner_id]))
  const runs = past.map((one) => ({ ...one, id: newId() }))
  await tx
    .insertInto('automation_run')
    .values(runs.map((run) => ({
      org_id: orgId, id: run.id, automation_id: automationId, version_number: 1, key: `demo:${run.recordId}:${run.at}`, record_type: 'deal', record_id: run.recordId, cause_seq: run.causeSeq, occasion: `demo:${run.id}`, position, state: 'done',
      at: run.at, ended_at: run.at, duration_ms: 14, clauses: '[]', inputs: '{}', did: definition.steps.length,
    })))
    .execute()
  const detail = (step: Step, recordId: string) => ('to' in step && Array.isArray(step.to) ? { users: step.to.some((to) => to.kind === 'owner') ? [owners.get(recordId)].filter((id) => id !== null && id !== undefined) : managers.slice(0, 1) } : {})
  await tx
    .insertInto('automation_step')
    .values(runs.flatMap((run) => definition.steps.map((step, n) => ({ org_id: orgId, run_id: run.id, n: n + 1, step_id: step.id, type: step.type, at: run.at, outcome: 'done', detail: JSON.stringify(detail(step, run.recordId)), duration_ms: 6 }))))
    .execute()
}

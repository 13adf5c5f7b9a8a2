import { assignArm } from '@sluice/core/experiments/assign-arm'
import { experimentDefinition, type ExperimentArm, type ExperimentDefinition } from '@sluice/core/experiments/definition'
import { managesFunnel, type Viewer } from '@sluice/core/identity/policy'
import { dayOf } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { attempt } from '../../platform/attempt.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Consumer, LogEvent } from '../../platform/consumers.ts'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { Refusal } from '../../platform/refusal.ts'
import { viewerOf } from '../identity/viewer-of.ts'
import { takesPart } from './population.ts'

/** A task of a path, for the owner of a deal; handed over by `app.ts`. */
export interface PathTask {
  title: string
  body: string
  assigneeId: string | null
  dueOn: string
  pipelineId: string
}
/** Makes it and answers its id. */
export type GivePathTask = (tx: Tx, act: Act, viewer: Viewer, today: string, task: PathTask) => Promise<string>

/** What became known longer ago enters nothing: imported history, and the log that a new consumer reads first. */
const newsMs = 2 * 86_400_000

interface Running {
  id: string
  name: string
  ownerId: string
  startedAt: string
  definition: ExperimentDefinition
  timeZone: string
}

/**
 * Follows the log and lets deals into the experiments that run, each once, in the transaction that moves the cursor: with its arm, the tasks of
 * the path for its owner, and a line in its timeline.
 */
export const experimentEntries = (clock: Clock, giveTask: GivePathTask): Consumer => ({
  name: 'experiments',
  follows: new Set(['deal.created', 'deal.moved', 'deal.transferred']),
  isIdle: async (tx, orgId) => (await selectRunning(tx, orgId)).length === 0,
  async handle(tx, orgId, events) {
    const now = clock.now()
    const news = events.filter((event) => Date.parse(event.known_at) >= now.getTime() - newsMs)
    if (news.length === 0) return
    for (const experiment of await selectRunning(tx, orgId)) {
      // What was true before the start is no entry, though it became known later.
      const entering = news.filter((event) => event.known_at >= experiment.startedAt && event.at >= experiment.startedAt && enters(experiment.definition, event))
      if (entering.length > 0) await enterDeals(tx, orgId, experiment, entering, now, giveTask)
    }
  },
})

async function selectRunning(tx: Reader, orgId: string): Promise<Running[]> {
  const { rows } = await sql<Omit<Running, 'definition'> & { definition: unknown }>`
    select x.id, x.name, x.owner_id as "ownerId", x.started_at as "startedAt", x.definition, o.time_zone as "timeZone" from experiment x join org o on o.org_id = x.org_id where x.org_id = ${orgId} and x.state = 'running' order by x.id`.execute(tx)
  return rows.map((row) => ({ ...row, definition: experimentDefinition.parse(row.definition) }))
}

/** Whether an event brings its deal to the entry. What an import brings is history. */
function enters({ pipelineId, entry }: ExperimentDefinition, { type, payload }: LogEvent): boolean {
  if (payload['pipelineId'] !== pipelineId) return false
  if (type === 'deal.created') return payload['importId'] === null && (entry.kind === 'created' || payload['stageId'] === entry.stageId)
  return entry.kind === 'stage' && payload['to'] === entry.stageId
}

interface Entering {
  id: string
  title: string
  ownerId: string | null
  teamId: string | null
  amountMinor: number | null
  currency: string
  sourceId: string | null
  assigneeId: string | null
}

async function enterDeals(tx: Tx, orgId: string, experiment: Running, events: readonly LogEvent[], now: Date, giveTask: GivePathTask): Promise<void> {
  const { definition, ownerId, timeZone } = experiment
  const viewer = await viewerOf(tx, orgId, ownerId).catch(unlessRefused)
  // Tasks are given with the reach of who started it; who manages no more gives none.
  if (viewer === null || !managesFunnel(viewer)) return
  // A deal that comes into the stage twice entered when it came first.
  const first = new Map<string, LogEvent>()
  for (const event of events) if (!first.has(event.subject_id)) first.set(event.subject_id, event)
  const who = await takesPart(tx, { viewer, timeZone, now }, definition).catch(unlessRefused)
  if (who === null) return
  const stage = definition.entry.kind === 'stage' ? definition.entry.stageId : null
  const { rows } = await sql<Entering>`
    select d.id, d.title, d.owner_id as "ownerId", d.team_id as "teamId", d.amount_minor as "amountMinor", d.currency, d.source_id as "sourceId", u.id as "assigneeId"
    from jsonb_to_recordset(${JSON.stringify([...first.values()].map((event) => ({ id: event.subject_id, at: event.at })))}::jsonb) as c(id uuid, at timestamptz)
    join deal d on d.org_id = ${orgId} and d.id = c.id left join app_user u on u.org_id = d.org_id and u.id = d.owner_id and u.status = 'active'
    where ${who} and not exists (select from experiment_entry e where e.org_id = ${orgId} and e.experiment_id = ${experiment.id} and e.deal_id = d.id)
      and (${stage}::uuid is null or not exists (select from stay s where s.org_id = ${orgId} and s.deal_id = d.id and s.stage_id = ${stage}::uuid and s.entered_at < c.at))
    order by d.id for no key update of d`.execute(tx)
  for (const deal of rows) {
    const event = first.get(deal.id)
    if (event === undefined) continue
    // It entered when that became known: only since then does it have an arm. What is refused leaves this deal out; the log goes on.
    await attempt(tx, async () => {
      const arm = assignArm(definition.arms, experiment.id, deal.id)
      const act: Act = { orgId, actorId: null, now: now.toISOString(), causeId: event.seq, isAutomatic: true }
      const itemIds = await giveTasks(tx, act, viewer, { experiment, arm, deal, today: dayOf(now, timeZone) }, giveTask)
      await tx
        .insertInto('experiment_entry')
        .values({ org_id: orgId, experiment_id: experiment.id, deal_id: deal.id, arm: arm.key, entered_at: event.known_at, amount_minor: deal.amountMinor, currency: deal.currency, source_id: deal.sourceId, owner_id: deal.ownerId, item_ids: itemIds })
        .execute()
      await append(tx, act, [{
        type: 'experiment.entered', payload: { experimentId: experiment.id, name: experiment.name, arm: arm.key, armName: arm.name }, subjectType: 'deal', subjectId: deal.id, ownerId: deal.ownerId, teamId: deal.teamId, at: event.known_at,
      }])
    })
  }
}

/** The people or words that it rests on are gone: nothing enters. A fault is a fault. */
function unlessRefused(error: unknown): null {
  if (error instanceof Refusal) return null
  throw error
}

async function giveTasks(tx: Tx, act: Act, viewer: Viewer, about: { experiment: Running; arm: ExperimentArm; deal: Entering; today: string }, giveTask: GivePathTask): Promise<string[]> {
  const { experiment, arm, deal, today } = about
  const ids: string[] = []
  for (const { title, days } of arm.tasks) {
    const dueOn = Temporal.PlainDate.from(today).add({ days }).toString()
    const body = [arm.path.trim(), `${deal.title}: /deals/${deal.id}`].filter((part) => part !== '').join('\n\n')
    ids.push(await giveTask(tx, act, viewer, today, { title, body, assigneeId: deal.assigneeId, dueOn, pipelineId: experiment.definition.pipelineId ?? '' }))
  }
  return ids
}

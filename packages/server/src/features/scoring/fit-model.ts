import { noBehaviour } from '@sluice/core/scoring/behaviour'
import type { FitModelRun, FitModelState } from '@sluice/core/scoring/contract'
import { columnsOf } from '@sluice/core/scoring/fit-model/lead-columns'
import { sampleOf } from '@sluice/core/scoring/fit-model/lead-sample'
import type { FitColumn, FitSample } from '@sluice/core/scoring/fit-model/sample'
import { fitFloor } from '@sluice/core/scoring/fit-model/train'
import type { Viewer } from '@sluice/core/identity/policy'
import { scoreAt } from '@sluice/core/scoring/score'
import { Worker } from 'node:worker_threads'
import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'
import type { Db, Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import type { Jobs } from '../../platform/jobs.ts'
import type { PeriodicTask } from '../../platform/schedule.ts'
import { refuse } from '../../platform/refusal.ts'
import { fieldsOf } from '../fields/fields.queries.ts'
import { readInForce } from './in-force.ts'
import { beginRescore } from './rescore.ts'
import { mayWriteScoring } from './scoring.policy.ts'
import { selectLoggedChanges, selectNewestLeads } from './scored-leads.queries.ts'
import type { Trained } from './train-model.ts'

export const fitModelQueue = 'fit-model'
/** The newest ones; older leads tell less of what comes. */
const mostLeads = 40_000
const batch = 2000
/** Attempts that are kept. */
const keptRuns = 20

/** Asks for a training; one at a time. */
export async function beginTraining(tx: Tx, act: Act, jobs: Jobs, windowDays: number): Promise<void> {
  const id = newId()
  const { rows } = await sql<{ id: string }>`
    insert into fit_model (org_id, id, status, asked_by, started_at, window_days) values (${act.orgId}, ${id}, 'training', ${act.actorId}, ${act.now}, ${windowDays})
    on conflict (org_id) where status = 'training' do nothing returning id`.execute(tx)
  if (rows.length === 0) refuse('fit_model.already_training')
  await jobs.send(tx, fitModelQueue, { orgId: act.orgId, id })
}

export function fitModelJobs(api: Api): void {
  api.jobs.handle(fitModelQueue, {
    run: ({ orgId, id }) => trainNow(api, orgId, id),
    abandoned: ({ orgId, id }) => api.db.write(orgId, (tx) => sql`
      update fit_model set status = 'failed', finished_at = ${api.clock.now().toISOString()} where org_id = ${orgId} and id = ${id} and status = 'training'`.execute(tx)).then(() => undefined),
  })
}

async function trainNow(api: Pick<Api, 'db' | 'clock' | 'jobs'>, orgId: string, id: string): Promise<void> {
  const { db } = api
  const run = await db.read(orgId, (tx) => tx.selectFrom('fit_model').select(['status', 'window_days']).where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst())
  if (run?.status !== 'training') return
  const { samples, columns } = await readSamples(db, orgId, run.window_days, api.clock.now())
  const trained = await inThread(samples, columns)
  const now = api.clock.now().toISOString()
  const times = samples.map(({ at }) => at)
  await db.write(orgId, async (tx) => {
    const model = trained.ok ? JSON.stringify(trained.model) : null
    await sql`
      update fit_model set status = ${trained.ok ? 'ready' : 'refused'}, finished_at = ${now}, leads = ${samples.length}, converted = ${samples.filter(({ converted }) => converted).length},
        learnt_from = ${times.length === 0 ? null : new Date(times.reduce((a, b) => Math.min(a, b))).toISOString()}, learnt_to = ${times.length === 0 ? null : new Date(times.reduce((a, b) => Math.max(a, b))).toISOString()},
        refusal = ${trained.ok ? null : JSON.stringify(trained.refusal)}::jsonb, model = ${model}::jsonb, report = ${trained.report === null ? null : JSON.stringify(trained.report)}::jsonb
      where org_id = ${orgId} and id = ${id} and status = 'training'`.execute(tx)
    await sql`
      delete from fit_model where org_id = ${orgId} and id not in (select id from fit_model where org_id = ${orgId} order by started_at desc limit ${keptRuns})
        and id is distinct from (select id from fit_model where org_id = ${orgId} and status = 'ready' order by started_at desc limit 1)`.execute(tx)
    const setup = await tx.selectFrom('score_setup').select('model_points').where('org_id', '=', orgId).executeTakeFirst()
    const act: Act = { orgId, actorId: null, now, isAutomatic: true }
    if (trained.ok && setup?.model_points != null) await beginRescore(tx, act, api.jobs, 'model')
    await append(tx, act, [{ type: 'config.changed', payload: { what: 'scoring', name: trained.ok ? 'model' : trained.refusal.code }, subjectType: 'config', subjectId: orgId, ownerId: null, teamId: null }])
  })
}

/** Past leads whose outcome is known, as they were when they were made; beside each what the rules' fit said of it then. */
export async function readSamples(db: Db, orgId: string, windowDays: number, now: Date): Promise<{ samples: FitSample[]; columns: FitColumn[] }> {
  const cutoff = new Date(now.getTime() - windowDays * 86_400_000).toISOString()
  return db.read(orgId, async (tx) => {
    const columns = columnsOf(await fieldsOf(tx, orgId, 'lead'))
    const ready = await readInForce(tx, orgId, now)
    // Rules alone: a model that already counts would be compared with itself.
    const rules = ready === null ? null : { ...ready.scoring, learnt: null }
    const leads = await selectNewestLeads(tx, orgId, sql<boolean>`l.created_at <= ${cutoff}::timestamptz`, mostLeads)
    const samples: FitSample[] = []
    for (let from = 0; from < leads.length; from += batch) {
      const some = leads.slice(from, from + batch)
      const changes = await selectLoggedChanges(tx, orgId, some.map(({ id }) => id))
      for (const lead of some) {
        const past = {
          id: lead.id, lead, changes: changes.get(lead.id) ?? [], createdAt: Date.parse(lead.createdAt), convertedAt: lead.convertedAt === null ? null : Date.parse(lead.convertedAt),
          endedAt: lead.status === 'invalid' ? Date.parse(lead.statusAt) : null,
        }
        samples.push(sampleOf(past, windowDays, (asCreated) => (rules === null || ready === null ? null : scoreAt(rules, asCreated, noBehaviour, ready.at).fit)))
      }
    }
    return { samples, columns }
  })
}

function inThread(samples: FitSample[], columns: FitColumn[]): Promise<Trained> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./train-model.ts', import.meta.url), { workerData: { does: 'train-fit-model', samples, columns }, name: 'fit-model' })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the thread that trains ended without an answer')))
  })
}

const retrainDays = 30

/** Trains anew every 30 days, where there is enough to learn from. */
export const retrainTask = (jobs: Jobs): PeriodicTask => ({
  name: 'fit-model',
  everyMinutes: 720,
  async run(db, orgId, now) {
    const since = new Date(now.getTime() - retrainDays * 86_400_000).toISOString()
    await db.write(orgId, async (tx) => {
      const { rows } = await sql<{ windowDays: number | null }>`
        select (select window_days from fit_model m where m.org_id = s.org_id order by started_at desc limit 1) as "windowDays" from score_setup s
        where s.org_id = ${orgId} and s.version_n is not null
          and not exists (select from fit_model m where m.org_id = s.org_id and (m.started_at > ${since}::timestamptz or m.status = 'training'))
          and (select count(*) from (select from lead l where l.org_id = s.org_id and l.created_at <= ${since}::timestamptz limit ${fitFloor.leads}) enough) >= ${fitFloor.leads}`.execute(tx)
      const due = rows[0]
      if (due !== undefined) await beginTraining(tx, { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }, jobs, due.windowDays ?? 90)
    })
  },
})

/** Lets the model count, or not. */
export async function useModel(tx: Tx, act: Act, jobs: Jobs, points: number | null): Promise<void> {
  const { orgId } = act
  if (points !== null && (await selectRun(tx, orgId, sql<boolean>`m.status = 'ready'`)) === null) refuse('fit_model.none')
  const { rows } = await sql<{ versionN: number | null }>`update score_setup set model_points = ${points} where org_id = ${orgId} returning version_n as "versionN"`.execute(tx)
  if (rows[0]?.versionN == null) refuse('score.not_published')
  await beginRescore(tx, act, jobs, 'model')
}

async function selectRun(tx: Reader, orgId: string, where: ReturnType<typeof sql<boolean>>): Promise<FitModelRun | null> {
  const { rows } = await sql<FitModelRun>`
    select m.id, m.status, m.started_at as "startedAt", m.finished_at as "finishedAt", case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as "askedBy",
      m.learnt_from as "learntFrom", m.learnt_to as "learntTo", m.window_days as "windowDays", m.leads, m.converted, m.refusal, m.report
    from fit_model m left join app_user u on u.org_id = m.org_id and u.id = m.asked_by where m.org_id = ${orgId} and ${where} order by m.started_at desc, m.id desc limit 1`.execute(tx)
  return rows[0] ?? null
}

export async function selectFitModel(tx: Reader, viewer: Viewer): Promise<FitModelState> {
  const { orgId } = viewer
  const setup = await tx.selectFrom('score_setup').select('model_points').where('org_id', '=', orgId).executeTakeFirst()
  const channels = await tx.selectFrom('channel').select(['id', 'name']).where('org_id', '=', orgId).execute()
  const fields = await fieldsOf(tx, orgId, 'lead')
  const options = fields.flatMap(({ key, settings }) => settings.options.map(({ value, label }): [string, string] => [`c_${key} ${value.toLowerCase()}`, label]))
  return {
    latest: await selectRun(tx, orgId, sql<boolean>`true`), ready: await selectRun(tx, orgId, sql<boolean>`m.status = 'ready'`), modelPoints: setup?.model_points ?? null, canWrite: mayWriteScoring(viewer),
    names: Object.fromEntries([...channels.map(({ id, name }): [string, string] => [`source ${id}`, name]), ...fields.map(({ key, label }): [string, string] => [`c_${key}`, label]), ...options]),
  }
}

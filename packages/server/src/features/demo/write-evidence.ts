import { criteriaOf, type Criterion } from '@sluice/core/config/gate'
import { attachmentKindNames } from '@sluice/core/config/attachment-kinds'
import { milestones } from '@sluice/core/config/milestones'
import { assess } from '@sluice/core/forms/answer'
import { questionnaire, type Questionnaire } from '@sluice/core/forms/contract'
import { asks } from '@sluice/core/gates/explain'
import { createRng, type Rng } from '@sluice/core/simulator/rng'
import { sql } from 'kysely'
import { createHash } from 'node:crypto'
import type { Tx } from '../../platform/db.ts'
import { append, type Act, type NewEvent } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { selectPipelines } from '../catalog/catalog.queries.ts'
import { recordDebts } from '../gates/debts.ts'
import { readGateWorld } from '../gates/gate-world.ts'
import { lockDealsOfOrg } from '../pipeline/pipeline.queries.ts'
import { sleepDeals } from '../pipeline/sleep-deals.ts'

const dayMs = 86_400_000
/** Older deals keep no evidence: it was not asked for then, and the first start stays short. */
const evidenceDays = 210
const debtDays = 75

interface Stay {
  dealId: string; number: number; pipelineId: string; stageId: string; enteredMs: number; leftMs: number | null; exit: string | null
  status: 'open' | 'won' | 'lost'; amountMinor: number | null; ownerId: string | null; teamId: string | null
}

/**
 * Gives the demo company's deals what their gates ask for: nearly all of it to deals that were won, less to those that were
 * lost, some of it to what is under way. Where somebody moved on without, the deal owes it. A few deals sleep.
 */
export async function writeEvidence(tx: Tx, act: Act): Promise<void> {
  const { orgId } = act
  const now = Date.parse(act.now)
  const rng = createRng(20260302)
  const forms = new Map((await tx.selectFrom('form').select(['id', 'name', 'definition']).where('org_id', '=', orgId).where('kind', '=', 'questionnaire').execute())
    .map((form) => [form.id, { name: form.name, definition: questionnaire.parse(form.definition) }]))
  const world = await readGateWorld(tx, orgId, null, act.now)
  const gates = new Map<string, { exit: Criterion[]; won: Criterion[] }>()
  for (const pipeline of await selectPipelines(tx, orgId)) {
    for (const stage of pipeline.stages) gates.set(stage.id, { exit: criteriaOf(stage.exitGate), won: criteriaOf(pipeline.wonGate) })
  }
  const out = gather()
  const given = new Set<string>()
  const debts: { at: string; stay: Stay; criterion: Criterion }[] = []
  for (const stay of await selectStays(tx, orgId, new Date(now - evidenceDays * dayMs).toISOString())) {
    const gate = gates.get(stay.stageId)
    if (gate === undefined) continue
    const passed = stay.exit === 'advance' || stay.exit === 'won'
    const likely = !passed ? (stay.exit === null ? 0.45 : 0.25) : stay.status === 'won' ? 0.97 : 0.84
    const until = stay.leftMs ?? now
    for (const criterion of stay.exit === 'won' ? [...gate.exit, ...gate.won] : gate.exit) {
      const key = `${stay.dealId} ${JSON.stringify('kinds' in criterion ? [criterion.type, criterion.kinds] : 'formId' in criterion ? criterion.formId : criterion.id)}`
      if (given.has(key)) continue
      const at = new Date(Math.min(until - 1, stay.enteredMs + 60_000 + rng.next() * (until - stay.enteredMs))).toISOString()
      if (rng.chance(likely)) {
        if (give(out, stay, criterion, at, rng, forms)) given.add(key)
      } else if (passed && stay.status === 'open' && stay.leftMs !== null && stay.leftMs > now - debtDays * dayMs && criterion.severity === 'block' && isOwn(criterion)) {
        debts.push({ at: new Date(stay.leftMs).toISOString(), stay, criterion })
      }
    }
  }
  await insertAll(tx, act, out)
  const managers = await tx.selectFrom('app_user').select(['id', 'team_id']).where('org_id', '=', orgId).where('role', '=', 'manager').execute()
  for (const { at, stay, criterion } of debts) {
    const actorId = managers.find((manager) => manager.team_id === stay.teamId)?.id ?? act.actorId
    const debt = { pipelineId: stay.pipelineId, stageId: stay.stageId, criterion, asks: asks(criterion, world.names), kind: 'override' as const, reason: rng.pick(reasons) }
    await recordDebts(tx, { ...act, actorId, now: at }, [{ deal: { id: stay.dealId, ownerId: stay.ownerId, teamId: stay.teamId }, debts: [debt] }])
  }
  await putToSleep(tx, act)
}

const reasons = ['客户月底前要定方案，材料下周补齐', '已电话确认，书面材料在走客户内部流程', '高层已口头同意，先推进再补', '展会现场成交意向明确，回去补资料']
/** What only this file gives: activities and contacts come with the deals themselves. */
const isOwn = (criterion: Criterion) => criterion.type === 'milestone' || criterion.type === 'form' || criterion.type === 'attachment' || criterion.type === 'checklist'

async function selectStays(tx: Tx, orgId: string, since: string): Promise<Stay[]> {
  const { rows } = await sql<Stay>`
    select s.deal_id as "dealId", d.number, s.pipeline_id as "pipelineId", s.stage_id as "stageId", floor(extract(epoch from s.entered_at) * 1000)::float8 as "enteredMs",
      floor(extract(epoch from s.left_at) * 1000)::float8 as "leftMs", s.exit, d.status, d.amount_minor as "amountMinor", s.owner_id as "ownerId", s.team_id as "teamId"
    from stay s join deal d on d.org_id = s.org_id and d.id = s.deal_id
    where s.org_id = ${orgId} and (d.status = 'open' or d.closed_at >= ${since}) order by d.number, s.n`.execute(tx)
  return rows
}

interface Gathered {
  milestones: object[]
  answers: object[]
  files: { id: string; bytes: Buffer; row: object }[]
  ticks: object[]
  events: NewEvent[]
}
const gather = (): Gathered => ({ milestones: [], answers: [], files: [], ticks: [], events: [] })

/** Makes the piece of evidence that the criterion asks for; false for a kind that is not made here. */
function give(out: Gathered, stay: Stay, criterion: Criterion, at: string, rng: Rng, forms: ReadonlyMap<string, { name: string; definition: Questionnaire }>): boolean {
  const { dealId, ownerId, teamId } = stay
  const tell = (body: Pick<NewEvent, 'type' | 'payload'>) => {
    out.events.push({ ...body, subjectType: 'deal', subjectId: dealId, ownerId, teamId, at, imported: true, actorId: ownerId } as NewEvent)
  }
  const id = newId(Date.parse(at))
  switch (criterion.type) {
    case 'milestone': {
      const kind = rng.pick(criterion.kinds)
      const amountMinor = milestones.find((one) => one.key === kind)?.asksAmount === true ? stay.amountMinor : null
      out.milestones.push({ id, dealId, kind, at, amountMinor, ownerId })
      tell({ type: 'milestone.recorded', payload: { milestoneId: id, kind, at, amountMinor, note: '' } })
      return true
    }
    case 'form': {
      const form = forms.get(criterion.formId)
      if (form === undefined) return false
      const { answers, isComplete, score } = assess(form.definition, answersTo(form.definition, rng, stay.status))
      out.answers.push({ formId: criterion.formId, dealId, answers: Object.fromEntries(answers), isComplete, score, ownerId, at })
      tell({ type: 'form.answered', payload: { formId: criterion.formId, formName: form.name, isComplete, score } })
      return isComplete
    }
    case 'attachment': {
      const kind = rng.pick(criterion.kinds)
      const word = Object.hasOwn(attachmentKindNames, kind) ? attachmentKindNames[kind as keyof typeof attachmentKindNames].zh : kind
      const name = `${word}-${stay.number}.txt`
      const bytes = Buffer.from(`${word}（演示公司的虚构文件，商机 ${stay.number}）\n`)
      out.files.push({ id, bytes, row: { id, dealId, kind, name, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), ownerId, at } })
      tell({ type: 'attachment.added', payload: { attachmentId: id, name, kind } })
      return true
    }
    case 'checklist':
      out.ticks.push({ dealId, criterionId: criterion.id, ownerId, at })
      tell({ type: 'checklist.ticked', payload: { criterionId: criterion.id, label: criterion.label, isTicked: true } })
      return true
    default:
      return false
  }
}

/** Answers as a rep would give them: better ones for deals that were won. */
function answersTo({ questions }: Questionnaire, rng: Rng, status: Stay['status']): ReadonlyMap<string, unknown> {
  const good = status === 'won' ? 0.75 : status === 'open' ? 0.55 : 0.35
  return new Map(questions.map((question): [string, unknown] => {
    const best = question.options.toSorted((a, b) => b.points - a.points)
    const option = best.length === 0 ? undefined : rng.chance(good) ? best[0] : rng.pick(best)
    switch (question.type) {
      case 'select': return [question.key, option?.value]
      case 'multi_select': return [question.key, option === undefined ? [] : [option.value]]
      case 'boolean': return [question.key, rng.chance(good)]
      case 'number': return [question.key, 1 + rng.int(9)]
      case 'money': return [question.key, (10 + rng.int(90)) * 1_000_000]
      case 'date': return [question.key, '2026-12-31']
      default: return [question.key, rng.pick(remarks)]
    }
  }))
}
const remarks = ['客户已在会上确认', '由设备部牵头，采购部参与', '列入本年度预算', '希望在旺季之前上线', '现有系统无法满足追溯要求']

async function insertAll(tx: Tx, act: Act, out: Gathered): Promise<void> {
  const { orgId } = act
  await sql`
    insert into milestone (org_id, id, deal_id, kind, at, amount_minor, recorded_by, created_at)
    select ${orgId}::uuid, id, "dealId", kind, at, "amountMinor", "ownerId", at from jsonb_to_recordset(${JSON.stringify(out.milestones)}::jsonb)
      as r(id uuid, "dealId" uuid, kind text, at timestamptz, "amountMinor" bigint, "ownerId" uuid)`.execute(tx)
  await sql`
    insert into form_answer (org_id, form_id, subject_type, subject_id, answers, is_complete, score, form_version, answered_by, answered_at)
    select ${orgId}::uuid, "formId", 'deal', "dealId", answers, "isComplete", score, 1, "ownerId", at from jsonb_to_recordset(${JSON.stringify(out.answers)}::jsonb)
      as r("formId" uuid, "dealId" uuid, answers jsonb, "isComplete" boolean, score numeric, "ownerId" uuid, at timestamptz)
    on conflict do nothing`.execute(tx)
  await sql`
    insert into checklist_tick (org_id, deal_id, criterion_id, ticked_by, ticked_at)
    select ${orgId}::uuid, "dealId", "criterionId", "ownerId", at from jsonb_to_recordset(${JSON.stringify(out.ticks)}::jsonb)
      as r("dealId" uuid, "criterionId" uuid, "ownerId" uuid, at timestamptz) on conflict do nothing`.execute(tx)
  await sql`
    insert into attachment (org_id, id, subject_type, subject_id, kind, name, media_type, size_bytes, sha256, uploaded_by, created_at)
    select ${orgId}::uuid, id, 'deal', "dealId", kind, name, 'text/plain', size, decode(sha256, 'hex'), coalesce("ownerId", ${act.actorId}::uuid), at
    from jsonb_to_recordset(${JSON.stringify(out.files.map((file) => file.row))}::jsonb)
      as r(id uuid, "dealId" uuid, kind text, name text, size bigint, sha256 text, "ownerId" uuid, at timestamptz)`.execute(tx)
  await sql`
    insert into file_piece (org_id, file_id, n, bytes)
    select ${orgId}::uuid, id, 0, decode(bytes, 'base64') from jsonb_to_recordset(${JSON.stringify(out.files.map(({ id, bytes }) => ({ id, bytes: bytes.toString('base64') })))}::jsonb)
      as r(id uuid, bytes text)`.execute(tx)
  await append(tx, act, out.events.toSorted((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1)))
}

/** The five open deals that were left alone for longest, in the pipeline with the most of them: put to sleep at the last clean-up. */
async function putToSleep(tx: Tx, act: Act): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select d.id from deal d
    where d.org_id = ${act.orgId} and d.status = 'open'
      and d.pipeline_id = (select pipeline_id from deal where org_id = ${act.orgId} and status = 'open' group by 1 order by count(*) desc, 1 limit 1)
    order by greatest(d.created_at, d.stage_entered_at, d.last_activity_at), d.id limit 5`.execute(tx)
  await sleepDeals(tx, act, await lockDealsOfOrg(tx, act.orgId, rows.map((row) => row.id)))
}

import { escalationSteps, isFor, type EscalationStep } from '@sluice/core/messages/escalation'
import type { NotificationKind } from '@sluice/core/notifications/contract'
import { waitedKind, type Escalated } from '@sluice/core/notifications/escalated'
import { sql } from 'kysely'
import type { Db, Reader, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { notify, type Notice } from '../../platform/notify.ts'
import type { PeriodicTask } from '../../platform/schedule.ts'
import { readWorkTime, type WorkTime } from '../answering/work-time.ts'
import { managersAbove } from '../identity/managers.queries.ts'
import { wakeSenders } from './deliver.ts'
import { keepPresets, selectChains } from './escalation-chains.ts'

const minuteMs = 60_000
/** Waits that are over are shown so long. */
const keptDays = 90

/** A notice that may have to be escalated. */
export interface Noticed { userId: string; kind: NotificationKind; data: unknown; subjectType: string | null; subjectId: string | null; createdAt: string }

/** When a step is due: so much time, or working time, after the notice. Null: there is no such instant. */
const dueAt = ({ hours }: WorkTime, counts: string, from: string, { afterMinutes }: EscalationStep): string | null => {
  const at = counts === 'work' ? hours.after(Date.parse(from), afterMinutes * minuteMs) : Date.parse(from) + afterMinutes * minuteMs
  return at === null ? null : new Date(at).toISOString()
}

/** Begins a wait for each matter among the notices that a chain is for: in the transaction in which they are routed, so each once. */
export async function startEscalations(tx: Tx, orgId: string, now: string, notices: readonly Noticed[]): Promise<void> {
  const chains = (await selectChains(tx, orgId, 'zh')).filter((chain) => chain.isOn)
  const concerned = notices.filter(({ kind, subjectId }) => subjectId !== null && chains.some((chain) => (chain.kinds as readonly NotificationKind[]).includes(kind)))
  if (concerned.length === 0) return
  await keepPresets(tx, orgId, now)
  const { rows: alarms } = await sql<{ id: string; severity: string }>`
    select id, severity from alarm where org_id = ${orgId} and id = any(${sql.val(concerned.filter((one) => one.subjectType === 'alarm').map((one) => one.subjectId))}::uuid[])`.execute(tx)
  const time = await readWorkTime(tx, orgId)
  for (const { userId, kind, data, subjectType, subjectId, createdAt } of concerned) {
    for (const chain of chains) {
      const [first] = chain.steps
      if (first === undefined || !isFor(chain, kind, alarms.find((one) => one.id === subjectId)?.severity ?? null)) continue
      await sql`
        insert into escalation (org_id, id, chain_id, kind, subject_type, subject_id, noticed_at, data, user_ids, counts, until, steps, due_at, state)
        values (${orgId}, ${newId()}, ${chain.id}, ${kind}, ${subjectType}, ${subjectId}, ${createdAt}::timestamptz, ${JSON.stringify(data)}, array[${userId}]::uuid[], ${chain.counts}, ${chain.until}, ${JSON.stringify(chain.steps)}, ${dueAt(time, chain.counts, createdAt, first)}::timestamptz, 'waiting')
        on conflict (org_id, chain_id, kind, subject_id, noticed_at) do update set user_ids = array(select distinct one from unnest(escalation.user_ids || excluded.user_ids) one)`.execute(tx)
    }
  }
}

/** Where a test stops the process. */
export interface EscalateHooks { told?(): Promise<void> | void }

/** Takes the steps that are due, each in a transaction of its own in which the next is set: whoever dies leaves it undone or done. Answers how many rows it dealt with. */
export async function escalateDue(db: Db, orgId: string, now: Date, hooks: EscalateHooks = {}): Promise<number> {
  for (let n = 0; ; n++) {
    const { rows } = await db.read(orgId, (tx) => sql<{ some: boolean }>`select exists (select from escalation where org_id = ${orgId} and state = 'waiting' and due_at <= ${now.toISOString()}::timestamptz) as some`.execute(tx))
    if (rows[0]?.some !== true || !(await db.write(orgId, (tx) => takeOne(tx, { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }, hooks)))) return n
  }
}

export const escalationTask: PeriodicTask = {
  name: 'escalations',
  everyMinutes: 0.5,
  async run(db, orgId, now) {
    await escalateDue(db, orgId, now)
    await db.write(orgId, (tx) => sql`delete from escalation where org_id = ${orgId} and state = 'ended' and noticed_at < ${new Date(now.getTime() - keptDays * 86_400_000).toISOString()}::timestamptz`.execute(tx))
  },
}

interface Wait extends Matter { id: string; data: Record<string, unknown>; counts: string; steps: unknown; nextStep: number }

/** False: another process is at the rows that are due. */
async function takeOne(tx: Tx, act: Act, hooks: EscalateHooks): Promise<boolean> {
  const { orgId, now } = act
  const { rows } = await sql<Wait>`
    select id, kind, subject_type as "subjectType", subject_id as "subjectId", noticed_at as "noticedAt", data, user_ids as "userIds", counts, until, steps, next_step as "nextStep"
    from escalation where org_id = ${orgId} and state = 'waiting' and due_at <= ${now}::timestamptz order by due_at, id limit 1 for update skip locked`.execute(tx)
  const wait = rows[0]
  if (wait === undefined) return false
  const steps = escalationSteps.parse(wait.steps)
  const step = steps[wait.nextStep]
  const over = step === undefined ? 'last' : await endOf(tx, orgId, wait)
  if (over !== null || step === undefined) {
    await sql`update escalation set state = 'ended', ended_because = ${over}, ended_at = ${now}::timestamptz, due_at = null where org_id = ${orgId} and id = ${wait.id}`.execute(tx)
    return true
  }
  const time = await readWorkTime(tx, orgId)
  await tell(tx, act, time, wait, step)
  await hooks.told?.()
  const following = steps[wait.nextStep + 1]
  await sql`
    update escalation set next_step = next_step + 1, due_at = ${following === undefined ? null : dueAt(time, wait.counts, wait.noticedAt, following)}::timestamptz, state = ${following === undefined ? 'ended' : 'waiting'},
      ended_because = ${following === undefined ? 'last' : null}, ended_at = ${following === undefined ? now : null}::timestamptz where org_id = ${orgId} and id = ${wait.id}`.execute(tx)
  await wakeSenders(tx, orgId)
  return true
}

async function tell(tx: Tx, act: Act, { hours }: WorkTime, wait: Wait, step: EscalationStep): Promise<void> {
  const { orgId, now } = act
  const { rows: from } = await sql<{ name: string }>`select name from app_user where org_id = ${orgId} and id = any(${sql.val(wait.userIds)}::uuid[]) order by name`.execute(tx)
  const waited = wait.counts === 'work' ? hours.between(Date.parse(wait.noticedAt), Date.parse(now)) : Date.parse(now) - Date.parse(wait.noticedAt)
  const data: Escalated = {
    kind: waitedKind.parse(wait.kind), data: wait.data, from: from.map((one) => one.name).slice(0, 5), waitedMinutes: Math.max(step.afterMinutes, Math.floor(waited / minuteMs)), isWorkTime: wait.counts === 'work', ways: step.ways, ignoresQuiet: step.ignoresQuiet,
  }
  const about = { subjectType: wait.subjectType as Notice['subjectType'], subjectId: wait.subjectId }
  await notify(tx, act, (await receiversOf(tx, orgId, wait.userIds, step)).map((userId) => ({ userId, kind: 'escalated', data: { ...data }, ...about })))
}

/** Whom a step tells: never those who were told at first. */
async function receiversOf(tx: Reader, orgId: string, told: readonly string[], { to }: EscalationStep): Promise<string[]> {
  if (to.type === 'user') {
    const user = await tx.selectFrom('app_user').select('id').where('org_id', '=', orgId).where('id', '=', to.userId).where('status', '=', 'active').executeTakeFirst()
    return user === undefined || told.includes(user.id) ? [] : [user.id]
  }
  const found = new Set<string>()
  for (const userId of told) for (const id of await managersAbove(tx, orgId, userId, to.levels)) if (!told.includes(id)) found.add(id)
  return [...found]
}

interface Matter { kind: string; subjectType: string | null; subjectId: string; noticedAt: string; userIds: string[]; until: string; data: Record<string, unknown> }

/** Why nobody needs to be told any more, asked at the instant; null while it waits. */
async function endOf(tx: Reader, orgId: string, matter: Matter): Promise<'read' | 'done' | 'handled' | 'gone' | null> {
  const fact = await factOf(tx, orgId, matter)
  if (fact === 'handled' || fact === 'gone') return fact
  const { rows } = await sql<{ isRead: boolean; isDone: boolean }>`
    select coalesce(bool_or(read_at is not null), false) as "isRead", coalesce(bool_or(done_at is not null), false) as "isDone" from notification
    where org_id = ${orgId} and user_id = any(${sql.val(matter.userIds)}::uuid[]) and created_at = ${matter.noticedAt}::timestamptz and kind = ${matter.kind} and subject_id = ${matter.subjectId}`.execute(tx)
  const { isRead = false, isDone = false } = rows[0] ?? {}
  // What no fact can tell of is dealt with when somebody says so.
  if (isDone && (matter.until !== 'handled' || fact === 'unknown')) return 'done'
  return isRead && matter.until === 'read' ? 'read' : null
}

/** What the records say of a matter: dealt with, waiting, gone, or nothing. */
async function factOf(tx: Reader, orgId: string, { kind, subjectType, subjectId, noticedAt, userIds, data }: Matter): Promise<'handled' | 'waiting' | 'gone' | 'unknown'> {
  const approvalId = kind.startsWith('approval_') && typeof data['approvalId'] === 'string' ? data['approvalId'] : null
  const query = approvalId !== null
    ? sql<{ waits: boolean }>`select exists (select from approval_task t where t.org_id = ${orgId} and t.approval_id = ${approvalId} and t.status = 'open' and t.user_id = any(${sql.val(userIds)}::uuid[])) as waits from approval where org_id = ${orgId} and id = ${approvalId}`
    : subjectType === 'alarm' ? sql<{ waits: boolean }>`select status = 'open' as waits from alarm where org_id = ${orgId} and id = ${subjectId}`
    : subjectType === 'action' ? sql<{ waits: boolean }>`select status = 'open' as waits from action_item where org_id = ${orgId} and id = ${subjectId}`
    : subjectType === 'lead' && kind.startsWith('response_')
      ? sql<{ waits: boolean }>`select exists (select from response_clock c where c.org_id = ${orgId} and c.lead_id = ${subjectId} and c.met_at is null and c.ended_at is null and c.owner_id = any(${sql.val(userIds)}::uuid[])) as waits from lead where org_id = ${orgId} and id = ${subjectId}`
    : subjectType === 'lead' ? sql<{ waits: boolean }>`select status not in ('converted', 'invalid') and coalesce(last_activity_at <= ${noticedAt}::timestamptz, true) as waits from lead where org_id = ${orgId} and id = ${subjectId}`
    : subjectType === 'deal' ? sql<{ waits: boolean }>`select status = 'open' and coalesce(last_activity_at <= ${noticedAt}::timestamptz, true) as waits from deal where org_id = ${orgId} and id = ${subjectId}`
    : null
  if (query === null) return 'unknown'
  const { rows } = await query.execute(tx)
  return rows[0] === undefined ? 'gone' : rows[0].waits ? 'waiting' : 'handled'
}

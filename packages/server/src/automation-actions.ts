import type { FieldValue, RecordObject } from '@sluice/core/automation/definition'
import { changeKey } from '@sluice/core/automation/objects'
import { createAction } from '@sluice/core/actions/contract'
import { changeAccount as changeAccountContract, changeContact as changeContactContract, createAccount as createAccountContract, createContact as createContactContract } from '@sluice/core/customers/contract'
import { changeLead as changeLeadContract, createLead as createLeadContract } from '@sluice/core/leads/contract'
import { dayOf } from '@sluice/core/lib/dates'
import { Temporal } from 'temporal-polyfill'
import { plainInChat } from '@sluice/core/messages/chat-text'
import { markupToHtml } from '@sluice/core/nurture/markup'
import { workDayAfter } from '@sluice/core/nurture/wait'
import { changeDeal as changeDealContract, createDeal as createDealContract } from '@sluice/core/pipeline/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import { createItem, type Places } from './features/actions/create-action.ts'
import { type CommentPlace, requirePlace, selectDirectory, type Talk } from './features/activities/comment-place.ts'
import { addComment, mentionable } from './features/activities/comment.ts'
import { logActivity } from './features/activities/log-activity.ts'
import { requestApproval } from './features/approvals/request-approval.ts'
import type { Action, AutomationWorld, Doing, DoingRecord } from './features/automation/actions.ts'
import { managerOf } from './features/identity/manager-of.ts'
import { changeAccount, changeContact } from './features/customers/change-customer.ts'
import { createAccount, createContact } from './features/customers/create-customer.ts'
import { changeLead } from './features/leads/change-lead.ts'
import { createLead } from './features/leads/create-lead.ts'
import { callWebhook, postToRobot } from './features/messages/deliver.ts'
import { enrolLead } from './features/nurture/enrol-lead.ts'
import { givePoints } from './features/nurture/give-points.ts'
import { endEnrolments } from './features/nurture/leave.ts'
import { selectMailSetting } from './features/nurture/mail-settings.queries.ts'
import { mailMember } from './features/nurture/member-mail.ts'
import { changeDeal } from './features/pipeline/change-deal.ts'
import { createDeal } from './features/pipeline/create-deal.ts'
import { moveDeal } from './features/pipeline/move-deal.ts'
import { createProject } from './features/projects/create-project.ts'
import { selectTemplates } from './features/projects/templates.ts'
import type { Reader } from './platform/db.ts'
import { append } from './platform/event-log.ts'
import { notify } from './platform/notify.ts'
import { Refusal, refuse } from './platform/refusal.ts'

/** What automations can do: the use cases of people, with the permission of whom the automation runs as. Part of the composition root. */
export function automationWorld(origin: string | null, places: Places, talk: Talk): AutomationWorld {
  return {
    origin,
    actions: {
      set_field: setField, assign, move_stage: moveStage, note, tag, score, nurture_start: startSequence, nurture_end: endSequences, approval, notify: tell, mail, robot, webhook, create_project: startProject, create_record: createRecord,
      comment: async (one, { text }) => {
        const { tx, act, viewer, record, fill } = about(one)
        return { commentId: await addComment(tx, act, viewer, record.type, record.id, fill(text), talk) }
      },
      mention: async (one, { to, text }) => {
        const { tx, act, viewer, record, fill } = about(one)
        const named = await nameable(one, to, await requirePlace(tx, viewer, record.type, record.id, talk))
        return { commentId: await addComment(tx, act, viewer, record.type, record.id, `${named.map((id) => `@[${id}]`).join(' ')} ${fill(text)}`, talk), named }
      },
      task: async (doing, { title, body, assignee, workDays }) => ({ items: [await giveTask(doing, places, { title, assignee, workDays }, body)] }),
      checklist: async (doing, { tasks }) => {
        const items = []
        for (const task of tasks) items.push(await giveTask(doing, places, task, ''))
        return { items }
      },
      review_topic: async (doing, { title, body }) => ({ items: [await makeItem(doing, places, 'review_topic', doing.fill(title), body, null, null)] }),
    },
    canMail: async (tx, orgId) => (await selectMailSetting(tx, orgId)).isReady,
    robots: (tx, orgId) => named(tx, orgId, 'robot'),
    webhooks: (tx, orgId) => named(tx, orgId, 'webhook'),
    projectTemplates: async (tx, orgId) => (await selectTemplates(tx, orgId)).map(({ id, name }) => ({ id, name })),
  }
}

const named = async (tx: Reader, orgId: string, table: 'robot' | 'webhook') =>
  (await sql<{ id: string; name: string }>`select id, name from ${sql.table(table)} where org_id = ${orgId} and is_on order by name, id limit 200`.execute(tx)).rows

/** The record, of those that people own; refused about anything else. */
function about(doing: Doing): DoingRecord {
  const { record } = doing
  if (record === null || record.type === 'alarm') return refuse('automation.wrong_record')
  return { ...doing, record: { ...record, type: record.type } }
}
/** What an automation says is judged as what a form sends: what does not fit is refused. */
function fitting<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value)
  return parsed.success ? parsed.data : refuse('request.invalid', {}, parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), code: issue.message })))
}
const cut = (text: string, max: number) => [...text].slice(0, max).join('')
const today = ({ now, timing }: Doing) => dayOf(now, timing.timeZone)

// ------------------------------------------------------------------------------------------------------- the record itself
/** Changes fields by the names of their contract, as the form of the record would. */
async function change({ tx, act, viewer, record }: DoingRecord, patch: Record<string, unknown>): Promise<void> {
  switch (record.type) {
    case 'deal': return changeDeal(tx, act, viewer, record.id, record.version, fitting(changeDealContract.body, patch))
    case 'lead': return changeLead(tx, act, viewer, record.id, record.version, fitting(changeLeadContract.body, patch))
    case 'account': return changeAccount(tx, act, viewer, record.id, record.version, fitting(changeAccountContract.body, patch))
    case 'contact': return changeContact(tx, act, viewer, record.id, record.version, fitting(changeContactContract.body, patch))
  }
}

const setField: Action<'set_field'> = async (one, step) => {
  const doing = about(one)
  const value = valueOf(doing, step.value)
  const key = changeKey(doing.record.type, step.field) ?? refuse('automation.no_step_result')
  await change(doing, key.startsWith('c_') ? { custom: { [key.slice(2)]: value } } : { [key]: value })
  return { field: step.field, value }
}

function valueOf(doing: Doing, value: FieldValue): unknown {
  if (typeof value === 'string') return doing.fill(value)
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  if ('workDays' in value) return workDayAfter(today(doing), value.workDays, doing.timing.calendar)
  return Temporal.PlainDate.from(today(doing)).add({ days: value.days }).toString()
}

const tag: Action<'tag'> = async (one, { addTagIds, removeTagIds }) => {
  const doing = about(one)
  await change(doing, { tagIds: [...new Set([...doing.record.tagIds, ...addTagIds])].filter((id) => !removeTagIds.includes(id)) })
  return { added: addTagIds, removed: removeTagIds }
}

const assign: Action<'assign'> = async (one, { to }) => {
  const doing = about(one)
  const { tx, act, record } = doing
  const ownerId = to.kind === 'user' ? to.userId : to.kind === 'owner_manager' ? (record.ownerId === null ? null : await managerOf(tx, act.orgId, record.ownerId)) : await fewestInHand(tx, act.orgId, record.type, to.teamId)
  if (ownerId === null) refuse('automation.no_step_result')
  await change(doing, { ownerId })
  return { from: record.ownerId, to: ownerId }
}

const open: Record<RecordObject, string> = { deal: "r.status = 'open'", lead: "r.status not in ('converted', 'invalid')", account: 'true', contact: 'true' }
/** Of the team and those below it, the seller who has the fewest open records of the kind; of equals who was given one longest ago. */
async function fewestInHand(tx: Reader, orgId: string, type: RecordObject, teamId: string | null): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select u.id from app_user u join team t on t.org_id = u.org_id and t.id = u.team_id
    cross join lateral (select count(*) as n, max(r.created_at) as latest from ${sql.table(type)} r where r.org_id = u.org_id and r.owner_id = u.id and ${sql.raw(open[type])}) held
    where u.org_id = ${orgId} and u.status = 'active' and u.role in ('rep', 'manager') and t.path @> array[${teamId}]::uuid[] order by u.role <> 'rep', held.n, held.latest nulls first, u.id limit 1`.execute(tx)
  return rows[0]?.id ?? null
}

const moveStage: Action<'move_stage'> = async (one, { stageId, reason }) => {
  const { tx, act, viewer, record, fill } = about(one)
  if (record.type !== 'deal' || stageId === null) return refuse('automation.wrong_record')
  if (record.stageId === stageId) return { from: stageId, to: stageId }
  await moveDeal(tx, act, viewer, record.id, { kind: 'move', stageId, ...(reason !== '' && { reason: cut(fill(reason), 500) }) })
  return { from: record.stageId, to: stageId }
}

// ---------------------------------------------------------------------------------------------------------- what people do
async function makeItem(doing: Doing, places: Places, kind: 'task' | 'review_topic', title: string, body: string, assigneeId: string | null, dueOn: string | null): Promise<string> {
  const { tx, act, viewer, record, path, fill } = doing
  const said = fill(body)
  const link = record === null || path === null || said.includes(path) ? '' : `${record.name}: ${path}`
  const item = await createItem(tx, act, viewer, today(doing), fitting(createAction.body, {
    kind, title: cut(title, 200), body: [said, link].filter((part) => part !== '').join('\n\n'), assigneeId, dueOn, pipelineId: record?.pipelineId ?? null, stageId: record?.stageId ?? null, alarmId: record?.type === 'alarm' ? record.id : null,
  }), places)
  return item.id
}

async function giveTask(doing: Doing, places: Places, task: { title: string; assignee: Parameters<Doing['people']>[0][number]; workDays: number }, body: string): Promise<string> {
  const [assigneeId = null] = await doing.people([task.assignee])
  return makeItem(doing, places, 'task', doing.fill(task.title), body, assigneeId, workDayAfter(today(doing), task.workDays, doing.timing.calendar))
}

const note: Action<'note'> = async (one, { text }) => {
  const { tx, act, viewer, record, fill } = about(one)
  return { activityId: await logActivity(tx, act, viewer, { kind: 'note', subjectType: record.type, subjectId: record.id, body: fill(text) }) }
}

/** A record without an owner still names the teams beside it. */
const noneBeside = (teams: readonly string[]) => (error: unknown): string[] => {
  if (error instanceof Refusal && teams.length > 0) return []
  throw error
}

/** Teams by their own name, others as the people they are: of all those who may see the record, no more than a comment may name. */
async function nameable(doing: Doing, to: Parameters<Doing['people']>[0], place: CommentPlace): Promise<string[]> {
  const directory = await selectDirectory(doing.tx, doing.act.orgId)
  const allowed = new Set(mentionable(directory, place).map((one) => one.id))
  const teams = to.flatMap((one) => (one.kind === 'team' && one.teamId !== null ? [one.teamId] : []))
  const others = to.filter((one) => one.kind !== 'team')
  const named = [...teams, ...(others.length === 0 ? [] : await doing.people(others).catch(noneBeside(teams)))].filter((id) => allowed.has(id)).slice(0, 20)
  return named.length > 0 ? named : refuse('automation.no_step_result')
}

const startProject: Action<'create_project'> = async (one, { templateId, owner }) => {
  const { tx, act, viewer, record, people } = about(one)
  if (record.type !== 'deal' && record.type !== 'account') return refuse('automation.wrong_record')
  const [ownerId] = owner === null ? [] : await people([owner])
  const made = await createProject(tx, act, viewer, { accountId: record.type === 'account' ? record.id : null, dealId: record.type === 'deal' ? record.id : null, templateId, ownerId }, { isAutomatic: true })
  return { projectId: made.id, items: made.tasks, ...(!made.isNew && { isThere: true }) }
}

/** Whose account a new deal or contact is of: that of the record. */
async function accountOf({ tx, act, record }: DoingRecord): Promise<string | null> {
  if (record.type === 'account') return record.id
  if (record.type === 'lead') return null
  return (await sql<{ id: string | null }>`select account_id as id from ${sql.table(record.type)} where org_id = ${act.orgId} and id = ${record.id}`.execute(tx)).rows[0]?.id ?? null
}

const createRecord: Action<'create_record'> = async (one, { object, pipelineId, owner, fields }) => {
  const doing = about(one)
  const { tx, act, viewer, people } = doing
  const said: Record<string, unknown> = {}
  const custom: Record<string, unknown> = {}
  for (const { field, value } of fields) {
    const key = changeKey(object, field) ?? refuse('automation.no_step_result')
    if (key.startsWith('c_')) custom[key.slice(2)] = valueOf(doing, value)
    else said[key] = valueOf(doing, value)
  }
  const [ownerId] = await people([owner])
  const body = { ...said, ownerId, ...(Object.keys(custom).length > 0 && { custom }) }
  const make = async (): Promise<string> => {
    switch (object) {
      case 'lead': return createLead(tx, act, viewer, fitting(createLeadContract.body, body))
      case 'account': return createAccount(tx, act, viewer, fitting(createAccountContract.body, body))
      case 'contact': return createContact(tx, act, viewer, fitting(createContactContract.body, { ...body, accountId: await accountOf(doing) }))
      case 'deal': {
        const org = await tx.selectFrom('org').select('currency').where('org_id', '=', act.orgId).executeTakeFirstOrThrow()
        return createDeal(tx, act, viewer, org.currency, fitting(createDealContract.body, { ...body, pipelineId, accountId: await accountOf(doing) }))
      }
    }
  }
  return { record: object, recordId: await make(), name: said[object === 'deal' ? 'title' : 'name'] }
}

const approval: Action<'approval'> = async (one, { flowId, stageId, comment: said }) => {
  const { tx, act, viewer, record, fill } = about(one)
  if (record.type !== 'deal' || flowId === null) return refuse('automation.wrong_record')
  return { approvalId: await requestApproval(tx, act, viewer, { flowId, dealId: record.id, target: stageId, comment: fill(said), change: null }) }
}

// ------------------------------------------------------------------------------------------------------------------- leads
/** Who may change a lead may have it nurtured and its score moved. */
async function leadOf(one: Doing): Promise<DoingRecord> {
  const doing = about(one)
  if (doing.record.type !== 'lead') return refuse('automation.wrong_record')
  // A change of nothing asks for the permission, and writes nothing.
  await change(doing, {})
  return doing
}

const score: Action<'score'> = async (one, { points, reason }) => {
  const { tx, act, record, automation, fill } = await leadOf(one)
  const { rows } = await sql<{ teamId: string | null }>`select team_id as "teamId" from lead where org_id = ${act.orgId} and id = ${record.id}`.execute(tx)
  await append(tx, act, [{
    type: 'lead.points_given', payload: { sequenceId: automation.id, sequence: automation.name, points, reason: fill(reason) }, subjectType: 'lead', subjectId: record.id, ownerId: record.ownerId, teamId: rows[0]?.teamId ?? null,
  }])
  await givePoints(tx, act.orgId, record.id, points)
  return { points }
}

const startSequence: Action<'nurture_start'> = async (one, { sequenceId }) => {
  const { tx, act, record } = await leadOf(one)
  const code = sequenceId === null ? 'record.not_found' : await enrolLead(tx, act, sequenceId, record.id, 'rule')
  return code === null ? { sequenceId } : refuse(code)
}

const endSequences: Action<'nurture_end'> = async (one, { sequenceId }) => {
  const { tx, act, record } = await leadOf(one)
  const rows = await tx
    .selectFrom('enrolment').select('id').where('org_id', '=', act.orgId).where('lead_id', '=', record.id).where('state', 'in', ['active', 'paused'])
    .$if(sequenceId !== null, (query) => query.where('sequence_id', '=', sequenceId)).orderBy('id').forUpdate().execute()
  return { ended: await endEnrolments(tx, act, rows.map((row) => row.id), 'left', 'by_hand') }
}

// ---------------------------------------------------------------------------------------------------------------- messages
const tell: Action<'notify'> = async ({ tx, act, automation, record, fill, people }, { to, text }) => {
  const users = await people(to)
  await notify(tx, act, users.map((userId) => ({ userId, kind: 'automation_notice' as const, data: { automation: automation.name, text: fill(text), record: record?.name ?? '' }, subjectType: record?.type ?? 'config', subjectId: record?.id ?? automation.id })))
  return { users }
}

const mail: Action<'mail'> = async ({ tx, act, now, fill, people }, { to, subject, text }) => {
  const { rows } = await sql<{ id: string; email: string; footer: string }>`
    select u.id, u.email, coalesce(nullif(s.footer, ''), o.name) as footer from app_user u join org o on o.org_id = u.org_id left join mail_setting s on s.org_id = u.org_id
    where u.org_id = ${act.orgId} and u.id = any(${sql.val(await people(to))}::uuid[]) order by u.id`.execute(tx)
  const users: string[] = []
  for (const { id, email, footer } of rows) if ((await mailMember(tx, act.orgId, now, { userId: id, to: email, subject: fill(subject), html: htmlOf(fill(text)), notBefore: act.now, footer })) !== null) users.push(id)
  return users.length > 0 ? { users } : refuse('mail.not_ready')
}
/** Braces that a value brought are braces, not tags of a template: those are let through as they are. */
const htmlOf = (text: string) => markupToHtml(text.replaceAll('{', '\uE002')).replaceAll('\uE002', '{')

const robot: Action<'robot'> = async ({ tx, act, key, path, fill }, { robotId, text }) => ({ deliveryId: await postToRobot(tx, act, { robotId: robotId ?? '', key, text: fill(text, plainInChat), ...(path !== null && { url: path }) }) })

const webhook: Action<'webhook'> = async ({ tx, act, key, automation, record }, { webhookId }) => ({
  deliveryId: await callWebhook(tx, act, {
    webhookId: webhookId ?? '', key, type: 'automation.fired',
    data: { automation, record: record === null ? null : { type: record.type, id: record.id, name: record.name, ownerId: record.ownerId, pipelineId: record.pipelineId, stageId: record.stageId } },
  }),
})

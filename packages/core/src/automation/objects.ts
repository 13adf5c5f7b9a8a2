import { defineObject, type ObjectCatalogue } from '../conditions/catalogue.ts'
import { accountObject, contactObject, dealObject, leadObject } from '../conditions/objects.ts'
import type { alarmKinds } from '../diagnosis/alarms/rule.ts'
import type { AutomationObject, RecordObject } from './definition.ts'

const words = (zh: string, en: string) => ({ zh, en })
const choices = (labels: Readonly<Record<string, { zh: string; en: string }>>) => Object.entries(labels).map(([value, label]) => ({ value, label }))

const alarmKindWords: Readonly<Record<(typeof alarmKinds)[number], { zh: string; en: string }>> = {
  conversion_below_mean: words('转化率低于均值', 'Conversion below its mean'), below_line: words('转化率低于警戒线', 'Conversion below the line'), stock_growth: words('存量骤增', 'Stock grew'), dwell_over: words('停留过长', 'Dwell too long'),
  win_rate_swing: words('赢率波动', 'Win rate swung'), stage_days: words('超期停留', 'Deals over the limit'), inflow_drop: words('流入下降', 'Inflow dropped'),
}

/** What may be asked of an alarm; the rule's kind is read from the verdict it was opened with. */
export const alarmObject = defineObject({
  name: 'alarm',
  label: words('预警', 'Alarm'),
  fields: {
    kind: { type: 'choice', label: words('类型', 'Kind'), sql: (alias) => `${alias}."verdict"->>'kind'`, options: choices(alarmKindWords) },
    severity: { type: 'choice', label: words('严重程度', 'Severity'), column: 'severity', options: choices({ info: words('提示', 'Info'), warn: words('警告', 'Warning'), critical: words('严重', 'Critical') }) },
    status: { type: 'choice', label: words('状态', 'Status'), column: 'status', options: choices({ open: words('未确认', 'Open'), acknowledged: words('处理中', 'In hand'), resolved: words('已解除', 'Resolved') }) },
    pipeline: { type: 'reference', label: words('销售流程', 'Pipeline'), column: 'pipeline_id', of: 'pipeline' },
    stage: { type: 'reference', label: words('阶段', 'Stage'), column: 'stage_id', of: 'stage' },
    assignee: { type: 'user', label: words('处理人', 'Assignee'), column: 'assignee_id' },
    opened: { type: 'instant', label: words('发生时间', 'Opened'), column: 'opened_at' },
    reopened: { type: 'number', label: words('重复次数', 'Times reopened'), column: 'reopened' },
  },
})

/** Fields alone: what is related to a related record is not asked. */
const flat = (object: ObjectCatalogue): ObjectCatalogue => ({ ...object, relations: new Map() })

/** Deals are asked about their account and lead besides: `exists account where industry = …`. */
const deal: ObjectCatalogue = {
  ...dealObject,
  relations: new Map([
    ...dealObject.relations,
    ['account', { key: 'account', label: words('客户', 'account'), table: 'account', on: { id: 'account_id' }, target: flat(accountObject) }],
    ['lead', { key: 'lead', label: words('来源线索', 'lead'), table: 'lead', on: { id: 'lead_id' }, target: flat(leadObject) }],
  ]),
}

/** What conditions of automations may ask, by what the automation is about. The organisation's own fields come on top. */
export const automationCatalogues: Readonly<Record<AutomationObject, ObjectCatalogue>> = { deal, lead: leadObject, account: accountObject, contact: contactObject, alarm: alarmObject }

interface AutomationField {
  /** As the log's `changes` name it; the contract's name of the field. */
  change: string
  /** Whether `set_field` may write it. */
  canSet: boolean
}
const read = (change: string): AutomationField => ({ change, canSet: false })
const write = (change: string): AutomationField => ({ change, canSet: true })
const nextStep = { nextStep: write('nextStep'), nextStepDue: write('nextStepDue') }
const ownership = { owner: read('ownerId'), team: read('teamId'), tags: read('tagIds') }

/**
 * Fields whose change the log tells, by the key that conditions use. Owner, tags and stage are changed by steps of their own.
 * An organisation's own fields (`c_…`) are called the same everywhere and may be set.
 */
const automationFields: Readonly<Record<RecordObject, Readonly<Record<string, AutomationField>>>> = {
  deal: {
    title: write('title'), amount: write('amountMinor'), currency: read('currency'), forecastCategory: write('forecastCategory'), expectedClose: write('expectedCloseOn'), ...nextStep,
    source: write('sourceId'), account: read('accountId'), ...ownership,
  },
  lead: { name: read('name'), company: write('company'), title: write('title'), phone: read('phone'), email: read('email'), status: write('status'), source: write('sourceId'), ...nextStep, ...ownership },
  account: { name: read('name'), industry: write('industry'), size: write('size'), region: write('region'), source: write('sourceId'), ...ownership },
  contact: { name: read('name'), title: write('title'), phone: read('phone'), email: read('email'), account: read('accountId'), ...ownership },
}

const isCustom = (field: string) => field.startsWith('c_')

/** How the log names a field's change; null when it does not tell of it. */
export function changeKey(object: RecordObject, field: string): string | null {
  return isCustom(field) ? field : (automationFields[object][field]?.change ?? null)
}

/** The fields whose change may set an automation off, or that one may set, in the order of the form; the organisation's own come on top. */
export const watchedFields = (object: RecordObject): string[] => Object.keys(automationFields[object])
export const settableFields = (object: RecordObject): string[] => Object.entries(automationFields[object]).filter(([, field]) => field.canSet).map(([key]) => key)
export const canSet = (object: RecordObject, field: string): boolean => isCustom(field) || automationFields[object][field]?.canSet === true

/** What a new record must have, and what may be said of it besides. */
const namedBy: Readonly<Record<RecordObject, string>> = { deal: 'title', lead: 'name', account: 'name', contact: 'name' }
export const nameField = (object: RecordObject): string => namedBy[object]
const later: ReadonlySet<string> = new Set(['status', 'forecastCategory'])
/** Fields that a record may be made with, the one that names it first; the organisation's own come on top. */
export const newFields = (object: RecordObject): string[] => {
  const known = Object.entries(automationFields[object]).filter(([key, one]) => key !== namedBy[object] && !later.has(key) && (one.canSet || key === 'phone' || key === 'email')).map(([key]) => key)
  return [namedBy[object], ...known]
}

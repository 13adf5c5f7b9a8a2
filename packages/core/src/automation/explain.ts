import type { ObjectCatalogue, Words } from '../conditions/catalogue.ts'
import type { Condition } from '../conditions/condition.ts'
import { ConditionError } from '../conditions/errors.ts'
import { explain } from '../conditions/explain.ts'
import { sayScalar } from '../conditions/speak.ts'
import { roleNames } from '../identity/role.ts'
import type { AutomationDefinition, AutomationObject, FieldValue, Recipient, Step, Trigger } from './definition.ts'
import { objectOf } from './definition.ts'
import { nameField } from './objects.ts'
import { stepPhrases, triggerPhrases } from './phrases.ts'
import { fillIn, variablesIn, variablesOf } from './variables.ts'
import {
  assignWords, directionWords, dueWords, dwellUnitWords, objectWords, outcomeWords, recipientWords, repeatWords, resultWords, severityWords, waitUnitWords, weekdayWords,
} from './words.ts'

/** Who tells an automation: in what language, with the names behind ids. */
export interface AutomationSpeaker {
  lang: 'zh' | 'en'
  /** What may be asked of an object; null where nothing can. */
  catalogueOf: (object: AutomationObject) => ObjectCatalogue | null
  /** The name behind an id or key. `of` is what it names: `stage`, `pipeline`, `user`, `team`, `tag`, `sequence`, `flow`, `form`, `robot`, `webhook`, `alarm_kind`, or what a field refers to. */
  nameOf: (of: string, id: string) => string | undefined
}

/** A part of a sentence: its own words, or what a setting says. */
export type Piece = string | { slot: string; said: string; isMissing: boolean }

type Said = string | null
const either = (words: Words, { lang }: AutomationSpeaker) => words[lang]
const list = (parts: readonly string[], { lang }: AutomationSpeaker) => parts.join(lang === 'zh' ? '、' : ', ')
const quoted = (text: string, { lang }: AutomationSpeaker) => (lang === 'zh' ? (text.includes('「') ? `『${text}』` : `「${text}」`) : text.includes('“') ? `‘${text}’` : `“${text}”`)
const clipped = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text)
/** A text with its variables by name: `{{deal.title}}` is ‹商机名称›. */
function quotedText(raw: string, object: AutomationObject | null, speaker: AutomationSpeaker): Said {
  if (raw.trim() === '') return null
  const labels = new Map(variablesOf(object).map(({ key, label }) => [key, label[speaker.lang]]))
  return quoted(clipped(fillIn(raw.trim(), new Map(variablesIn(raw).map((key) => [key, `‹${labels.get(key) ?? key}›`])))), speaker)
}
/** What an id names, in quotes; null without an id; the id's own first characters where it names nothing any more. */
const named = (of: string, id: string | null, speaker: AutomationSpeaker): Said => (id === null ? null : quoted(speaker.nameOf(of, id) ?? id.slice(0, 8), speaker))

function fill(text: string, said: (slot: string) => Said): Piece[] {
  return text.split(/(\{\w+\})/).filter((part) => part !== '').map((part) => {
    if (!part.startsWith('{')) return part
    const slot = part.slice(1, -1)
    const words = said(slot)
    return { slot, said: words ?? '……', isMissing: words === null }
  })
}
const text = (pieces: readonly Piece[]) => pieces.map((piece) => (typeof piece === 'string' ? piece : piece.said)).join('').replace(/\s+/g, ' ').trim()

function fieldName(object: AutomationObject | null, key: string, speaker: AutomationSpeaker): Said {
  if (key === '') return null
  const field = object === null ? undefined : speaker.catalogueOf(object)?.fields.get(key)
  return quoted(field?.label[speaker.lang] ?? key, speaker)
}

function sayValue(object: AutomationObject | null, key: string, value: FieldValue | undefined, speaker: AutomationSpeaker): Said {
  const { lang } = speaker
  if (value === undefined) return { zh: '任意值', en: 'anything' }[lang]
  if (value === null || value === '') return { zh: '空', en: 'empty' }[lang]
  if (Array.isArray(value)) return list(value.map((one) => sayValue(object, key, one, speaker) ?? ''), speaker)
  const field = object === null ? undefined : speaker.catalogueOf(object)?.fields.get(key)
  if (typeof value === 'object') {
    if ('workDays' in value) return lang === 'zh' ? `${value.workDays} 个工作日后` : `${value.workDays} working days from then`
    return lang === 'zh' ? (value.days === 0 ? '当天' : `${Math.abs(value.days)} 天${value.days < 0 ? '前' : '后'}`) : value.days === 0 ? 'that day' : `${Math.abs(value.days)} days ${value.days < 0 ? 'before' : 'later'}`
  }
  if (field === undefined) return quoted(String(value), speaker)
  const of = field.type === 'user' || field.type === 'team' ? field.type : (field.of ?? '')
  const said = sayScalar(value, field, { lang, nameOf: (_, id) => speaker.nameOf(of, id) })
  return field.type === 'text' || typeof value !== 'string' ? said : quoted(said, speaker)
}

function sayStage(one: { pipelineId: string | null; stageId: string | null }, speaker: AutomationSpeaker): Said {
  const { lang } = speaker
  if (one.stageId !== null) return named('stage', one.stageId, speaker)
  if (one.pipelineId === null) return { zh: '任一阶段', en: 'any stage' }[lang]
  const pipeline = named('pipeline', one.pipelineId, speaker) ?? ''
  return lang === 'zh' ? `${pipeline}的任一阶段` : `any stage of ${pipeline}`
}

function offset(days: number, lang: 'zh' | 'en'): string {
  if (days === 0) return { zh: '当天', en: 'on' }[lang]
  const n = Math.abs(days)
  return lang === 'zh' ? `${days < 0 ? '前' : '后'} ${n} 天` : `${n} ${n === 1 ? 'day' : 'days'} ${days < 0 ? 'before' : 'after'}`
}

function sayOn(one: Extract<Trigger, { kind: 'schedule' }>, speaker: AutomationSpeaker): Said {
  const { lang } = speaker
  if (one.every === 'day') return ''
  if (one.every === 'month') return lang === 'zh' ? (one.dayOfMonth === 31 ? '最后一天' : ` ${one.dayOfMonth} 日`) : one.dayOfMonth === 31 ? 'on the last day' : `on day ${one.dayOfMonth}`
  if (one.weekdays.length === 0) return null
  const days = [...new Set(one.weekdays)].sort((a, b) => a - b)
  const name = (day: number | undefined) => weekdayWords[(day ?? 1) - 1]?.[lang] ?? ''
  const [first, last] = [days[0] ?? 1, days.at(-1) ?? 1]
  const isRun = days.length > 2 && last - first === days.length - 1
  if (isRun) return lang === 'zh' ? `${name(first).slice(1)}至${name(last)}` : `on ${name(first)} to ${name(last)}`
  // 每周 + 一、周三
  return lang === 'zh' ? days.map(name).join('、').slice(1) : `on ${days.map(name).join(', ')}`
}

/** What a trigger says, part by part. */
export function triggerPieces(one: Trigger, speaker: AutomationSpeaker): Piece[] {
  const { lang } = speaker
  const object = objectOf(one)
  return fill(triggerPhrases[one.kind][lang], (slot): Said => {
    switch (slot) {
      case 'object': {
        if (object === null) return one.kind === 'schedule' ? { zh: '（不针对记录）', en: 'no record' }[lang] : { zh: '（不针对记录）', en: 'nothing of ours' }[lang]
        return one.kind === 'schedule' ? { zh: `每个${objectWords[object].zh}`, en: `each ${objectWords[object].en}` }[lang] : either(objectWords[object], speaker)
      }
      case 'fields': return one.kind === 'changed' ? (one.fields.length === 0 ? { zh: '任一字段', en: 'any field' }[lang] : list(one.fields.map((key) => fieldName(object, key, speaker) ?? ''), speaker)) : null
      case 'field': return 'field' in one ? fieldName(object, one.field, speaker) : null
      case 'from': return one.kind === 'field_changed' ? sayValue(object, one.field, one.from, speaker) : null
      case 'to': return one.kind === 'field_changed' ? sayValue(object, one.field, one.to, speaker) : null
      case 'stage': return 'stageId' in one ? sayStage(one, speaker) : null
      case 'pipeline': return one.kind === 'closed' ? (named('pipeline', one.pipelineId, speaker) ?? { zh: '', en: 'any pipeline' }[lang]) : null
      case 'outcome': return one.kind === 'closed' ? either(outcomeWords[one.outcome], speaker) : null
      case 'amount': return one.kind === 'time_in_stage' ? String(one.amount) : null
      case 'unit': return one.kind === 'time_in_stage' ? either(dwellUnitWords[one.unit], speaker) : null
      case 'days': return one.kind === 'no_activity' ? String(one.days) : null
      case 'direction': return one.kind === 'score_crosses' ? either(directionWords[one.direction], speaker) : null
      case 'threshold': return one.kind === 'score_crosses' ? String(one.threshold) : null
      case 'kinds': return one.kind === 'alarm_opened' ? (one.kinds.length === 0 ? { zh: '任一', en: 'any kind' }[lang] : list(one.kinds.map((kind) => named('alarm_kind', kind, speaker) ?? kind), speaker)) : null
      case 'minSeverity': return one.kind === 'alarm_opened' ? either(severityWords[one.minSeverity], speaker) : null
      case 'flow': return one.kind === 'approval_ended' ? (named('flow', one.flowId, speaker) ?? { zh: '任一', en: 'any approval' }[lang]) : null
      case 'result': return one.kind === 'approval_ended' ? either(resultWords[one.result], speaker) : null
      case 'offsetDays': return one.kind === 'date_reached' ? offset(one.offsetDays, lang) : null
      case 'at': return 'at' in one ? one.at : null
      case 'every': return one.kind === 'schedule' ? either(repeatWords[one.every], speaker) : null
      case 'on': return one.kind === 'schedule' ? sayOn(one, speaker) : null
      case 'forms': return one.kind === 'form_submitted' ? (one.formIds.length === 0 ? { zh: '任一表单', en: 'any form' }[lang] : list(one.formIds.map((id) => named('form', id, speaker) ?? ''), speaker)) : null
      case 'label': return one.kind === 'button' ? quotedText(one.label, object, speaker) : null
      default: return null
    }
  })
}

function sayRecipient(one: Recipient, speaker: AutomationSpeaker): Said {
  if (one.kind === 'user') return one.userId === null ? null : (speaker.nameOf('user', one.userId) ?? one.userId.slice(0, 8))
  if (one.kind === 'team') return one.teamId === null ? null : quoted(speaker.nameOf('team', one.teamId) ?? one.teamId.slice(0, 8), speaker)
  if (one.kind === 'role') return { zh: `全部${roleNames[one.role].zh}`, en: `everybody in ${roleNames[one.role].en}` }[speaker.lang]
  return either(recipientWords[one.kind], speaker)
}

function sayRecipients(to: readonly Recipient[], speaker: AutomationSpeaker): Said {
  const said = to.map((one) => sayRecipient(one, speaker))
  return said.length === 0 || said.includes(null) ? null : list(said.map((one) => one ?? ''), speaker)
}

function sayTags(step: Extract<Step, { type: 'tag' }>, speaker: AutomationSpeaker): Said {
  const names = (ids: readonly string[]) => list(ids.map((id) => named('tag', id, speaker) ?? ''), speaker)
  const parts = [
    ...(step.addTagIds.length > 0 ? [{ zh: `加标签${names(step.addTagIds)}`, en: `tag it ${names(step.addTagIds)}` }[speaker.lang]] : []),
    ...(step.removeTagIds.length > 0 ? [{ zh: `去标签${names(step.removeTagIds)}`, en: `take off ${names(step.removeTagIds)}` }[speaker.lang]] : []),
  ]
  return parts.length === 0 ? null : list(parts, speaker)
}

/** What a condition says; null while it does not fit what there is to ask. */
export function explainCondition(object: AutomationObject | null, condition: Condition, speaker: AutomationSpeaker): string | null {
  const catalogue = object === null ? null : speaker.catalogueOf(object)
  if (catalogue === null) return null
  try {
    return explain(condition, catalogue, { lang: speaker.lang, nameOf: (field, id) => speaker.nameOf(field.type === 'user' || field.type === 'team' ? field.type : (field.of ?? ''), id) })
  } catch (error) {
    if (error instanceof ConditionError) return null
    throw error
  }
}

function sayOwner(owner: Recipient, speaker: AutomationSpeaker): Said {
  const said = sayRecipient(owner, speaker)
  return said === null ? null : { zh: `由${said}负责`, en: `owned by ${said}` }[speaker.lang]
}

function sayNewRecord({ object, pipelineId }: Extract<Step, { type: 'create_record' }>, speaker: AutomationSpeaker): Said {
  if (object !== 'deal') return either(objectWords[object], speaker)
  const pipeline = named('pipeline', pipelineId, speaker)
  return pipeline === null ? null : { zh: `${pipeline}的${objectWords.deal.zh}`, en: `${objectWords.deal.en} of ${pipeline}` }[speaker.lang]
}

function sayFields({ object: made, fields }: Extract<Step, { type: 'create_record' }>, object: AutomationObject | null, speaker: AutomationSpeaker): Said {
  const name = fields.find((one) => one.field === nameField(made))?.value
  if (typeof name !== 'string' || name.trim() === '') return null
  const others = fields.length - 1
  return `${quotedText(name, object, speaker) ?? ''}${others === 0 ? '' : { zh: `，另 ${others} 个字段`, en: ` and ${others} more fields` }[speaker.lang]}`
}

function saidOfStep(step: Step, object: AutomationObject | null, slot: string, speaker: AutomationSpeaker): Said {
  const { lang } = speaker
  if (slot === 'text' && 'text' in step) return quotedText(step.text, object, speaker)
  if (slot === 'body' && 'body' in step) return step.body.trim() === '' ? { zh: '无', en: 'nothing more' }[lang] : quotedText(step.body, object, speaker)
  if (slot === 'reason' && 'reason' in step) return quotedText(step.reason, object, speaker) ?? (step.type === 'score' ? null : { zh: '无', en: 'nothing' }[lang])
  switch (step.type) {
    case 'set_field': return slot === 'field' ? fieldName(object, step.field, speaker) : step.field === '' ? null : sayValue(object, step.field, step.value, speaker)
    case 'assign': {
      if (step.to.kind === 'user') return step.to.userId === null ? null : (speaker.nameOf('user', step.to.userId) ?? step.to.userId.slice(0, 8))
      if (step.to.kind === 'owner_manager') return either(assignWords.owner_manager, speaker)
      const team = named('team', step.to.teamId, speaker)
      return team === null ? null : { zh: `${team}中手上最少的人`, en: `who has fewest of ${team}` }[lang]
    }
    case 'move_stage': return named('stage', step.stageId, speaker)
    case 'task':
      if (slot === 'assignee') return sayRecipient(step.assignee, speaker)
      return slot === 'title' ? quotedText(step.title, object, speaker) : either(dueWords(step.workDays), speaker)
    case 'checklist': return step.tasks.length === 0 || step.tasks.some((task) => task.title.trim() === '') ? null : list(step.tasks.map((task) => quotedText(task.title, object, speaker) ?? ''), speaker)
    case 'tag': return sayTags(step, speaker)
    case 'score': return `${step.points > 0 ? '+' : ''}${step.points}`
    case 'nurture_start': return named('sequence', step.sequenceId, speaker)
    case 'nurture_end': return named('sequence', step.sequenceId, speaker) ?? { zh: '（全部序列）', en: 'every sequence' }[lang]
    case 'approval':
      if (slot === 'flow') return named('flow', step.flowId, speaker)
      return slot === 'stage' ? (named('stage', step.stageId, speaker) ?? { zh: '不限', en: 'no stage' }[lang]) : (quotedText(step.comment, object, speaker) ?? { zh: '无', en: 'nothing' }[lang])
    case 'create_project':
      if (slot === 'template') return named('project_template', step.templateId, speaker)
      return step.owner === null ? { zh: '负责人按模板', en: 'its owner as the template says' }[lang] : sayOwner(step.owner, speaker)
    case 'create_record':
      if (slot === 'record') return sayNewRecord(step, speaker)
      if (slot === 'owner') return sayRecipient(step.owner, speaker)
      return sayFields(step, object, speaker)
    case 'notify': case 'mention': return sayRecipients(step.to, speaker)
    case 'mail': return slot === 'to' ? sayRecipients(step.to, speaker) : quotedText(step.subject, object, speaker)
    case 'robot': return named('robot', step.robotId, speaker)
    case 'webhook': return named('webhook', step.webhookId, speaker)
    case 'review_topic': return quotedText(step.title, object, speaker)
    case 'wait':
      if (slot === 'amount') return String(step.amount)
      return slot === 'unit' ? either(waitUnitWords[step.unit], speaker) : step.at === null ? '' : { zh: `，到 ${step.at}`, en: ` until ${step.at}` }[lang]
    case 'branch': return explainCondition(object, step.condition, speaker)
    default: return null
  }
}

/** What a step says, part by part; `whole` with the texts it sends. Of a branch: its condition. */
export function stepPieces(step: Step, object: AutomationObject | null, speaker: AutomationSpeaker, whole = false): Piece[] {
  const phrase = stepPhrases[step.type]
  return fill(phrase[speaker.lang] + (whole ? (phrase.more?.[speaker.lang] ?? '') : ''), (slot) => saidOfStep(step, object, slot, speaker))
}

/** A step in words, in one line. */
export const explainStep = (step: Step, object: AutomationObject | null, speaker: AutomationSpeaker): string => text(stepPieces(step, object, speaker))
/** A trigger in words. */
export const explainTrigger = (one: Trigger, speaker: AutomationSpeaker): string => text(triggerPieces(one, speaker))

function explainSteps(steps: readonly Step[], object: AutomationObject | null, speaker: AutomationSpeaker): string {
  const { lang } = speaker
  const parts = steps.map((step, i) => {
    if (step.type !== 'branch') return (i === 0 ? '' : lang === 'zh' ? (step.type === 'wait' || steps[i - 1]?.type === 'wait' ? '，' : '、') : step.type === 'wait' || steps[i - 1]?.type === 'wait' ? ', then ' : ', ') + explainStep(step, object, speaker)
    const side = (inner: readonly Step[]) => (inner.length === 0 ? { zh: '不做什么', en: 'do nothing' }[lang] : explainSteps(inner, object, speaker))
    const condition = explainStep(step, object, speaker)
    const said = lang === 'zh'
      ? `如果 ${condition} 就（${side(step.yes)}）${step.no.length > 0 ? `否则（${side(step.no)}）` : ''}`
      : `if ${condition} (${side(step.yes)})${step.no.length > 0 ? ` else (${side(step.no)})` : ''}`
    return (i === 0 ? '' : lang === 'zh' ? '，' : ', ') + said
  })
  return parts.join('')
}

/** In what hours it acts, how often it takes a record, and whether others follow: what limits it. */
function limitsOf({ hours, againAfterDays, stopOnFirst }: AutomationDefinition, lang: 'zh' | 'en'): string[] {
  const at = hours.kind === 'between' ? `${hours.from}–${hours.to}` : ''
  return [
    ...(hours.kind === 'work_hours' ? [{ zh: '只在工作时间', en: 'in working hours only' }[lang]] : []),
    ...(hours.kind === 'between' ? [{ zh: `只在${hours.workDaysOnly ? '工作日 ' : '每天 '}${at}`, en: `only ${hours.workDaysOnly ? 'on working days ' : ''}${at}` }[lang]] : []),
    ...(againAfterDays === null ? [] : [{ zh: `同一记录 ${againAfterDays} 天内只一次`, en: `a record once in ${againAfterDays} days` }[lang]]),
    ...(stopOnFirst ? [{ zh: '之后的自动化不再执行', en: 'automations after it pass the event by' }[lang]] : []),
  ]
}

/**
 * A definition as one sentence: 「当 商机在「方案/报价」停留超过 5 天，且 金额 ≥ 10万，就 通知负责人的上级、给负责人建任务「…」（1 个工作日内）。」.
 * What is not chosen yet reads ……. `whereOf` null: nothing can be asked.
 */
export function explainAutomation(definition: AutomationDefinition, speaker: AutomationSpeaker): string {
  const { lang } = speaker
  const object = objectOf(definition.trigger)
  const where = definition.where === null || ('and' in definition.where && definition.where.and.length === 0) ? null : (explainCondition(object, definition.where, speaker) ?? '……')
  const steps = definition.steps.length === 0 ? '……' : explainSteps(definition.steps, object, speaker)
  const limits = limitsOf(definition, lang)
  const trigger = explainTrigger(definition.trigger, speaker)
  return lang === 'zh'
    ? `当 ${trigger}${where === null ? '' : `，且 ${where}`}，就 ${steps}。${limits.length === 0 ? '' : `（${limits.join('；')}）`}`
    : `When ${trigger}${where === null ? '' : `, and ${where}`}: ${steps}.${limits.length === 0 ? '' : ` (${limits.join('; ')})`}`
}

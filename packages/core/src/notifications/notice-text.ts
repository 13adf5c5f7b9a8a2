import type { Notification } from './contract.ts'
import { escalatedNotice } from './escalated.ts'
import { waitingTime } from './waiting-time.ts'
import { noticeWordsEn, noticeWordsZh } from './words.ts'

type Language = 'zh' | 'en'
type Data = Readonly<Record<string, unknown>>

const textOf = (value: unknown) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '')
const inLanguage = (value: unknown, language: Language) => textOf(Reflect.get(Object(value) as object, language))

/** Words that notices tell by a code. */
const codes: Record<string, Record<string, { zh: string; en: string }>> = {
  status: {
    approved: { zh: '已通过', en: 'granted' }, rejected: { zh: '未通过', en: 'refused' }, withdrawn: { zh: '已撤回', en: 'withdrawn' }, returned: { zh: '被退回', en: 'returned' },
  },
  because: {
    gone: { zh: '对方已撤销地址（410）', en: 'the receiver withdrew the address (410)' }, failing: { zh: '连续三天投递失败', en: 'nothing was taken for three days' },
    owner: { zh: '负责人已停用或不再是管理员', en: 'its owner is no active administrator any more' },
  },
}

/** One sentence of what a notice says. `dateTime` writes an instant (ISO UTC) for the reader. What the notice lacks stays empty. */
export function noticeText({ kind, data }: Pick<Notification, 'kind' | 'data'>, language: Language, dateTime: (iso: string) => string): string {
  const facts = kind === 'escalated' ? escalatedFacts(data, language, dateTime) : factsOf(data, language, dateTime)
  return (language === 'en' ? noticeWordsEn : noticeWordsZh)[kind].replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => textOf(facts[name]))
}

function escalatedFacts(data: Data, language: Language, dateTime: (iso: string) => string): Data {
  const told = escalatedNotice(data)
  return told === null ? {} : { from: told.from.join(language === 'en' ? ', ' : '、'), waited: waitingTime(told, language), inner: noticeText(told, language, dateTime) }
}

function factsOf(data: Data, language: Language, dateTime: (iso: string) => string): Data {
  const instant = data['sleepsAt'] ?? data['goesAt'] ?? data['dueAt']
  const coded = Object.fromEntries(Object.entries(codes).map(([name, words]) => [name, words[textOf(data[name])]?.[language] ?? '']))
  // A lead that is named: with its company, and the reason in the reader's language.
  const lead = typeof data['name'] === 'string' && data['lead'] === undefined
    ? { lead: [data['name'], textOf(data['company'])].filter((part) => part !== '').join(' · '), reasonWords: inLanguage(data['reason'], language) } : {}
  const lacks = data['lacks'] === undefined ? {} : { lacksWords: inLanguage(data['lacks'], language) }
  // Automations that set each other off, the latest last.
  const chain = Array.isArray(data['chain']) ? { chainWords: data['chain'].map(textOf).toReversed().join(' → ') || textOf(data['automation']) } : {}
  const verdict = data['verdict'] === undefined ? {} : { verdictWords: inLanguage(data['verdict'], language) }
  return { ...data, ...verdict, flow: data['flowName'], title: (language === 'en' ? data['titleEn'] : undefined) ?? data['title'] ?? data['dealTitle'], date: typeof instant === 'string' ? dateTime(instant) : '', ...coded, ...lead, ...lacks, ...chain }
}

/** What somebody wrote; or, when a granted move could not be made, what is still missing. Empty when there is nothing to quote. */
export function noticeQuote({ kind, data }: Pick<Notification, 'kind' | 'data'>): string {
  const told = kind === 'escalated' ? escalatedNotice(data) : null
  return told === null ? textOf(data['comment'] ?? data['missing'] ?? (kind === 'lead_rejected' ? data['note'] : undefined)) : noticeQuote(told)
}

const places: Readonly<Record<string, (id: string) => string>> = {
  deal: (id) => `/deals/${id}`, lead: (id) => `/leads/${id}`, account: (id) => `/accounts/${id}`, contact: (id) => `/contacts/${id}`, alarm: (id) => `/alarms/${id}`, action: () => '/actions',
  meeting: (id) => `/meetings/${id}`, project: (id) => `/projects/${id}`,
}

/** Where a notice leads, as a path of the client; null when there is no such page. */
export function noticePath({ kind, data, subjectType, subjectId }: Pick<Notification, 'kind' | 'data' | 'subjectType' | 'subjectId'>): string | null {
  const told = kind === 'escalated' ? escalatedNotice(data) : null
  if (told !== null) return noticePath({ kind: told.kind, data: told.data, subjectType, subjectId })
  if (kind === 'webhook_off') return '/settings/webhooks'
  if (kind === 'completeness_week') return '/reports/completeness'
  if (kind.startsWith('automation_') && subjectType === 'config' && subjectId !== null) return `/automations/${subjectId}`
  if (kind === 'experiment_ready' && subjectId !== null) return `/experiments/${subjectId}`
  if (kind.startsWith('approval_') && typeof data['approvalId'] === 'string') return `/approvals/${data['approvalId']}`
  if (subjectId === null || subjectType === null) return null
  // Charts and points of meetings say themselves where they are shown.
  if (subjectType === 'chart' || subjectType === 'meeting_point') return /^\/(?!\/)/.test(textOf(data['path'])) ? textOf(data['path']) : null
  const place = subjectType === 'config' ? '/settings/pipelines' : (places[subjectType]?.(subjectId) ?? null)
  return place !== null && (kind === 'mention' || kind === 'comment_followed') ? `${place}#comments` : place
}

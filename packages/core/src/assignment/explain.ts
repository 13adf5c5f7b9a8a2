import { fillWords } from '../lib/refusal.ts'
import type { Assignment, PassReason } from './model.ts'

const by: Record<string, { zh: string; en: string }> = {
  account_owner: { zh: '您是该客户的负责人', en: 'you own the account' },
  named_account: { zh: '该公司在您的指名客户名单中', en: 'the company is one of your named accounts' },
  territory: { zh: '线索属于您负责的区域', en: 'the lead lies in your territory' },
  product: { zh: '线索想了解您负责的产品', en: 'the lead asks for your product' },
  pool: { zh: '您在分配名单中', en: 'you are in the pool' },
  round_robin: { zh: '按顺序轮到您', en: 'it was your turn' },
  weighted: { zh: '按权重轮到您', en: 'it was your turn by weight' },
  least_loaded: { zh: '您手上的线索相对最少', en: 'you had the fewest leads in hand for your capacity' },
  after_hours: { zh: '当时无人在班', en: 'nobody was at work' },
}
const reasons: Record<PassReason, { zh: string; en: string }> = {
  unknown: { zh: '{n} 人已不在组织中', en: '{n} no longer here' },
  inactive: { zh: '{n} 人已停用', en: '{n} inactive' },
  absent: { zh: '{n} 人不在岗', en: '{n} away' },
  daily_quota: { zh: '{n} 人今日已满', en: '{n} at the limit of the day' },
  hand_quota: { zh: '{n} 人手上已满', en: '{n} at the limit in hand' },
  after_hours: { zh: '{n} 人不在工作时间', en: '{n} after hours' },
  no_weight: { zh: '{n} 人权重为 0', en: '{n} without weight' },
  not_next: { zh: '{n} 人排在后面', en: '{n} later in turn' },
}

/** "Why me", in a sentence: what the rule was, how the choice fell, who was passed over and why. Empty when nobody was given the lead. */
export function whyMe(assignment: Assignment, lang: 'zh' | 'en'): string {
  if (assignment.to === null) return ''
  const parts = [assignment.by, ...(assignment.choice === null ? [] : [assignment.choice]), ...(assignment.isAfterHours ? ['after_hours'] : [])]
  const passed = new Map<PassReason, Set<string>>()
  for (const { userId, reason } of assignment.trace.flatMap((rule) => rule.passed)) passed.set(reason, (passed.get(reason) ?? new Set()).add(userId))
  const others = [...passed].map(([reason, ids]) => fillWords(reasons[reason][lang], { n: ids.size }))
  const first = parts.map((part) => by[part]?.[lang] ?? part).join(lang === 'zh' ? '，' : ', ')
  const rest = others.join(lang === 'zh' ? '，' : ', ')
  return lang === 'zh' ? `${first}${rest === '' ? '' : `（${rest}）`}。` : `${first.charAt(0).toUpperCase()}${first.slice(1)}${rest === '' ? '' : ` (${rest})`}.`
}

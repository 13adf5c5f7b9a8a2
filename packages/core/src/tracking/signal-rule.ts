import { z } from 'zod'
import { line } from '../lib/wire.ts'
import { behaviourKinds } from './behaviour.ts'

/** When what a lead does is worth telling its owner. */
export const signalRule = z.object({
  name: line(60),
  /** Any of these counts. */
  kinds: z.array(z.enum(behaviourKinds)).min(1).max(behaviourKinds.length),
  /** The same page, document or mail so often; otherwise all of these kinds together. */
  isSameSubject: z.boolean(),
  atLeast: z.number().int().min(1).max(1000),
  /** Today and the days before it, in the organisation's zone. */
  withinDays: z.number().int().min(1).max(90),
  /** After it fired for a lead, it is silent so long. */
  coolDownDays: z.number().int().min(1).max(90),
  /** The lead gets this tag; null: none. */
  tag: line(40).nullable(),
  notifies: z.boolean(),
})
export type SignalRule = z.infer<typeof signalRule>
export const signalRuleKey = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/)

/** What holds until an organisation says otherwise. */
export const standardSignals: Record<string, { zh: SignalRule; en: SignalRule }> = {
  same_document: both({ zh: ['反复查看同一资料', '高意向'], en: ['Same document again and again', 'High intent'] }, { kinds: ['document_view', 'download'], isSameSubject: true, atLeast: 3, withinDays: 7 }),
  pricing: both({ zh: ['查看价格页', '关注价格'], en: ['Looked at the prices', 'Asks for prices'] }, { kinds: ['pricing_view'], isSameSubject: false, atLeast: 1, withinDays: 1 }),
}

function both(words: Record<'zh' | 'en', [name: string, tag: string]>, rule: Pick<SignalRule, 'kinds' | 'isSameSubject' | 'atLeast' | 'withinDays'>): { zh: SignalRule; en: SignalRule } {
  const said = (language: 'zh' | 'en'): SignalRule => ({ ...rule, name: words[language][0], tag: words[language][1], coolDownDays: 7, notifies: true })
  return { zh: said('zh'), en: said('en') }
}

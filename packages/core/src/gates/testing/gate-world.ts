import { dealObject } from '../../conditions/objects.ts'
import { withFields } from '../../conditions/catalogue.ts'
import { criterion, type Criterion, type GateGroup } from '../../config/gate.ts'
import { bareEvidence, type Dated, type Evidence } from '../evidence.ts'
import type { GateNames } from '../explain.ts'
import type { JudgeContext } from '../judge.ts'
import type { Passage } from '../report.ts'

/** A small world for tests of gates: fixed now, one custom field, one form, one flow. */
export const now = '2026-03-10T02:00:00.000Z'
export const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
export const bant = uuid(901)
export const bigDeal = uuid(902)

const catalogue = withFields(dealObject, {
  c_budget: { type: 'money', label: { zh: '预算', en: 'Budget' }, sql: (alias) => `${alias}.custom`, read: (record) => (record.custom as Record<string, unknown> | undefined)?.budget },
})
export const context: JudgeContext = { now: new Date(now), timeZone: 'Asia/Shanghai', me: null, myTeams: [], teamSubtree: () => [], catalogue }
export const namesIn = (lang: 'zh' | 'en'): GateNames => ({
  lang, catalogue, formName: (id) => (id === bant ? 'BANT' : undefined), flowName: (id) => (id === bigDeal ? '大额折扣' : undefined),
})

/** A criterion as a definition would hold it, parsed. */
export const wants = (n: number, part: Record<string, unknown>): Criterion => criterion.parse({ id: uuid(n), ...part })
export const all = (...items: GateGroup['items']): GateGroup => ({ op: 'all', items })
export const any = (...items: GateGroup['items']): GateGroup => ({ op: 'any', items })

const dated: Dated = { since: '2026-03-01T00:00:00.000Z', until: null }
export const call = (part: { at?: string; outcome?: string; kind?: string } & Partial<Dated> = {}) => ({
  kind: 'call', outcome: 'connected', at: '2026-03-05T00:00:00.000Z', minutes: 10, authorId: null, body: '', ...dated, ...part,
})
export const contact = (role: string, part: Partial<Dated> = {}) => ({ contactId: uuid(1), role, ...dated, ...part })
export const file = (kind: string, part: Partial<Dated> = {}) => ({ kind, ...dated, ...part })
export const milestone = (kind: string, part: Partial<Dated> = {}) => ({ kind, at: dated.since, amountMinor: null, ...dated, ...part })
export const tick = (n: number, part: Partial<Dated> = {}) => ({ criterionId: uuid(n), ...dated, ...part })
export const answered = (isComplete: boolean, score: number | null, part: Partial<Dated> = {}) => ({ formId: bant, isComplete, score, ...dated, ...part })

export const evidence = (part: Partial<Evidence> = {}): Evidence => ({
  ...bareEvidence(uuid(500), { amountMinor: 100, stageEnteredAt: '2026-03-01T00:00:00.000Z', title: '商机', nextStep: null, custom: {} }), ...part,
})
export const passage = (part: Partial<Passage> = {}): Passage => ({
  evidence: evidence(), context, names: namesIn('zh'), role: 'rep', owed: new Set(), nextStep: null, nextStepDue: null, today: '2026-03-10', ...part,
})

import { activityKinds, type ActivityKindKey } from '../config/activity-kinds.ts'
import type { Activity } from './company.ts'
import type { Rng } from './rng.ts'
import { bodiesFor, fill, type Phase } from './texts.ts'

const kindsOfPhase: Record<Phase, Partial<Record<ActivityKindKey, number>>> = {
  contact: { call: 5, wechat: 3, mail: 1.5, visit: 0.6, meeting: 0.4, note: 0.8 },
  needs: { call: 3, wechat: 3, mail: 1.5, visit: 1.6, meeting: 1.5, note: 1 },
  demo: { call: 2.5, wechat: 2.5, mail: 1.5, visit: 1, meeting: 3, note: 1 },
  poc: { call: 2, wechat: 3, mail: 1.5, visit: 3, meeting: 1.5, note: 1 },
  executive: { call: 2, wechat: 2, mail: 1.5, visit: 2, meeting: 3, note: 0.8 },
  tender: { call: 2, wechat: 2, mail: 3, visit: 1, meeting: 1, note: 1 },
  trial: { call: 4, wechat: 4, mail: 1, visit: 0.6, meeting: 0.8, note: 0.8 },
  closing: { call: 3, wechat: 3, mail: 2, visit: 1.4, meeting: 1.6, note: 0.8 },
}

/** How much of the effort reaches the customer. */
const effectiveShare: Partial<Record<ActivityKindKey, number>> = { call: 0.68, visit: 0.92, meeting: 0.88, mail: 0.4, wechat: 0.72, note: 0 }

export interface ActivityContext {
  phase: Phase
  ownerKey: string
  contactKey: string | null
  person: string
  product: string
  competitor: string
  /** Instead of the phase's texts, when the customer took part. */
  bodies?: readonly string[]
}

/** One activity at this instant; kind, outcome, length and words are drawn. */
export function drawActivity(at: number, context: ActivityContext, rng: Rng): Activity {
  const key = rng.weighted(kindsOfPhase[context.phase])
  const kind = activityKinds.find((k) => k.key === key)
  const effective = rng.chance(effectiveShare[key] ?? 0)
  const outcomes = (kind?.outcomes ?? []).filter((o) => o.effective === effective)
  // The first outcome of each sort is by far the most frequent.
  const outcome = outcomes.length === 0 ? null : rng.chance(0.75) ? outcomes[0] : rng.pick(outcomes)
  const minutes = kind === undefined || !effective ? 0 : Math.max(1, Math.round(kind.defaultMinutes * Math.exp(0.4 * rng.normal())))
  const body = rng.pick(effective && context.bodies !== undefined ? context.bodies : bodiesFor(key, context.phase, effective))
  return { at, kind: key, outcome: outcome?.key ?? null, minutes, ownerKey: context.ownerKey, contactKey: key === 'note' ? null : context.contactKey, body: fill(body, context) }
}

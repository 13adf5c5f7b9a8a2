import type { Consumer } from '../../platform/consumers.ts'
import type { Clock } from '../../platform/clock.ts'
import { holdInForce } from './in-force.ts'
import { scoreLeads } from './score-leads.ts'

/** Changes of these alone change no score: texts for people. */
const passedOver = new Set(['note', 'invalidReason', 'sourceDetail'])

/** Made, put together anew (what it did came with it, or went), or given points by a sequence. */
const remade: Consumer['follows'] = new Set(['lead.created', 'lead.merged', 'lead.unmerged', 'lead.points_given'])

/** Scores leads that were made or changed, as the log tells of it. */
export const scoreChanges = (clock: Clock): Consumer => ({
  name: 'lead-scores',
  follows: new Set([...remade, 'lead.changed']),
  async handle(tx, orgId, events) {
    const what = new Map<string, { field: string }[]>()
    for (const { type, subject_id: id, payload } of events) {
      const fields = type === 'lead.changed' ? Object.keys((payload.changes ?? {})).filter((field) => !passedOver.has(field)) : []
      if (!remade.has(type) && fields.length === 0) continue
      what.set(id, [...(what.get(id) ?? []), ...fields.map((field) => ({ field }))])
    }
    if (what.size === 0) return
    const now = clock.now()
    const ready = await holdInForce(tx, orgId, now)
    if (ready !== null) await scoreLeads(tx, orgId, ready, [...what.keys()], { now: now.toISOString(), because: 'attributes', what })
  },
})

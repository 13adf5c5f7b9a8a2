import type { Dated, Evidence, FieldBefore } from '@sluice/core/gates/evidence'

/** What the log says of a deal's past, in the order in which it became known. */
export interface PastEvent {
  type: string
  at: string
  knownAt: string
  payload: Record<string, unknown>
}

/**
 * The evidence with its past: fields change by change, stages as they were, and when contacts, ticks and answers came and
 * went. What stands today and is not in the log came with the deal.
 */
export function pastOf(evidence: Evidence, events: readonly PastEvent[]): Evidence {
  const changes: FieldBefore[] = []
  const place: Record<string, unknown> = {}
  const put = (at: string, values: Record<string, unknown>) => {
    for (const [field, after] of Object.entries(values)) {
      if (field in place) changes.push({ field, before: place[field], at })
      place[field] = after
    }
  }
  for (const { type, at, knownAt, payload } of events) {
    switch (type) {
      case 'deal.created':
        put(knownAt, { pipelineId: payload.pipelineId, stageId: payload.stageId, stageEnteredAt: at, status: 'open', closedAt: null, lostReasonId: null })
        break
      case 'deal.moved':
      case 'deal.transferred':
        put(knownAt, { pipelineId: payload.pipelineId, stageId: payload.to, stageEnteredAt: at })
        break
      case 'deal.remapped':
        // The stay goes on: its clock is not reset.
        put(knownAt, { stageId: payload.to })
        break
      case 'deal.won':
      case 'deal.lost':
        put(knownAt, { status: type === 'deal.won' ? 'won' : 'lost', closedAt: at, lostReasonId: payload.reasonId ?? null })
        break
      case 'deal.reopened':
        put(knownAt, { stageId: payload.stageId, stageEnteredAt: at, status: 'open', closedAt: null, lostReasonId: null })
        break
      case 'deal.changed':
        for (const [field, change] of Object.entries((payload.changes ?? {}) as Record<string, [unknown, unknown]>)) changes.push({ field, before: change[0], at: knownAt })
        break
    }
  }
  return { ...evidence, changes, contacts: contactsOf(evidence, events), ticks: ticksOf(evidence, events), forms: formsOf(evidence, events) }
}

/** Spans of something that comes and goes under a key; what was never said to have come keeps the dates it has. */
function spans<T extends Dated>(standing: readonly T[], keyOf: (item: T) => string, steps: readonly { key: string; at: string; item: T | null }[]): T[] {
  const open = new Map<string, T>()
  const closed: T[] = []
  for (const { key, at, item } of steps) {
    const before = open.get(key)
    if (before !== undefined) closed.push({ ...before, until: at })
    if (item === null) open.delete(key)
    else open.set(key, item)
  }
  return [...closed, ...standing.map((item) => {
    const said = open.get(keyOf(item))
    return said === undefined ? item : { ...item, since: said.since }
  })]
}

function contactsOf(evidence: Evidence, events: readonly PastEvent[]): Evidence['contacts'] {
  const steps = events.filter((event) => event.type === 'deal.contacts_changed').flatMap(({ payload, knownAt }) => [
    ...(payload.removed as string[]).map((key) => ({ key, at: knownAt, item: null })),
    ...(payload.added as string[]).map((key) => ({ key, at: knownAt, item: { contactId: key, role: typeof payload.role === 'string' ? payload.role : 'other', since: knownAt, until: null } })),
  ])
  return spans(evidence.contacts, (contact) => contact.contactId, steps)
}

function ticksOf(evidence: Evidence, events: readonly PastEvent[]): Evidence['ticks'] {
  const steps = events.filter((event) => event.type === 'checklist.ticked').map(({ payload, knownAt }) => {
    const key = String(payload.criterionId)
    return { key, at: knownAt, item: payload.isTicked === true ? { criterionId: key, since: knownAt, until: null } : null }
  })
  return spans(evidence.ticks, (tick) => tick.criterionId, steps)
}

function formsOf(evidence: Evidence, events: readonly PastEvent[]): Evidence['forms'] {
  const steps = events.filter((event) => event.type === 'form.answered').map(({ payload, knownAt }) => {
    const key = String(payload.formId)
    return { key, at: knownAt, item: { formId: key, isComplete: payload.isComplete === true, score: typeof payload.score === 'number' ? payload.score : null, since: knownAt, until: null } }
  })
  return spans(evidence.forms, (form) => form.formId, steps)
}

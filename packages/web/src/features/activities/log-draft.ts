import { activityKinds } from '@sluice/core/config/activity-kinds'
import type { ActivityKindKey } from '@sluice/core/config/activity-kinds'
import type { logActivity, SubjectType } from '@sluice/core/activities/contract'
import type { BodyInputOf } from '@sluice/core/lib/contract'

/** What the quick log holds while one types. */
export interface LogDraft {
  kind: ActivityKindKey
  outcome: string | null
  body: string
  contactId: string | null
  /** An instant; null is now. */
  at: string | null
  /** null is the usual length of its kind. */
  minutes: number | null
  /** The step agreed before is done: without a new one the record has none. */
  stepDone: boolean
  nextStep: string
  due: string | null
}

/** The first outcome of a kind is the usual one; a note has none. */
export function usualOutcome(kind: ActivityKindKey): string | null {
  return activityKinds.find((one) => one.key === kind)?.outcomes[0]?.key ?? null
}

export function emptyDraft(kind: ActivityKindKey = 'call'): LogDraft {
  return { kind, outcome: usualOutcome(kind), body: '', contactId: null, at: null, minutes: null, stepDone: false, nextStep: '', due: null }
}

/**
 * Another outcome: a call that reached nobody, a meeting put off, has not done the agreed step either, so the step stays
 * unless one says otherwise. A mail that is only sent may well be the step itself.
 */
export function withOutcome(draft: LogDraft, outcome: string, openedFromStep: boolean): LogDraft {
  const found = activityKinds.find((one) => one.key === draft.kind)?.outcomes.find((one) => one.key === outcome)
  const inVain = found?.effective === false && outcome !== usualOutcome(draft.kind)
  return { ...draft, outcome, stepDone: inVain ? false : draft.stepDone || openedFromStep }
}

/** Why a draft cannot be sent yet; null when it can. */
export function draftProblem(draft: LogDraft): 'noteRequired' | 'dueRequired' | null {
  if (draft.kind === 'note' && draft.body.trim() === '') return 'noteRequired'
  if (draft.nextStep.trim() !== '' && draft.due === null) return 'dueRequired'
  return null
}

type LogBody = BodyInputOf<typeof logActivity>

/** The request of a draft. Only leads and deals have a next step. A call that nobody answered took no time. */
export function logBody(draft: LogDraft, subjectType: SubjectType, subjectId: string): LogBody {
  const kind = activityKinds.find((one) => one.key === draft.kind)
  const outcome = kind?.outcomes.find((one) => one.key === draft.outcome)
  const usual = outcome?.effective === false ? null : (kind?.defaultMinutes ?? 0)
  const minutes = draft.minutes ?? (usual === 0 ? null : usual)
  const nextStep = draft.nextStep.trim()
  const steps = subjectType === 'deal' || subjectType === 'lead'
  return {
    kind: draft.kind,
    subjectType,
    subjectId,
    outcome: outcome?.key ?? null,
    body: draft.body.trim(),
    minutes,
    ...(draft.contactId === null ? {} : { contactId: draft.contactId }),
    ...(draft.at === null ? {} : { at: draft.at }),
    ...(steps && nextStep !== '' ? { nextStep, nextStepDue: draft.due } : {}),
    ...(steps && nextStep === '' && draft.stepDone ? { nextStep: null, nextStepDue: null } : {}),
  }
}

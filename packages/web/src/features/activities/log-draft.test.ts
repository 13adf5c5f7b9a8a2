import { logActivity } from '@sluice/core/activities/contract'
import { activityKindKeys } from '@sluice/core/config/activity-kinds'
import { expect, test } from 'vitest'
import { draftProblem, emptyDraft, logBody, usualOutcome, withOutcome } from './log-draft.ts'

const id = '01890000-0000-7000-8000-000000000001'

test('two taps are enough: every kind as preselected is a valid request, except an empty note', () => {
  for (const kind of activityKindKeys) {
    const draft = emptyDraft(kind)
    expect(draftProblem(draft)).toBe(kind === 'note' ? 'noteRequired' : null)
    expect(logActivity.body.safeParse(logBody(draft, 'deal', id)).success).toBe(true)
  }
  expect(usualOutcome('call')).toBe('connected')
})

test('a call took its usual time; one that nobody answered, and a mail that was only sent, took none', () => {
  expect(logBody(emptyDraft('call'), 'deal', id).minutes).toBe(10)
  expect(logBody({ ...emptyDraft('call'), outcome: 'no_answer' }, 'deal', id).minutes).toBeNull()
  expect(logBody({ ...emptyDraft('call'), minutes: 25 }, 'deal', id).minutes).toBe(25)
  expect(logBody({ ...emptyDraft('note'), body: 'x' }, 'deal', id)).toMatchObject({ minutes: null, outcome: null })
})

test('a next step needs its day, and goes only to leads and deals', () => {
  const draft = { ...emptyDraft(), nextStep: ' 发报价 ' }
  expect(draftProblem(draft)).toBe('dueRequired')
  const dated = { ...draft, due: '2026-03-02' }
  expect(draftProblem(dated)).toBeNull()
  expect(logBody(dated, 'lead', id)).toMatchObject({ nextStep: '发报价', nextStepDue: '2026-03-02' })
  expect(logBody(dated, 'account', id)).not.toHaveProperty('nextStep')
})

test('what is left open is left to the server: the time is now, no contact is named', () => {
  const body = logBody(emptyDraft(), 'deal', id)
  expect(body).not.toHaveProperty('at')
  expect(body).not.toHaveProperty('contactId')
})

test('a step that is done leaves none, unless a new one is agreed', () => {
  expect(logBody({ ...emptyDraft(), stepDone: true }, 'deal', id)).toMatchObject({ nextStep: null, nextStepDue: null })
  expect(logBody({ ...emptyDraft(), stepDone: true, nextStep: '签约', due: '2026-03-02' }, 'deal', id)).toMatchObject({ nextStep: '签约', nextStepDue: '2026-03-02' })
  expect(logBody({ ...emptyDraft(), stepDone: true }, 'contact', id)).not.toHaveProperty('nextStep')
})

test('a call that reached nobody leaves the agreed step open; a mail that was sent may be the step', () => {
  const opened = { ...emptyDraft('call'), stepDone: true }
  const inVain = withOutcome(opened, 'no_answer', true)
  expect(inVain).toMatchObject({ outcome: 'no_answer', stepDone: false })
  expect(logBody(inVain, 'deal', id)).not.toHaveProperty('nextStep')
  expect(withOutcome(inVain, 'connected', true).stepDone).toBe(true)
  expect(withOutcome({ ...inVain, stepDone: true }, 'connected', false).stepDone).toBe(true)
  expect(withOutcome({ ...emptyDraft('mail'), stepDone: true }, 'sent', true).stepDone).toBe(true)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { flowDefinition, type FlowDefinition, type FlowStep } from './flow.ts'
import { addApprover, begin, comment, decide, delegate, passDeadlines, replaceGone, resubmit, withdraw, APPROVAL_LIMITS, type Decision, type Moment, type Outcome } from './machine.ts'
import { groupsOf, openTaskOf, outcomeOf, type ApprovalState, type Asked } from './state.ts'

const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const [amy, bob, cat, dan, eve] = [1, 2, 3, 4, 5].map(uuid) as [string, string, string, string, string]
const later = '2026-03-05T02:00:00.000Z'

interface StepInput {
  people?: string[]
  mode?: FlowStep['mode']
  isParallel?: boolean
  dueHours?: number
  escalateTo?: string
}
/** A flow that asks named people; and who they are, by step. */
function flowOf(steps: StepInput[], more: Partial<FlowDefinition> = {}): { flow: FlowDefinition; people: Map<string, string[]> } {
  const people = new Map(steps.map((step, i) => [uuid(100 + i), step.people ?? []]))
  const flow = flowDefinition.parse({
    trigger: { type: 'manual' },
    steps: steps.map((step, i) => ({
      id: uuid(100 + i), name: `第 ${i + 1} 步`, mode: step.mode, isParallel: step.isParallel ?? false, approvers: [{ type: 'manager' }], dueHours: step.dueHours ?? null,
      escalateTo: step.escalateTo === undefined ? null : { type: 'user', userId: step.escalateTo },
    })),
    ...more,
  })
  return { flow, people }
}

/** Asks whom the flow was made with; ids count up. */
function momentOf(people: Map<string, string[]>, now = '2026-03-02T02:00:00.000Z'): Moment & { escalate: (step: FlowStep) => Asked[]; now: string } {
  let n = 1000
  return {
    now,
    newId: () => uuid(++n),
    ask: (step) => (people.get(step.id) ?? []).map((userId) => ({ userId, forUserId: null })),
    escalate: (step) => (step.escalateTo?.type === 'user' ? [{ userId: step.escalateTo.userId, forUserId: null }] : []),
  }
}

const everything = (flow: FlowDefinition) => new Set(flow.steps.map((step) => step.id))
function stateOf(outcome: Outcome): ApprovalState {
  if (!outcome.ok) throw new Error(outcome.code)
  return outcome.state
}
const codeOf = (outcome: Outcome) => (outcome.ok ? 'ok' : outcome.code)

function arrange(steps: StepInput[], more: Partial<FlowDefinition> = {}) {
  const { flow, people } = flowOf(steps, more)
  const moment = momentOf(people)
  let state = stateOf(begin(flow, everything(flow), moment))
  return {
    flow, moment,
    get state() {
      return state
    },
    get statuses() {
      return state.steps.map((step) => step.status)
    },
    try: (userId: string, decision: Decision, text = '理由') => decide(flow, state, { userId, decision, comment: text }, moment),
    say(userId: string, decision: Decision, text = '理由') {
      state = stateOf(decide(flow, state, { userId, decision, comment: text }, moment))
      return state.status
    },
    do(outcome: Outcome) {
      state = stateOf(outcome)
      return outcome.ok ? outcome.effects : undefined
    },
  }
}
const waitsFor = (state: ApprovalState) => state.steps.flatMap((step) => (step.status === 'open' ? step.tasks.filter((task) => task.status === 'open').map((task) => task.userId) : []))

test('steps one after the other: the second is asked when the first has said yes', () => {
  const a = arrange([{ people: [amy] }, { people: [bob] }])
  expect(waitsFor(a.state)).toEqual([amy])
  expect(codeOf(a.try(bob, 'approve'))).toBe('approval.not_yours')
  expect(a.say(amy, 'approve')).toBe('waiting')
  expect(waitsFor(a.state)).toEqual([bob])
  expect(a.say(bob, 'approve')).toBe('approved')
  expect(a.statuses).toEqual(['approved', 'approved'])
  expect(codeOf(a.try(bob, 'approve'))).toBe('approval.ended')
})

test('parallel steps are asked together, and the next begins when both are through', () => {
  const a = arrange([{ people: [amy] }, { people: [bob], isParallel: true }, { people: [cat] }])
  expect(waitsFor(a.state)).toEqual([amy, bob])
  a.say(bob, 'approve')
  expect(waitsFor(a.state)).toEqual([amy])
  a.say(amy, 'approve')
  expect(waitsFor(a.state)).toEqual([cat])
})

test('a no in one of two parallel steps ends both', () => {
  const a = arrange([{ people: [amy] }, { people: [bob], isParallel: true }, { people: [cat] }])
  expect(a.say(bob, 'reject')).toBe('rejected')
  expect(a.statuses).toEqual(['skipped', 'rejected', 'pending'])
  expect(a.state.steps[0]?.skipped).toBe('ended')
  expect(waitsFor(a.state)).toEqual([])
})

test.each<[FlowStep['mode'], number, string, string]>([
  ['one', 3, 'y', 'approved'], ['one', 3, 'n', 'rejected'],
  ['all', 3, 'yyy', 'approved'], ['all', 3, 'yy', 'waiting'], ['all', 3, 'yn', 'rejected'],
  ['majority', 3, 'yy', 'approved'], ['majority', 3, 'yn', 'waiting'], ['majority', 3, 'nn', 'rejected'], ['majority', 3, 'yny', 'approved'],
  ['majority', 4, 'yy', 'waiting'], ['majority', 4, 'yyy', 'approved'], ['majority', 4, 'yynn', 'rejected'], ['majority', 4, 'nn', 'rejected'],
  ['majority', 1, 'y', 'approved'], ['majority', 2, 'n', 'rejected'], ['majority', 2, 'yy', 'approved'],
])('%s of %i after %s: %s', (mode, count, words, status) => {
  const people = [amy, bob, cat, dan].slice(0, count)
  const a = arrange([{ people, mode }])
  ;[...words].forEach((word, i) => a.say(people[i] ?? '', word === 'y' ? 'approve' : 'reject'))
  expect(a.state.status).toBe(status)
  if (status !== 'waiting') expect(waitsFor(a.state)).toEqual([])
})

test('steps whose condition is not true of the deal are skipped; if none is left, it is granted', () => {
  const { flow, people } = flowOf([{ people: [amy] }, { people: [bob] }])
  const moment = momentOf(people)
  const second = stateOf(begin(flow, new Set([uuid(101)]), moment))
  expect(second.steps.map((step) => [step.status, step.skipped])).toEqual([['skipped', 'condition'], ['open', null]])
  expect(stateOf(begin(flow, new Set(), moment)).status).toBe('approved')
})

test('nobody to be asked: skipped, or refused at once and named', () => {
  const skipping = arrange([{ people: [] }, { people: [bob] }], { whenNobody: 'skip' })
  expect(skipping.statuses).toEqual(['skipped', 'open'])
  const { flow, people } = flowOf([{ people: [amy] }, { people: [] }])
  expect(begin(flow, everything(flow), momentOf(people))).toEqual({ ok: false, code: 'approval.nobody', data: { step: '第 2 步' } })
})

test('people who left meanwhile: it comes back to the requester instead of waiting for nobody', () => {
  const { flow, people } = flowOf([{ people: [amy] }, { people: [bob] }, { people: [cat], isParallel: true }])
  const moment = momentOf(people)
  const asked = stateOf(begin(flow, everything(flow), moment))
  people.set(uuid(102), [])
  const after = stateOf(decide(flow, asked, { userId: amy, decision: 'approve', comment: '' }, moment))
  expect(after.status).toBe('returned')
  expect(waitsFor(after)).toEqual([])
  expect(codeOf(resubmit(flow, after, everything(flow), moment))).toBe('approval.nobody')
})

test('returned and asked again: from the first step, what was said before is kept', () => {
  const a = arrange([{ people: [amy] }, { people: [bob, cat] }])
  a.say(amy, 'approve')
  expect(codeOf(resubmit(a.flow, a.state, everything(a.flow), a.moment))).toBe('approval.not_returned')
  expect(a.say(cat, 'return', '价格再谈')).toBe('returned')
  expect(waitsFor(a.state)).toEqual([])
  expect(codeOf(a.try(bob, 'approve'))).toBe('approval.ended')
  a.do(resubmit(a.flow, a.state, everything(a.flow), a.moment))
  expect(a.state).toMatchObject({ status: 'waiting', round: 2 })
  expect(waitsFor(a.state)).toEqual([amy])
  expect(a.state.earlier.map((task) => [task.userId, task.status, task.round])).toEqual([[amy, 'approved', 1], [bob, 'skipped', 1], [cat, 'returned', 1]])
  a.say(amy, 'approve')
  expect(a.say(bob, 'approve')).toBe('approved')
})

test('a no and a return need a reason, a yes does not', () => {
  const a = arrange([{ people: [amy] }])
  expect(codeOf(a.try(amy, 'reject', '  '))).toBe('approval.comment_required')
  expect(codeOf(a.try(amy, 'return', ''))).toBe('approval.comment_required')
  expect(a.say(amy, 'approve', '')).toBe('approved')
})

test('withdrawn while it waits or after a return, not after its end', () => {
  const a = arrange([{ people: [amy] }])
  const withdrawn = stateOf(withdraw(a.state, later))
  expect(withdrawn.status).toBe('withdrawn')
  expect(waitsFor(withdrawn)).toEqual([])
  expect(codeOf(withdraw(withdrawn, later))).toBe('approval.ended')
  a.say(amy, 'return')
  expect(stateOf(withdraw(a.state, later)).status).toBe('withdrawn')
})

test('handed on: the vote goes along with its deadline, and may be handed back', () => {
  const a = arrange([{ people: [amy, bob], mode: 'all', dueHours: 10 }])
  const due = a.state.steps[0]?.tasks[0]?.dueAt
  expect(codeOf(delegate(a.state, { userId: amy, toUserId: bob, comment: '' }, a.moment))).toBe('approval.already_asked')
  expect(codeOf(delegate(a.state, { userId: cat, toUserId: dan, comment: '' }, a.moment))).toBe('approval.not_yours')
  a.do(delegate(a.state, { userId: amy, toUserId: cat, comment: '出差' }, a.moment))
  expect(openTaskOf(a.state, cat)?.task).toMatchObject({ forUserId: amy, dueAt: due })
  expect(codeOf(a.try(amy, 'approve'))).toBe('approval.not_yours')
  a.do(delegate(a.state, { userId: cat, toUserId: amy, comment: '' }, a.moment))
  a.say(amy, 'approve')
  expect(a.say(bob, 'approve')).toBe('approved')
})

test('one more approver: their vote counts', () => {
  const a = arrange([{ people: [amy], mode: 'all' }])
  a.do(addApprover(a.state, { userId: amy, addUserId: bob }, a.moment))
  expect(a.say(amy, 'approve')).toBe('waiting')
  expect(a.say(bob, 'approve')).toBe('approved')
})

test('a deadline reminds once, and asks somebody besides who settles what was let pass', () => {
  const a = arrange([{ people: [amy, bob, cat], mode: 'all', dueHours: 24, escalateTo: dan }])
  expect(a.do(passDeadlines(a.flow, a.state, a.moment))).toEqual({ opened: [], reminded: [], escalated: [] })
  a.say(amy, 'approve')
  const late = { ...a.moment, now: later }
  const effects = a.do(passDeadlines(a.flow, a.state, late))
  expect(effects?.reminded.map((task) => task.userId)).toEqual([bob, cat])
  expect(effects?.escalated.map((task) => [task.userId, task.isEscalation, task.seats.length])).toEqual([[dan, true, 2]])
  expect(a.do(passDeadlines(a.flow, a.state, late))).toEqual({ opened: [], reminded: [], escalated: [] })
  // Bob is late, but in time before Dan; Dan's word then stands for Cat.
  a.say(bob, 'approve')
  expect(waitsFor(a.state)).toEqual([cat, dan])
  expect(a.say(dan, 'approve')).toBe('approved')
  expect(a.state.steps[0]?.tasks.find((task) => task.userId === cat)?.status).toBe('skipped')
})

test('who is asked after a deadline is not asked again after their own', () => {
  const a = arrange([{ people: [amy], dueHours: 1, escalateTo: bob }])
  a.do(passDeadlines(a.flow, a.state, { ...a.moment, now: later }))
  const again = a.do(passDeadlines(a.flow, a.state, { ...a.moment, now: '2026-03-09T02:00:00.000Z' }))
  expect(again).toMatchObject({ escalated: [], reminded: [{ userId: bob }] })
  expect(a.state.steps[0]?.tasks).toHaveLength(2)
})

test('tasks of people who are gone go to others', () => {
  const a = arrange([{ people: [amy, bob], mode: 'all' }])
  a.do(replaceGone(a.flow, a.state, (userId) => userId === amy, { ...a.moment, heirs: () => [{ userId: bob, forUserId: null }, { userId: eve, forUserId: null }] }))
  expect(waitsFor(a.state)).toEqual([bob, eve])
  a.say(bob, 'approve')
  expect(a.say(eve, 'approve')).toBe('approved')
})

test('remarks decide nothing and have an end', () => {
  const a = arrange([{ people: [amy] }])
  for (let i = 0; i < APPROVAL_LIMITS.comments; i++) a.do(comment(a.state, { userId: bob, text: '看一下' }, later))
  expect(a.state.status).toBe('waiting')
  expect(codeOf(comment(a.state, { userId: bob, text: '再看' }, later))).toBe('approval.too_many')
})

test('the same person asked in several ways has one task, in parallel steps one in each', () => {
  const { flow, people } = flowOf([{ people: [amy, amy] }, { people: [amy], isParallel: true }])
  const moment = momentOf(people)
  const state = stateOf(begin(flow, everything(flow), moment))
  expect(state.steps.map((step) => step.tasks.length)).toEqual([1, 1])
  const [first, second] = state.steps.flatMap((step) => step.tasks)
  const once = stateOf(decide(flow, state, { userId: amy, taskId: second?.id, decision: 'approve', comment: '' }, moment))
  expect(once.steps.map((step) => step.status)).toEqual(['open', 'approved'])
  // A second tap on the same task hits nothing else.
  expect(codeOf(decide(flow, once, { userId: amy, taskId: second?.id, decision: 'approve', comment: '' }, moment))).toBe('approval.not_yours')
  expect(stateOf(decide(flow, once, { userId: amy, taskId: first?.id, decision: 'approve', comment: '' }, moment)).status).toBe('approved')
})

// ------------------------------------------------------------------------------------------------------ properties
const everybody = [amy, bob, cat, dan, eve]
const person = fc.constantFrom(...everybody)
const step = fc.record({
  people: fc.uniqueArray(person, { maxLength: 4 }), mode: fc.constantFrom<FlowStep['mode']>('one', 'all', 'majority'), isParallel: fc.boolean(),
  dueHours: fc.option(fc.integer({ min: 1, max: 48 }), { nil: undefined }), escalateTo: fc.option(person, { nil: undefined }),
})
const act = fc.oneof(
  fc.record({ kind: fc.constant('decide' as const), who: person, decision: fc.constantFrom<Decision>('approve', 'approve', 'approve', 'reject', 'return') }),
  fc.record({ kind: fc.constantFrom('delegate' as const, 'add' as const), who: person, other: person }),
  fc.record({ kind: fc.constantFrom('withdraw' as const, 'resubmit' as const, 'gone' as const), who: person }),
  fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 60 }) }),
)
const story = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 5 }), applies: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  whenNobody: fc.constantFrom<FlowDefinition['whenNobody']>('skip', 'admin'), acts: fc.array(act, { maxLength: 40 }),
})

/** What must hold of every state, whatever was done. */
function expectSound(flow: FlowDefinition, state: ApprovalState): void {
  const open = state.steps.filter((one) => one.status === 'open')
  // It waits exactly while somebody is asked: it can neither hang nor go on after its end.
  expect(open.length > 0).toBe(state.status === 'waiting')
  for (const one of open) {
    expect(one.tasks.some((task) => task.status === 'open')).toBe(true)
    expect(outcomeOf(one)).toBeNull()
  }
  for (const one of state.steps.filter((other) => other.status !== 'open')) expect(one.tasks.every((task) => task.status !== 'open')).toBe(true)
  // Steps of one group alone are open, and everything before them is through.
  const groups = groupsOf(state.steps)
  const openGroups = groups.filter((group) => group.some((one) => one.status === 'open'))
  expect(openGroups.length).toBeLessThanOrEqual(1)
  const at = openGroups[0] === undefined ? -1 : groups.indexOf(openGroups[0])
  for (const group of groups.slice(0, Math.max(at, 0))) for (const one of group) expect(['approved', 'skipped']).toContain(one.status)
  if (state.status === 'approved') {
    for (const one of state.steps) {
      expect(['approved', 'skipped']).toContain(one.status)
      if (one.status === 'approved') expect(outcomeOf(one)).toBe('approved')
      else expect(one.skipped).not.toBe('ended')
    }
  }
  if (state.status === 'rejected') expect(state.steps.filter((one) => one.status === 'rejected').map(outcomeOf)).toEqual(['rejected'])
  for (const one of state.steps) {
    // Nobody holds two open tasks of a step, and a decided one has its instant.
    const holders = one.tasks.filter((task) => task.status !== 'delegated').map((task) => task.userId)
    expect(new Set(holders).size).toBe(holders.length)
    for (const task of one.tasks) expect(task.decidedAt === null).toBe(task.status === 'open')
  }
  expect(state.steps.map((one) => one.id)).toEqual(flow.steps.map((one) => one.id))
}

/** Everything that was said: who, on which task. */
const wordsOf = (state: ApprovalState) =>
  [...state.earlier, ...state.steps.flatMap((one) => one.tasks)].filter((task) => !['open', 'skipped'].includes(task.status)).map((task) => `${task.id} ${task.userId} ${task.status} ${task.comment}`)

test('whatever people do in whatever order: sound after every act, no word changed, and it ends', () => {
  fc.assert(fc.property(story, ({ steps, applies, whenNobody, acts }) => {
    const { flow, people } = flowOf(steps, { whenNobody })
    const moment = momentOf(people)
    const applied = new Set(flow.steps.filter((_, i) => applies[i] === true).map((one) => one.id))
    const begun = begin(flow, applied, moment)
    if (!begun.ok) {
      expect(begun.code).toBe('approval.nobody')
      return
    }
    let { state } = begun
    expectSound(flow, state)
    const ended = (status: string) => ['approved', 'rejected', 'withdrawn'].includes(status)
    const run = (outcome: Outcome) => {
      if (!outcome.ok) return
      const said = wordsOf(state)
      expect(ended(state.status) && JSON.stringify(outcome.state) !== JSON.stringify(state)).toBe(false)
      // Never two decisions of one task, and none taken back.
      expect(wordsOf(outcome.state)).toEqual(expect.arrayContaining(said))
      state = outcome.state
      expectSound(flow, state)
    }
    let now = Date.parse(moment.now)
    for (const one of acts) {
      const frozen = JSON.stringify(state)
      const before = state
      const at = { ...moment, now: new Date(now).toISOString() }
      switch (one.kind) {
        case 'decide':
          run(decide(flow, state, { userId: one.who, decision: one.decision, comment: '理由' }, at))
          break
        case 'delegate':
          run(delegate(state, { userId: one.who, toUserId: one.other, comment: '' }, at))
          break
        case 'add':
          run(addApprover(state, { userId: one.who, addUserId: one.other }, at))
          break
        case 'withdraw':
          run(withdraw(state, at.now))
          break
        case 'resubmit':
          run(resubmit(flow, state, applied, at))
          break
        case 'gone':
          run(replaceGone(flow, state, (userId) => userId === one.who, { ...at, heirs: () => everybody.filter((userId) => userId !== one.who).map((userId) => ({ userId, forUserId: null })) }))
          break
        case 'wait':
          now += one.hours * 3_600_000
          run(passDeadlines(flow, state, { ...at, now: new Date(now).toISOString() }))
      }
      // Pure: what was handed in is as it was.
      expect(JSON.stringify(before)).toBe(frozen)
    }
    // Everybody who is asked says yes: it ends after no more words than there are tasks.
    if (state.status === 'returned') run(resubmit(flow, state, applied, moment))
    for (let i = 0; i <= APPROVAL_LIMITS.tasks && state.status === 'waiting'; i++) {
      const [next] = waitsFor(state)
      run(decide(flow, state, { userId: next ?? '', decision: 'approve', comment: '' }, moment))
    }
    expect(state.status).not.toBe('waiting')
  }), { numRuns: 400 })
})

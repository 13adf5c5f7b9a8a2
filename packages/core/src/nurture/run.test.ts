import fc from 'fast-check'
import { expect, test } from 'vitest'
import { workCalendar } from '../lib/work-calendar.ts'
import { dryRun } from './dry-run.ts'
import { afterMail, afterStep, type RunState } from './run.ts'
import { sequenceDefinition, type SequenceDefinition, type Step } from './sequence.ts'
import { firstStep, placeSteps } from './walk.ts'

const timing = { timeZone: 'Asia/Shanghai', calendar: workCalendar('Asia/Shanghai') }
const always = { from: '00:00', to: '00:00', workDaysOnly: false }

/** Sequences of any shape, with ids that differ. */
const shape = fc.letrec<{ steps: Step[]; step: Step }>((tie) => ({
  step: fc.oneof({ maxDepth: 3 },
    fc.record({ id: fc.constant(''), type: fc.constant('wait' as const), amount: fc.integer({ min: 1, max: 9 }), unit: fc.constantFrom('minutes', 'hours', 'days', 'work_days', 'work_hours'), at: fc.constant(null) }) as fc.Arbitrary<Step>,
    fc.constant<Step>({ id: '', type: 'mail', senderId: null, variants: [{ id: 'vara', templateId: null, weight: 1 }] }),
    fc.constant<Step>({ id: '', type: 'score', points: 1, reason: 'x' }),
    fc.constant<Step>({ id: '', type: 'end' }),
    fc.record({ id: fc.constant(''), type: fc.constant('branch' as const), test: fc.constant({ kind: 'behaviour' as const, behaviour: 'clicked' as const, stepId: null, atLeast: 1 }), yes: tie('steps'), no: tie('steps') }) as fc.Arbitrary<Step>,
  ),
  steps: fc.array(tie('step'), { maxLength: 4 }),
})).steps
const named = (steps: readonly Step[], next = { n: 0 }): Step[] =>
  steps.map((step) => {
    const id = `step${String(next.n++).padStart(4, '0')}`
    return step.type === 'branch' ? { ...step, id, yes: named(step.yes, next), no: named(step.no, next) } : { ...step, id }
  })
const sequences = shape.map((steps): SequenceDefinition => ({ trigger: { kind: 'manual' }, where: null, againAfterDays: null, steps: named(steps), exits: { replied: true, ready: true, where: null } }))

/** What the world answers at a step: always the same for the same step, as rows in a database would. */
const answers = (seed: number, id: string) => (seed + Number(id.slice(4))) % 2 === 0

/** Runs to the end, taking up the state from its text after every step; `dies` says where a process dies before it could save. */
function run(definition: SequenceDefinition, seed: number, dies: (tick: number) => boolean): string[] {
  const placed = placeSteps(definition)
  let saved = JSON.stringify({ stepId: firstStep(definition), dueAt: 1_772_416_800_000, waitsFor: 'time' } satisfies RunState)
  const log: string[] = []
  for (let tick = 0; tick < 2000; tick++) {
    const state = JSON.parse(saved) as RunState
    if (state.stepId === null) return log
    const here = placed.get(state.stepId)
    if (here === undefined) throw new Error(`lost at ${state.stepId}`)
    if (state.waitsFor === 'mail') {
      const next = afterMail(here, state.dueAt + 60_000)
      if (dies(tick)) continue
      saved = JSON.stringify(next)
      continue
    }
    const outcome = here.step.type === 'branch' ? (answers(seed, here.step.id) ? 'yes' : 'no') : here.step.type === 'mail' ? (answers(seed, here.step.id) ? 'mailed' : 'not_mailed') : 'done'
    const next = afterStep(here, { outcome }, state.dueAt, timing)
    // Line and state are saved together or not at all.
    if (dies(tick)) continue
    log.push(`${here.step.id} ${outcome} ${state.dueAt}`)
    saved = JSON.stringify(next)
  }
  throw new Error('no end')
}

test('a sequence run step by step with restarts gives the same log as without', () => {
  fc.assert(fc.property(sequences, fc.nat(9), fc.array(fc.boolean(), { maxLength: 60 }), (definition, seed, deaths) => {
    expect(run(definition, seed, (tick) => deaths[tick] === true)).toEqual(run(definition, seed, () => false))
  }), { numRuns: 300, seed: 7 })
})

test('no step is done twice, every step of the log is in the sequence, time never runs back', () => {
  fc.assert(fc.property(sequences, fc.nat(9), (definition, seed) => {
    const log = run(definition, seed, () => false)
    const ids = log.map((line) => line.split(' ')[0])
    expect(new Set(ids).size).toBe(ids.length)
    const times = log.map((line) => Number(line.split(' ')[2]))
    expect(times).toEqual(times.toSorted((a, b) => a - b))
  }), { numRuns: 300, seed: 8 })
})

test('the dry run goes the way that the run goes', () => {
  fc.assert(fc.property(sequences, fc.nat(9), (definition, seed) => {
    const path = dryRun(definition, 1_772_416_800_000, timing, always, (branch) => answers(seed, branch.id), false)
    const log = run(definition, seed, () => false)
    expect(path.map((step) => step.stepId)).toEqual(log.map((line) => line.split(' ')[0]))
  }), { numRuns: 200, seed: 9 })
})

test('a definition is bounded before it is parsed', () => {
  let steps: unknown = []
  for (let depth = 0; depth < 5000; depth++) steps = [{ id: 'aaaa', type: 'branch', test: { kind: 'behaviour', behaviour: 'clicked' }, yes: steps, no: [] }]
  const parsed = sequenceDefinition.safeParse({ trigger: { kind: 'manual' }, steps })
  expect(parsed.error?.issues[0]?.message).toBe('sequence.too_large')
  expect(sequenceDefinition.safeParse({ trigger: { kind: 'manual' }, steps: Array.from({ length: 61 }, (_, i) => ({ id: `s${1000 + i}`, type: 'end' })) }).success).toBe(false)
  expect(sequenceDefinition.parse({ trigger: { kind: 'manual' }, steps: [] }).exits).toEqual({ replied: true, ready: true, where: null })
})

import { check } from '../conditions/check.ts'
import type { Condition } from '../conditions/condition.ts'
import type { ObjectCatalogue } from '../conditions/catalogue.ts'
import type { SequenceDefinition, Step } from './sequence.ts'
import { placeSteps } from './walk.ts'

export const problemCodes = [
  'no_steps', 'no_campaign', 'no_status', 'score_range', 'no_where', 'condition', 'duplicate_id', 'no_template', 'unknown_template', 'template', 'unknown_sender', 'no_text', 'unknown_user',
  'no_tag', 'unknown_tag', 'no_points', 'empty_branch', 'unknown_mail', 'not_reached', 'no_sender',
] as const
/** What stands in the way of publishing, and at which step; null: the trigger, `exits`: the way out. */
export interface SequenceProblem {
  stepId: string | null
  code: (typeof problemCodes)[number]
}

/** What the organisation has, by which references are judged. */
export interface KnownThings {
  templates: ReadonlySet<string>
  /** Templates that cannot be filled in: wrong variables, broken tags. */
  brokenTemplates: ReadonlySet<string>
  senders: ReadonlySet<string>
  users: ReadonlySet<string>
  tags: ReadonlySet<string>
  lead: ObjectCatalogue
}

export function sequenceProblems(definition: SequenceDefinition, known: KnownThings): SequenceProblem[] {
  const problems: SequenceProblem[] = []
  const say = (stepId: string | null, code: SequenceProblem['code']) => void problems.push({ stepId, code })
  const checkCondition = (stepId: string | null, condition: Condition) => {
    try {
      check(condition, known.lead)
    } catch {
      say(stepId, 'condition')
    }
  }
  const { trigger } = definition
  if (definition.steps.length === 0) say(null, 'no_steps')
  if (trigger.kind === 'campaign' && trigger.campaignIds.length === 0) say(null, 'no_campaign')
  if (trigger.kind === 'status' && trigger.statuses.length === 0) say(null, 'no_status')
  if (trigger.kind === 'score' && trigger.to !== null && trigger.to <= trigger.from) say(null, 'score_range')
  if (trigger.kind === 'condition' && (definition.where === null || isEmpty(definition.where))) say(null, 'no_where')
  if (definition.where !== null) checkCondition(null, definition.where)
  if (definition.exits.where !== null) checkCondition('exits', definition.exits.where)

  const placed = placeSteps(definition)
  const seen = new Set<string>()
  /** `earlier`: mails that every lead that comes here has passed, or may have passed. */
  const walk = (steps: readonly Step[], earlier: ReadonlySet<string>): Set<string> => {
    let mails = new Set(earlier)
    steps.forEach((step, i) => {
      if (seen.has(step.id)) say(step.id, 'duplicate_id')
      seen.add(step.id)
      if (step.type === 'end' && i < steps.length - 1) say(steps[i + 1]?.id ?? step.id, 'not_reached')
      judgeStep(step, mails, known, say, checkCondition)
      if (step.type === 'mail') mails.add(step.id)
      if (step.type === 'branch') mails = new Set([...walk(step.yes, mails), ...walk(step.no, mails)])
    })
    return mails
  }
  walk(definition.steps, new Set())
  if (known.senders.size === 0 && [...placed.values()].some(({ step }) => step.type === 'mail')) say(null, 'no_sender')
  return problems
}

const isEmpty = (condition: Condition) => 'and' in condition && condition.and.length === 0

function judgeStep(step: Step, mails: ReadonlySet<string>, known: KnownThings, say: (stepId: string, code: SequenceProblem['code']) => void, checkCondition: (stepId: string, condition: Condition) => void): void {
  switch (step.type) {
    case 'mail': {
      const templates = step.variants.map((one) => one.templateId)
      if (templates.includes(null)) say(step.id, 'no_template')
      else if (templates.some((one) => one !== null && !known.templates.has(one))) say(step.id, 'unknown_template')
      else if (templates.some((one) => one !== null && known.brokenTemplates.has(one))) say(step.id, 'template')
      if (step.senderId !== null && !known.senders.has(step.senderId)) say(step.id, 'unknown_sender')
      return
    }
    case 'branch':
      if (step.yes.length === 0 && step.no.length === 0) say(step.id, 'empty_branch')
      if (step.test.kind === 'condition') {
        if (isEmpty(step.test.condition)) say(step.id, 'condition')
        else checkCondition(step.id, step.test.condition)
      } else if (['opened', 'clicked'].includes(step.test.behaviour) && (step.test.stepId === null ? mails.size === 0 : !mails.has(step.test.stepId))) say(step.id, 'unknown_mail')
      return
    case 'notify':
      if (step.text === '') say(step.id, 'no_text')
      if (step.userId !== null && !known.users.has(step.userId)) say(step.id, 'unknown_user')
      return
    case 'task':
      if (step.text === '') say(step.id, 'no_text')
      return
    case 'tag':
      if (step.addTagIds.length + step.removeTagIds.length === 0) say(step.id, 'no_tag')
      else if ([...step.addTagIds, ...step.removeTagIds].some((tag) => !known.tags.has(tag))) say(step.id, 'unknown_tag')
      return
    case 'score':
      if (step.points === 0) say(step.id, 'no_points')
      if (step.reason === '') say(step.id, 'no_text')
      return
    case 'wait':
    case 'end':
  }
}

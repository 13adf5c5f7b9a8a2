import { pipelineDefinition } from '@sluice/core/config/pipeline-definition'
import type { PipelineDefinition } from '@sluice/core/config/pipeline-definition'

/** Something that keeps a definition from being saved or published: where, as the path within it, and a stable code. */
export interface DesignProblem {
  path: string
  code: string
}

const message = /^[a-z_]+\.[a-z_]+$/

/** What the schema finds wrong, before anything is sent. Codes of refusals stay; the rest is `empty`, `too_long` or `invalid`. */
export function problemsOf(definition: PipelineDefinition): DesignProblem[] {
  const read = pipelineDefinition.safeParse(definition)
  if (read.success) return []
  return read.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    code: message.test(issue.message) ? issue.message : issue.code === 'too_small' ? 'empty' : issue.code === 'too_big' ? 'too_long' : 'invalid',
  }))
}

export type Section = 'basics' | 'gates' | 'dwell' | 'playbook' | 'rules' | 'routing'

/** Where in the designer a path of the definition is edited: the stage (or the pipeline itself, or the win) and its section. */
export interface Place {
  at: string
  section: Section
}

const stageSections: Readonly<Record<string, Section>> = {
  entryGate: 'gates', exitGate: 'gates', entryCriteria: 'gates', exitCriteria: 'gates', dwell: 'dwell', nextStepHint: 'dwell', nextStepRequired: 'dwell', playbook: 'playbook',
}

/** The place of a problem's path (`stages.2.entryGate.items.0`, also written `stages[2]…`). What cannot be placed is of the pipeline. */
export function placeOf(path: string, definition: PipelineDefinition): Place {
  const [first, second, third] = path.replaceAll(/\[(\d+)\]/g, '.$1').split('.').filter((part) => part !== 'definition' && part !== 'body')
  if (first === 'stages') {
    const stage = definition.stages[Number(second)] ?? definition.stages.find((one) => one.id === second)
    return { at: stage?.id ?? 'pipeline', section: stageSections[third ?? ''] ?? 'basics' }
  }
  if (first === 'wonGate' || first === 'wonCriteria') return { at: 'won', section: 'gates' }
  if (first === 'rules') return { at: 'pipeline', section: 'rules' }
  if (first === 'routing' || first === 'routingPriority') return { at: 'pipeline', section: 'routing' }
  return { at: 'pipeline', section: 'basics' }
}

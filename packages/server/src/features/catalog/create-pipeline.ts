import { gateOf, formsOf } from '@sluice/core/config/gate-template'
import { pipelineDefinition, type PipelineDefinition } from '@sluice/core/config/pipeline-definition'
import { playbookOf } from '@sluice/core/config/playbook-template'
import type { PipelineTemplate } from '@sluice/core/config/template-schema'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { ensureForm } from './ensure-form.ts'
import { writeDefinition } from './write-definition.ts'

type Language = 'zh' | 'en'
type DefinitionInput = z.input<typeof pipelineDefinition>

/** A stage to be made: `key` tells it from the others of its pipeline and never changes. */
type NewStage = Omit<StageInput, 'id'> & { key: string; id?: string }
type StageInput = DefinitionInput['stages'][number]
/** A pipeline to be made; what is left out has the definition's defaults. */
export type NewPipeline = Omit<DefinitionInput, 'stages'> & { templateKey: string | null; stages: NewStage[] }

/** Creates the pipeline that a template describes, in one language, with the questionnaires that its gates ask for. */
export async function createFromTemplate(tx: Tx, act: Act, template: PipelineTemplate, language: Language, name?: string): Promise<{ id: string; stageIds: Map<string, string> }> {
  const forms = new Map<string, string>()
  const gates = [template.wonGate, ...template.stages.flatMap((stage) => [stage.entryGate, stage.exitGate])]
  for (const key of new Set(gates.flatMap(formsOf))) forms.set(key, await ensureForm(tx, act, key, language))
  return createPipeline(tx, act, fromTemplate(template, language, forms, name))
}

/** A pipeline as the template describes it; `forms` has the organisation's questionnaires by key. */
function fromTemplate(template: PipelineTemplate, language: Language, forms: ReadonlyMap<string, string>, name?: string): NewPipeline {
  const making = {
    language, newId,
    formId: (key: string) => {
      const id = forms.get(key)
      if (id === undefined) throw new Error(`no form ${key}`)
      return id
    },
  }
  return {
    name: name ?? template.name[language], definition: template.description[language], templateKey: template.key,
    wonName: template.wonName[language], wonCriteria: template.wonCriteria[language], lostName: template.lostName[language],
    wonGate: template.wonGate === undefined ? null : gateOf(template.wonGate, making),
    ...(template.dormantDays !== undefined && { rules: { dormantDays: template.dormantDays } }),
    stages: template.stages.map((stage): NewStage => ({
      key: stage.key, name: stage.name[language], definition: stage.definition[language], entryCriteria: stage.entryCriteria[language],
      exitCriteria: stage.exitCriteria[language], winProbability: stage.winProbability, forecastCategory: stage.forecastCategory, layer: stage.layer,
      color: stage.color, dwell: { type: 'days', days: stage.dwellDays }, nextStepHint: stage.nextStepHint[language], nextStepRequired: stage.nextStepRequired ?? false,
      entryGate: stage.entryGate === undefined ? null : gateOf(stage.entryGate, making),
      exitGate: stage.exitGate === undefined ? null : gateOf(stage.exitGate, making),
      ...(stage.playbook !== undefined && { playbook: playbookOf(stage.playbook, language) }),
    })),
  }
}

const plainColors = ['#7aa7f0', '#5b8ff9', '#3f7fe0', '#2f6fd0', '#245cb8', '#1d4f9f']

/** A pipeline of plain stage names, without gates: probabilities rise evenly towards the win, to be corrected by what the data says. */
export function fromNames(name: string, stageNames: readonly string[], wonName: string, lostName: string): NewPipeline {
  return {
    name, templateKey: null, wonName, lostName,
    stages: stageNames.map((stageName, i) => ({
      key: `stage_${i + 1}`, name: stageName,
      winProbability: Math.round(((i + 1) / (stageNames.length + 1)) * 10_000) / 10_000,
      forecastCategory: 'pipeline', layer: i === 0 ? 'nurture' : i === stageNames.length - 1 ? 'sign' : 'advance',
      color: plainColors[Math.min(i, plainColors.length - 1)] ?? '#7aa7f0',
    })),
  }
}

/** Creates a pipeline at the end of the list, its definition as version 1. Answers the ids by stage key. `id`: of the pipeline, if it has one already. */
export async function createPipeline(tx: Tx, act: Act, pipeline: NewPipeline, id = newId()): Promise<{ id: string; stageIds: Map<string, string> }> {
  const { orgId } = act
  const keyed = pipeline.stages.map(({ key, ...stage }) => ({ key, stage: { ...stage, id: stage.id ?? newId() } satisfies StageInput }))
  const definition: PipelineDefinition = pipelineDefinition.parse({ ...pipeline, stages: keyed.map(({ stage }) => stage) })
  await sql`insert into pipeline (org_id, id, name, template_key, won_name, lost_name, position, created_at)
    select ${orgId}, ${id}, ${definition.name}, ${pipeline.templateKey}, ${definition.wonName}, ${definition.lostName}, coalesce(max(position), 0) + 1, ${act.now}
    from pipeline where org_id = ${orgId}`.execute(tx)
  await writeDefinition(tx, act, id, definition, { n: 1, mapping: [], note: '', undoesN: null }, new Map(keyed.map(({ key, stage }) => [stage.id, key])))
  await append(tx, act, [{ type: 'config.changed', payload: { what: 'pipeline', name: definition.name }, subjectType: 'config', subjectId: id, ownerId: null, teamId: null }])
  return { id, stageIds: new Map(keyed.map(({ key, stage }) => [key, stage.id])) }
}

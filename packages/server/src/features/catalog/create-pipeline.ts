import type { PipelineTemplate } from '@sluice/core/config/template-schema'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'

type Language = 'zh' | 'en'

export interface NewStage {
  key: string
  name: string
  definition: string
  entryCriteria: string
  exitCriteria: string
  winProbability: number
  forecastCategory: string
  layer: string
  color: string
  dwellDays: number | null
  nextStepHint: string
}

export interface NewPipeline {
  name: string
  definition: string
  templateKey: string | null
  wonName: string
  wonCriteria: string
  lostName: string
  stages: NewStage[]
}

/** A pipeline as the template describes it, in one language. */
export function fromTemplate(template: PipelineTemplate, language: Language, name?: string): NewPipeline {
  return {
    name: name ?? template.name[language], definition: template.description[language], templateKey: template.key,
    wonName: template.wonName[language], wonCriteria: template.wonCriteria[language], lostName: template.lostName[language],
    stages: template.stages.map((stage) => ({
      ...stage, name: stage.name[language], definition: stage.definition[language], entryCriteria: stage.entryCriteria[language],
      exitCriteria: stage.exitCriteria[language], nextStepHint: stage.nextStepHint[language],
    })),
  }
}

const plainColors = ['#7aa7f0', '#5b8ff9', '#3f7fe0', '#2f6fd0', '#245cb8', '#1d4f9f']

/** A pipeline of plain stage names: probabilities rise evenly towards the win, to be corrected by what the data says. */
export function fromNames(name: string, stageNames: readonly string[], wonName: string, lostName: string): NewPipeline {
  return {
    name, definition: '', templateKey: null, wonName, wonCriteria: '', lostName,
    stages: stageNames.map((stageName, i) => ({
      key: `stage_${i + 1}`, name: stageName, definition: '', entryCriteria: '', exitCriteria: '',
      winProbability: Math.round(((i + 1) / (stageNames.length + 1)) * 10_000) / 10_000,
      forecastCategory: 'pipeline', layer: i === 0 ? 'nurture' : i === stageNames.length - 1 ? 'sign' : 'advance',
      color: plainColors[Math.min(i, plainColors.length - 1)] ?? '', dwellDays: null, nextStepHint: '',
    })),
  }
}

/** Creates a pipeline with its stages at the end of the list. Answers the ids by stage key. */
export async function createPipeline(tx: Tx, act: Act, pipeline: NewPipeline): Promise<{ id: string; stageIds: Map<string, string> }> {
  const id = newId()
  const { orgId } = act
  await sql`insert into pipeline (org_id, id, name, definition, template_key, won_name, won_criteria, lost_name, position, created_at)
    select ${orgId}, ${id}, ${pipeline.name}, ${pipeline.definition}, ${pipeline.templateKey}, ${pipeline.wonName}, ${pipeline.wonCriteria},
           ${pipeline.lostName}, coalesce(max(position), 0) + 1, ${act.now} from pipeline where org_id = ${orgId}`.execute(tx)
  const stageIds = new Map(pipeline.stages.map((stage) => [stage.key, newId()]))
  await tx
    .insertInto('stage')
    .values(
      pipeline.stages.map((stage, i) => ({
        org_id: orgId, id: stageIds.get(stage.key) ?? newId(), pipeline_id: id, position: i + 1, key: stage.key, name: stage.name,
        definition: stage.definition, entry_criteria: stage.entryCriteria, exit_criteria: stage.exitCriteria,
        win_probability: String(stage.winProbability), forecast_category: stage.forecastCategory, layer: stage.layer,
        color: stage.color, dwell_days: stage.dwellDays, next_step_hint: stage.nextStepHint,
      })),
    )
    .execute()
  await append(tx, act, [{ type: 'config.changed', payload: { what: 'pipeline', name: pipeline.name }, subjectType: 'config', subjectId: id, ownerId: null, teamId: null }])
  return { id, stageIds }
}

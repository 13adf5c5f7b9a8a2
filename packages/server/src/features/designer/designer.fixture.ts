import { createPipeline, listPipelines, type Pipeline } from '@sluice/core/catalog/contract'
import type { PipelineDefinition, StageDefinition, StageMapping } from '@sluice/core/config/pipeline-definition'
import { getDraft, publishDraft, saveDraft, undoPublication } from '@sluice/core/designer/contract'
import { getFunnel } from '@sluice/core/funnel/contract'
import { createDeal, moveDeal } from '@sluice/core/pipeline/contract'
import { sql } from 'kysely'
import { newId } from '../../platform/ids.ts'
import type { TestApp } from '../../testing/app.ts'

/** For tests: an organisation with a pipeline of four plain stages 甲乙丙丁, without gates. */
export async function createDesignOrg(t: TestApp) {
  const org = await t.org()
  const made = await org.admin.ok(createPipeline, { body: { name: '试验流程', stages: ['甲', '乙', '丙', '丁'] } })
  const params = { id: made.id }
  const live = async (): Promise<Pipeline> => {
    const found = (await org.admin.ok(listPipelines)).items.find((one) => one.id === made.id)
    if (found === undefined) throw new Error('no pipeline')
    return found
  }
  const rows = <T>(query: ReturnType<typeof sql<T>>) => t.db.read(org.orgId, async (tx) => (await query.execute(tx)).rows)
  return {
    ...org, params, live, rows, pipelineId: made.id,
    stages: made.stages.map((stage) => stage.id) as [string, string, string, string],
    deal: (title: string, stageId?: string, amountMinor = 100_00) => org.admin.ok(createDeal, { body: { title, pipelineId: made.id, amountMinor, ...(stageId && { stageId }) } }),
    move: (id: string, stageId: string) => org.admin.ok(moveDeal, { params: { id }, body: { stageId } }),
    /** Saves a draft made by `change` from the live definition (or the draft there is). */
    save: async (change: (definition: PipelineDefinition) => PipelineDefinition, mapping: StageMapping = []) => {
      const { definition, version } = await org.admin.ok(getDraft, { params })
      return org.admin.ok(saveDraft, { params, body: { definition: change(definition), mapping, version } })
    },
    publish: async (note = '') => {
      const { version } = await org.admin.ok(getDraft, { params })
      return org.admin.ok(publishDraft, { params, body: { version, note } })
    },
    undo: (n: number) => org.admin.ok(undoPublication, { params, body: { n } }),
    /** Name → how many entered it, of the deals that entered the pipeline. */
    funnel: async (query: { asOf?: string } = {}) => {
      const { stages } = await live()
      const answer = await org.admin.ok(getFunnel, { query: { pipeline: made.id, ...query } })
      return Object.fromEntries(answer.steps.map((step) => [stages.find((stage) => stage.id === step.stageId)?.name ?? step.stageId, step]))
    },
    stays: (dealId: string) =>
      rows(sql<{ stage_id: string; entered_at: string; left_at: string | null; exit: string | null; to_stage_id: string | null }>`
        select stage_id, entered_at, left_at, exit, to_stage_id from stay where org_id = ${org.orgId} and deal_id = ${dealId} order by n`),
    /** All rows of the projections, to be compared with themselves. */
    projections: () =>
      rows(sql<{ stays: unknown; versions: unknown }>`
        select (select jsonb_agg(to_jsonb(s) order by deal_id, n) from stay s where org_id = ${org.orgId}) as stays,
               (select jsonb_agg(to_jsonb(v) order by deal_id, n) from deal_version v where org_id = ${org.orgId}) as versions`),
  }
}


/** A stage that a draft adds. */
export function newStage(name: string, more: Partial<StageDefinition> = {}): StageDefinition {
  return {
    id: newId(), name, definition: '', entryCriteria: '', exitCriteria: '', winProbability: 0.5, forecastCategory: 'pipeline', layer: 'advance', color: '#336699',
    dwell: null, entryGate: null, exitGate: null, playbook: { scripts: '', questions: [], materials: [], objections: [] }, nextStepHint: '', nextStepRequired: false, ...more,
  }
}

import type { ColumnProfile } from './column-profile.ts'
import type { MappingInput, StageAction } from './mapping.ts'
import { nameIndex } from './name-index.ts'
import { outcomeOf } from './outcome-words.ts'
import type { Question } from './questions.ts'
import type { TargetPipeline } from './target-stages.ts'

export interface StageProposal {
  pipeline: NonNullable<MappingInput['pipeline']> | undefined
  stages: Record<string, StageAction>
  /** Names of the open stages of the proposed pipeline. */
  openStages: string[]
  questions: Question[]
}

interface StageQuery {
  kind: 'deals' | 'events'
  column: ColumnProfile | undefined
  pipelines: readonly TargetPipeline[]
  fileName: string
  /** Values in the order in which deals run through them, where known. */
  order: readonly string[]
}

/**
 * The pipeline whose stages the file's values name best, and what each value stands for there. If none fits, a new
 * pipeline is proposed with the file's own stages. Only the very same name needs no confirmation.
 */
export function proposeStages({ kind, column, pipelines, fileName, order }: StageQuery): StageProposal {
  const values = column?.values ?? []
  const closing: Record<string, StageAction> = {}
  const rest: { value: string; count: number }[] = []
  for (const item of values) {
    const said = outcomeOf(item.value)
    if (said === 'won' || said === 'lost') closing[item.value] = said === 'lost' && kind === 'events' ? { lost: item.value } : said
    else rest.push(item)
  }
  const rated = pipelines.map((pipeline) => ({ pipeline, ...fit(rest, pipeline) })).sort((a, b) => b.share - a.share)
  const [best] = rated
  const questions: Question[] = []
  if (best !== undefined && (rest.length === 0 || best.share >= 0.5)) {
    const unclear: { value: string; count: number; proposed: StageAction }[] = []
    for (const item of rest) {
      const near = best.near.get(item.value)
      if (near === undefined) unclear.push({ ...item, proposed: kind === 'events' ? 'ignore' : 'skip' })
      else if (!near.exact) unclear.push({ ...item, proposed: { stage: near.name } })
    }
    if (unclear.length > 0 && column !== undefined) questions.push({ code: 'stages.unclear', column: column.name, values: unclear })
    const stages = { ...closing, ...Object.fromEntries(unclear.map(({ value, proposed }) => [value, proposed])) }
    return { pipeline: { use: best.pipeline.id }, stages, openStages: best.pipeline.stages.map((stage) => stage.name), questions }
  }
  if (rest.length === 0) return { pipeline: undefined, stages: closing, openStages: [], questions: [{ code: 'column.missing', fields: ['pipeline'] }] }

  const placed = new Map(order.map((value, i) => [value, i]))
  const known = (value: string): number => placed.get(value) ?? 1e6
  const open = rest
    .map(({ value }) => value)
    .sort((a, b) => known(a) - known(b) || leadingNumber(a) - leadingNumber(b) || usualPlace(a) - usualPlace(b))
    .slice(0, 60)
  const name = fileName.replace(/\.(?:csv|txt|tsv|xlsx?|gz)\b/gi, '').replace(/[_\s]+/g, ' ').trim() || '导入'
  questions.push({ code: 'pipeline.new', name, stages: open })
  // In a log, "declined" may be said of an offer as well as of the deal.
  if (kind === 'events' && column !== undefined && Object.keys(closing).length > 0) {
    const counts = new Map(values.map(({ value, count }) => [value, count]))
    const unclear = Object.entries(closing).map(([value, proposed]) => ({ value, count: counts.get(value) ?? 0, proposed }))
    questions.push({ code: 'stages.unclear', column: column.name, values: unclear })
  }
  const stages: Record<string, StageAction> = { ...closing }
  for (const value of open) stages[value] = { stage: value }
  return { pipeline: { create: name, stages: open }, stages, openStages: open, questions }
}

function fit(values: readonly { value: string; count: number }[], pipeline: TargetPipeline) {
  const index = nameIndex(pipeline.stages.map((stage) => ({ id: stage.key, name: stage.name })))
  const near = new Map<string, { name: string; exact: boolean }>()
  for (const { value } of values) {
    const [first] = index.find(stripNumber(value), 1)
    if (first !== undefined && first.score >= 0.6) near.set(value, { name: first.name, exact: first.reason === 'exact' && stripNumber(value) === value })
  }
  return { near, share: values.length === 0 ? 0 : near.size / values.length }
}

/** `1. 初步接洽`, `S2-需求确认` */
const stripNumber = (value: string): string => value.replace(/^(?:[sS]?\d+|[a-eA-E])\s*[.、:：\-_)）]\s*/, '').trim()
const leadingNumber = (value: string): number => Number(/^[^\d]{0,2}(\d+)/.exec(value)?.[1] ?? 999)

/** Where a stage of such a name usually stands; only a proposal for the order of a new pipeline. */
const usual: readonly RegExp[] = [
  /prospect|lead|new\b|inbound|线索|潜在|新建|意向/i,
  /engag|contact|connect|discover|meeting|初步|接洽|初访|沟通|跟进|验证/i,
  /qualif|need|requirement|analysis|资格|需求|立项|评估线索/i,
  /demo|poc|trial|solution|evaluat|present|方案|展示|演示|试用|评估|测试|技术/i,
  /propos|quot|price|tender|bid|报价|招标|投标|招投标/i,
  /negotiat|review|commercial|谈判|商务|议价|高层|审批/i,
  /commit|contract|verbal|closing|sign|合同|签约|待签|成交/i,
]
function usualPlace(value: string): number {
  const place = usual.findLastIndex((pattern) => pattern.test(value))
  return place < 0 ? usual.length : place
}

import type { ColumnSpec, Mapping, MappingProblem, ValueField } from './mapping.ts'
import { MappingError, specOf } from './mapping.ts'
import type { Field } from './fields.ts'
import { fieldOf } from './fields.ts'
import { leadStatuses } from './lead-statuses.ts'
import type { Named } from './name-index.ts'
import type { NameRef } from './records.ts'
import { findOne, resolverFor } from './resolver.ts'
import type { Resolver } from './resolver.ts'
import { nameIndex } from './name-index.ts'
import type { Target, TargetPipeline } from './target-stages.ts'
import { stageOf, targetOf } from './target-stages.ts'
import type { Zoned } from './zoned.ts'
import { zoned } from './zoned.ts'

/** What a mapping is applied to. */
export interface MapContext {
  /** The column names as the table gives them. */
  header: readonly string[]
  /** The time of the import, ISO UTC. */
  now: string
  /** The organisation's. */
  timeZone: string
  currency: string
  pipelines: readonly TargetPipeline[]
  /** What exists already; a field without a list has nothing. `resource` uses the owners. */
  existing: Partial<Record<Exclude<ValueField, 'pipeline' | 'resource'>, readonly Named[]>>
}

export interface CompiledColumn {
  index: number
  column: string
  name: string
  field: Field
  spec: ColumnSpec
}

/** A mapping made ready for one file: everything that is the same for all rows is settled. */
export interface Compiled {
  mapping: Mapping
  columns: readonly CompiledColumn[]
  width: number
  zone: Zoned
  now: string
  currency: string
  country: string
  emptyWords: ReadonlySet<string>
  resolvers: Record<ValueField, Resolver>
  /** The pipeline of all rows, unless a column names it. */
  target: Target | null
  pipelines: readonly TargetPipeline[]
  startStage: string | null
  defaultOwner: NameRef | null
}

/** Settles a mapping for a file and an organisation; throws `MappingError` with everything that does not fit. */
export function compileMapping(mapping: Mapping, context: MapContext): Compiled {
  const problems: MappingProblem[] = []
  const columns: CompiledColumn[] = []
  for (const [column, given] of Object.entries(mapping.columns)) {
    const index = findColumn(context.header, column)
    const spec = specOf(given)
    const field = fieldOf(mapping.kind, spec.field)
    if (index < 0) problems.push({ code: 'mapping.column_missing', path: `columns.${column}`, detail: `the file has no column ${column}` })
    else if (field !== undefined) columns.push({ index, column, name: spec.field, field, spec })
  }
  columns.sort((a, b) => a.index - b.index)

  const target = targetOf(mapping, context.pipelines, problems)
  const { existing } = context
  const owners = existing.owner ?? []
  const resolver = (field: ValueField, things: readonly Named[]): Resolver => resolverFor(field, mapping, things, problems)
  const resolvers: Record<ValueField, Resolver> = {
    pipeline: resolver('pipeline', context.pipelines),
    owner: resolver('owner', owners),
    resource: resolver('resource', owners),
    source: resolver('source', existing.source ?? []),
    product: resolver('product', existing.product ?? []),
    lostReason: resolver('lostReason', existing.lostReason ?? []),
    status: resolver('status', existing.status ?? leadStatuses),
  }
  if (target !== null) checkStages(mapping, target, columns, problems)

  const zone = zoneOf(mapping.options.timeZone ?? context.timeZone, problems)
  const wantedOwner = mapping.options.defaultOwner?.use
  let defaultOwner: NameRef | null = null
  if (wantedOwner !== undefined) {
    const found = findOne(wantedOwner, owners, nameIndex(owners))
    if (found === null || found === 'several') {
      problems.push({ code: found === null ? 'mapping.name_unknown' : 'mapping.name_ambiguous', path: 'options.defaultOwner', detail: wantedOwner })
    } else defaultOwner = { id: found }
  }
  if (problems.length > 0 || zone === null) throw new MappingError(problems)
  const start = mapping.options.startStage
  return {
    mapping, columns, zone, resolvers, target, defaultOwner,
    width: context.header.length,
    now: context.now,
    currency: mapping.options.currency ?? context.currency,
    country: mapping.options.country,
    emptyWords: new Set(mapping.options.emptyWords),
    pipelines: context.pipelines,
    startStage: start === undefined || target === null ? null : (stageOf(target, start)?.key ?? null),
  }
}

/** Every stage that the mapping names must be one of the pipeline. */
function checkStages(mapping: Mapping, target: Target, columns: readonly CompiledColumn[], problems: MappingProblem[]): void {
  const check = (wanted: string, path: string): void => {
    if (stageOf(target, wanted) !== null) return
    const known = target.stages.map((stage) => stage.name).join(', ')
    problems.push({ code: 'mapping.stage_unknown', path, detail: `${wanted}; the pipeline has ${known}` })
  }
  for (const [value, action] of Object.entries(mapping.stages)) {
    if (typeof action === 'object' && 'stage' in action) check(action.stage, `stages.${value}`)
  }
  for (const { column, spec } of columns) if (spec.stage !== undefined) check(spec.stage, `columns.${column}`)
  if (mapping.options.startStage !== undefined) check(mapping.options.startStage, 'options.startStage')
}

/** By exact name, else by a name that differs in outer blanks and case only. */
function findColumn(header: readonly string[], wanted: string): number {
  const exact = header.indexOf(wanted)
  if (exact >= 0) return exact
  const key = wanted.trim().toLowerCase()
  const like = header.flatMap((name, i) => (name.trim().toLowerCase() === key ? [i] : []))
  return like.length === 1 ? (like[0] ?? -1) : -1
}

function zoneOf(timeZone: string, problems: MappingProblem[]): Zoned | null {
  try {
    return zoned(timeZone)
  } catch {
    problems.push({ code: 'mapping.time_zone_unknown', path: 'options.timeZone', detail: timeZone })
    return null
  }
}

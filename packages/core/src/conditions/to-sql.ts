import { quoteIdentifier, type FieldRows, type ObjectCatalogue, type Relation } from './catalogue.ts'
import { check, type Checked } from './check.ts'
import { COUNT_COMPARISONS } from './comparisons.ts'
import type { Condition } from './condition.ts'
import type { ConditionContext } from './context.ts'
import type { AnyRow, Bind } from './operator.ts'

export interface SqlCondition {
  /** A boolean expression for `where`, in parentheses. */
  text: string
  /** The values of `$firstParam`, `$firstParam + 1` … */
  params: unknown[]
}

/**
 * The condition as an SQL expression (PostgreSQL 15) over the table that `alias` names, with the same verdict as `compile`.
 * Null counts as false, which `where` does by itself: a plain comparison keeps its index. To select it as a column, or to
 * negate it outside, write `(…) is true`. Values are always parameters; identifiers come from the catalogue alone.
 * The caller restricts the outer table to its `org_id`; related tables are joined on it here.
 */
export function toSql(
  condition: Condition,
  object: ObjectCatalogue,
  context: ConditionContext,
  alias: string,
  firstParam = 1,
): SqlCondition {
  const params: unknown[] = []
  const bind: Bind = (value, sqlType) => {
    params.push(value)
    return `$${firstParam + params.length - 1}::${sqlType}`
  }
  let aliases = 0
  const nextAlias = () => `"${alias}_${++aliases}"`
  return { text: `(${sqlOf(check(condition, object), { context, bind, nextAlias }, quoteIdentifier(alias))})`, params }
}

/** The same in the form of a tagged template's arguments: `sql(parts.strings, ...parts.params)`. */
export function toSqlParts(condition: Condition, object: ObjectCatalogue, context: ConditionContext, alias: string) {
  const { text, params } = toSql(condition, object, context, alias)
  // Odd pieces are the numbers of the parameters; they need not stand in order.
  const pieces = text.split(/\$(\d+)/)
  return {
    strings: pieces.filter((_, i) => i % 2 === 0),
    params: pieces.filter((_, i) => i % 2 === 1).map((n) => params[Number(n) - 1]),
  }
}

interface Writer {
  context: ConditionContext
  bind: Bind
  nextAlias: () => string
}

function sqlOf(checked: Checked, writer: Writer, alias: string): string {
  switch (checked.kind) {
    case 'and':
      return joined(checked.parts, ' and ', 'true', writer, alias)
    case 'or':
      return joined(checked.parts, ' or ', 'false', writer, alias)
    case 'not':
      // `and` and `or` keep "null counts as false" all the way up; `not` is the place where it must be said. Where null cannot
      // be, a plain `not` lets the planner make an anti-join of `exists`.
      return isNeverNull(checked.part) ? `not (${sqlOf(checked.part, writer, alias)})` : `(${sqlOf(checked.part, writer, alias)}) is not true`
    case 'field': {
      const prepared = checked.accepted.prepare(writer.context)
      const { rows, sql } = checked.field
      return rows === undefined ? prepared.sql(sql(alias), writer.bind) : prepared.onRows(anyRow(rows, alias), writer.bind)
    }
    case 'exists':
      return `exists (select 1 ${relatedRows(checked.relation, checked.where, writer, alias)})`
    case 'count': {
      const rows = relatedRows(checked.relation, checked.where, writer, alias)
      return `(select count(*) ${rows}) ${COUNT_COMPARISONS[checked.op].sql} ${writer.bind(checked.value, 'bigint')}`
    }
  }
}

/**
 * `exists`, which the planner turns into a semi-join and drives from either side: the rows have indexes on plain columns,
 * whose operators are leakproof and so may be used under row-level security.
 */
function anyRow(rows: FieldRows, alias: string): AnyRow {
  // Only the table itself is named inside, so the alias cannot meet another.
  const own = '"value_row"'
  return (test) => {
    const verdict = test(rows.value(own))
    return `exists (select 1 from ${quoteIdentifier(rows.table)} ${own} where ${rows.on(own, alias)}${verdict === 'true' ? '' : ` and (${verdict})`})`
  }
}

/** Whether the SQL of a condition is true or false whatever the record holds. */
function isNeverNull(checked: Checked): boolean {
  switch (checked.kind) {
    case 'and':
    case 'or':
      return checked.parts.every(isNeverNull)
    case 'field':
      return checked.field.rows !== undefined
    case 'not':
    case 'exists':
    case 'count':
      return true
  }
}

function joined(parts: readonly Checked[], word: string, none: string, writer: Writer, alias: string): string {
  return parts.length === 0 ? none : parts.map((part) => `(${sqlOf(part, writer, alias)})`).join(word)
}

function relatedRows(relation: Relation, where: Checked | null, writer: Writer, parent: string): string {
  const own = writer.nextAlias()
  const visible = writer.context.mayRead?.(relation.table, own, writer.bind) ?? null
  const conditions = [
    `${own}."org_id" = ${parent}."org_id"`,
    ...Object.entries(relation.on).map(
      ([column, parentColumn]) => `${own}.${quoteIdentifier(column)} = ${parent}.${quoteIdentifier(parentColumn)}`,
    ),
    ...(relation.filter ? [`(${relation.filter(own)})`] : []),
    ...(visible === null ? [] : [`(${visible})`]),
    ...(where ? [`(${sqlOf(where, writer, own)})`] : []),
  ]
  return `from ${quoteIdentifier(relation.table)} ${own} where ${conditions.join(' and ')}`
}

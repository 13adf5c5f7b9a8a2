import { arbitraryCondition, type Pools } from '@sluice/core/conditions/arbitrary'
import { defineObject, type ConditionRecord, type ObjectCatalogue } from '@sluice/core/conditions/catalogue'
import type { Condition } from '@sluice/core/conditions/condition'
import type { ConditionContext } from '@sluice/core/conditions/context'
import { compile } from '@sluice/core/conditions/evaluate'
import { accountObject, contactObject, dealObject, leadObject } from '@sluice/core/conditions/objects'
import { toSql, toSqlParts } from '@sluice/core/conditions/to-sql'
import { fieldDefinitions } from '@sluice/core/fields/conditions'
import type { CustomField } from '@sluice/core/fields/contract'
import { settleSettings } from '@sluice/core/fields/settings'
import { TYPED_COLUMN, typedValues } from '@sluice/core/fields/typed-value'
import { valueTypeOf } from '@sluice/core/fields/value-type'
import fc from 'fast-check'
import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database.ts'
import { openDb, wireTypes } from './db.ts'

/**
 * The two back ends of the condition language must never disagree: random records full of nulls and naughty values,
 * random conditions over every field type, operator and relation, one verdict each from memory and from PostgreSQL.
 */

const uuid = (n: number) => `01930000-0000-7000-8000-${String(n).padStart(12, '0')}`
const ORG = uuid(900)
const OTHER_ORG = uuid(901)
const NOW = new Date('2026-03-11T17:30:00.000Z') // 01:30 on the 12th in Shanghai

const pools: Pools = {
  texts: [
    '', ' ', 'abc', 'ABC', 'aBcd', 'b', '%', '_', '50%', 'a_c', 'a%c', '\\', 'a\\', '\\%', "'", '"', "'; drop table row--",
    '张伟', '张', '伟', '展会', 'É', 'é', 'İ', 'i', 'I', 'ß', 'SS', 'Σ', 'ς', 'σ', 'ＡＢＣ', 'ａｂｃ', '👩‍💻', '$1', '\n', '\u001f', 'null',
  ],
  numbers: [0, -1, 1, 2, 0.1, 0.30000000000000004, 1.5, -2.75, 100, 1e15, -1e15, 123456789],
  days: ['2026-03-10', '2026-03-11', '2026-03-12', '2026-03-13', '2026-03-01', '2026-02-28', '2026-04-01', '2025-12-31', '2026-01-01', '2024-02-29'],
  instants: [
    '2026-03-11T17:30:00.000Z', '2026-03-11T17:29:59.999Z', '2026-03-11T17:30:00.001Z', '2026-03-11T16:00:00.000Z',
    '2026-03-11T15:59:59.999Z', '2026-02-28T16:00:00.000Z', '2025-12-31T15:59:59.999Z', '2025-12-31T16:00:00.000Z',
    '2026-03-04T17:30:00.000Z', '2026-03-04T17:29:59.999Z', '2026-03-18T17:30:00.000Z', '2026-03-18T17:30:00.001Z',
  ],
  ids: [1, 2, 3, 4, 5, 6].map(uuid),
}

const context: ConditionContext = {
  now: NOW,
  timeZone: 'Asia/Shanghai',
  me: uuid(1),
  myTeams: [uuid(1), uuid(2)],
  teamSubtree: (team) => (team === uuid(3) ? [uuid(3), uuid(4), uuid(5)] : team === uuid(6) ? [] : [team]),
}

const words = (text: string) => ({ zh: text, en: text })
const fieldsOfEveryType = {
  title: { type: 'text', label: words('title'), column: 'title' },
  whole: { type: 'number', label: words('whole'), column: 'whole' },
  exact: { type: 'number', label: words('exact'), column: 'exact' },
  floating: { type: 'number', label: words('floating'), column: 'floating' },
  amount: { type: 'money', label: words('amount'), column: 'amount_minor' },
  due: { type: 'date', label: words('due'), column: 'due_on' },
  touched: { type: 'instant', label: words('touched'), column: 'touched_at' },
  active: { type: 'boolean', label: words('active'), column: 'active' },
  kind: {
    type: 'choice',
    label: words('kind'),
    column: 'kind',
    options: [{ value: 'a', label: words('A') }, { value: 'b', label: words('B') }, { value: "c'", label: words('C') }],
  },
  free: { type: 'choice', label: words('free'), column: 'free' },
  owner: { type: 'user', label: words('owner'), column: 'owner_id' },
  team: { type: 'team', label: words('team'), column: 'team_id' },
  stage: { type: 'reference', label: words('stage'), column: 'stage_id' },
  tags: { type: 'tags', label: words('tags'), column: 'tag_ids' },
  // Values inside a jsonb column.
  note: {
    type: 'text',
    label: words('note'),
    sql: (alias: string) => `${alias}.custom->>'note'`,
    read: (record: ConditionRecord) => customOf(record)['note'],
  },
  size: {
    type: 'number',
    label: words('size'),
    sql: (alias: string) => `(${alias}.custom->>'size')::numeric`,
    read: (record: ConditionRecord) => customOf(record)['size'],
  },
} as const

/** Custom fields of every type: values in rows of custom_value, one a value. */
const options = ['a', 'b', 'c'].map((value) => ({ value, label: value, color: null, when: [], isArchived: false }))
const customFields: CustomField[] = (['text', 'long_text', 'number', 'money', 'percent', 'date', 'time', 'select', 'multi_select', 'user', 'team', 'reference',
  'phone', 'mail', 'url', 'address', 'file', 'boolean'] as const).map((type, n) => ({
  id: uuid(700 + n), object: 'deal', key: `x_${type}`, label: type, type, position: n, isArchived: false, version: 1,
  settings: settleSettings('deal', type, { ...((type === 'select' || type === 'multi_select') && { options }), ...(type === 'reference' && { of: 'account' }) }),
}))
const allFields = { ...fieldsOfEveryType, ...fieldDefinitions(customFields) }

/** A stored value of a custom field; null for none, as about a third are. */
function arbitraryValue(type: CustomField['type']): fc.Arbitrary<unknown> {
  const present = (): fc.Arbitrary<unknown> => {
    switch (type) {
      case 'number':
      case 'percent':
        return fc.constantFrom(...pools.numbers)
      case 'money':
        return fc.constantFrom(...pools.numbers.filter((number) => Number.isSafeInteger(number)))
      case 'date':
        return fc.constantFrom(...pools.days)
      case 'time':
        return fc.constantFrom(...pools.instants)
      case 'select':
        return fc.constantFrom('a', 'b', 'c')
      case 'multi_select':
        return fc.subarray(['a', 'b', 'c'], { minLength: 1 })
      case 'user':
      case 'team':
      case 'reference':
        return fc.constantFrom(...pools.ids)
      case 'file':
        return fc.subarray([...pools.ids], { minLength: 1, maxLength: 3 })
      case 'boolean':
        return fc.boolean()
      case 'address':
        return fc.record({ province: fc.constantFrom(null, '张', 'abc'), city: fc.constantFrom('张', '%', 'B'), district: fc.constant(null), detail: fc.constantFrom(null, '伟') })
      default:
        return fc.constantFrom(...pools.texts.filter((text) => text !== ''))
    }
  }
  return fc.option(present(), { freq: 3 })
}

function customOf(record: ConditionRecord): ConditionRecord {
  const { custom } = record
  return typeof custom === 'object' && custom !== null ? { ...custom } : {}
}

const leaf = defineObject({ name: 'leaf', label: words('leaf'), fields: allFields })
const relation = (target: ObjectCatalogue) => ({
  label: words('children'),
  table: 'condition_row',
  on: { parent_id: 'id' },
  filter: (alias: string) => `${alias}."deleted_at" is null`,
  target,
})
const middle = defineObject({ name: 'middle', label: words('middle'), fields: allFields, relations: { children: relation(leaf) } })
const top = defineObject({ name: 'top', label: words('top'), fields: allFields, relations: { children: relation(middle) } })

let database: TestDatabase
let client: Client
let roots: ConditionRecord[]

const COLUMNS = ['id', 'parent_id', 'title', 'whole', 'exact', 'floating', 'amount_minor', 'due_on', 'touched_at', 'active', 'kind', 'free', 'owner_id', 'team_id', 'stage_id', 'tag_ids', 'custom', 'deleted_at']

/** A row of random values; about a third of them null. */
function arbitraryRow(): fc.Arbitrary<Record<string, unknown>> {
  const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { freq: 3 })
  const whole = pools.numbers.filter((number) => Number.isSafeInteger(number))
  return fc.record({
    title: maybe(pools.texts),
    whole: maybe([0, -1, 1, 2, 100, 123456789]),
    exact: maybe(pools.numbers),
    floating: maybe(pools.numbers),
    amount_minor: maybe(whole),
    due_on: maybe(pools.days),
    touched_at: maybe(pools.instants),
    active: maybe([true, false]),
    kind: maybe(['a', 'b', "c'", '']),
    free: maybe(pools.texts),
    owner_id: maybe(pools.ids),
    team_id: maybe(pools.ids),
    stage_id: maybe(pools.ids),
    tag_ids: fc.option(fc.uniqueArray(fc.constantFrom(...pools.ids), { maxLength: 4 }), { freq: 4 }),
    custom: fc.record({
      note: maybe(pools.texts), size: maybe(pools.numbers), ...Object.fromEntries(customFields.map((field) => [field.key, arbitraryValue(field.type)])),
    }, { requiredKeys: [] }),
    deleted_at: fc.constantFrom(null, null, null, null, null, '2026-01-01T00:00:00Z'),
  })
}

const camelCase = (column: string) => column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

beforeAll(async () => {
  database = await createTestDatabase()
  client = new Client({ ...database.admin, types: wireTypes })
  await client.connect()
  await client.query(`create table condition_row (
    org_id uuid not null, id uuid not null, parent_id uuid, title text, whole integer, exact numeric, floating double precision,
    amount_minor bigint, due_on date, touched_at timestamptz, active boolean, kind text, free text, owner_id uuid, team_id uuid,
    stage_id uuid, tag_ids uuid[], custom jsonb not null, deleted_at timestamptz, primary key (org_id, id))`)
  const rows = fc.sample(arbitraryRow(), { numRuns: 340, seed: 20260311 })
  let n = 1000
  // 40 roots; 100 children and 200 grandchildren, spread unevenly; some roots and children have none.
  const placed = rows.map((row, i) => {
    const parent = i < 40 ? null : i < 140 ? 1000 + ((i * i) % 30) : 1040 + ((i * i) % 70)
    return { ...row, id: uuid(n++), parent_id: parent === null ? null : uuid(parent) }
  })
  for (const org of [ORG, OTHER_ORG]) {
    await client.query(`insert into org (org_id, slug, name, time_zone, currency, created_at) values ($1, $2, 'x', 'Asia/Shanghai', 'CNY', now())`, [org, `o-${org.slice(-3)}`])
    for (const field of customFields) {
      await client.query(`insert into field (org_id, id, object, key, label, type, position, created_at) values ($1, $2, 'deal', $3, 'x', $4, 0, now())`, [org, field.id, field.key, field.type])
    }
  }
  const insert = async (org: string, row: Record<string, unknown>) => {
    await client.query(
      `insert into condition_row (org_id, ${COLUMNS.join(', ')}) values ($1, ${COLUMNS.map((_, i) => `$${i + 2}`).join(', ')})`,
      [org, ...COLUMNS.map((column) => row[column])],
    )
    for (const field of customFields) {
      for (const [i, value] of typedValues(field, customOf(row)[field.key]).entries()) {
        await client.query(`insert into custom_value (org_id, field_id, record_id, n, ${TYPED_COLUMN[valueTypeOf(field)]}) values ($1, $2, $3, $4, $5)`, [org, field.id, row['id'], i, value])
      }
    }
  }
  for (const row of placed) await insert(ORG, row)
  // The neighbour has rows with the very same ids: a relation that forgot org_id would find them.
  for (const row of placed.slice(40).reverse()) await insert(OTHER_ORG, { ...row, id: uuid(n++), deleted_at: null })

  const { rows: stored } = await client.query<Record<string, unknown>>('select * from condition_row where org_id = $1 order by id', [ORG])
  const records = stored.map((row) => Object.fromEntries(Object.entries(row).map(([column, value]) => [camelCase(column), value])))
  const alive = records.filter((record) => record['deletedAt'] === null)
  const childrenOf = (id: unknown, depth: number): ConditionRecord[] =>
    alive
      .filter((record) => record['parentId'] === id)
      .map((record) => ({ ...record, ...(depth > 1 && { children: childrenOf(record['id'], depth - 1) }) }))
  roots = records
    .filter((record) => record['parentId'] === null)
    .map((record) => ({ ...record, children: childrenOf(record['id'], 2) }))
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

/** Which roots satisfy each condition, from PostgreSQL: all conditions in one query, as columns. */
async function verdictsFromSql(conditions: readonly Condition[]): Promise<string[][]> {
  const params: unknown[] = [ORG]
  const columns = conditions.map((condition, i) => {
    const { text, params: own } = toSql(condition, top, context, 'r', params.length + 1)
    params.push(...own)
    return `${text} is true as c${i}`
  })
  const { rows } = await client.query<Record<string, unknown>>(
    `select r.id, ${columns.join(', ')} from condition_row r where r.org_id = $1 and r.parent_id is null order by r.id`,
    params,
  )
  return conditions.map((_, i) => rows.filter((row) => row[`c${i}`] === true).map((row) => String(row['id'])))
}

const verdictsFromMemory = (conditions: readonly Condition[]): string[][] =>
  conditions.map((condition) => {
    const verdict = compile(condition, top, context)
    return roots.filter(verdict).map((record) => String(record['id']))
  })

test('rows were stored and read back with related rows at two levels', () => {
  expect(roots).toHaveLength(40)
  expect(roots.some((root) => Array.isArray(root['children']) && root['children'].length === 0)).toBe(true)
  expect(roots.some((root) => Array.isArray(root['children']) && root['children'].some((child) => child.children.length > 1))).toBe(true)
})

test('every operator of every field agrees', async () => {
  const seen = { some: 0, none: 0, all: 0 }
  for (let seed = 1; seed <= 8; seed += 1) {
    const conditions = [...new Map(fc.sample(arbitraryCondition(top, pools, 0), { numRuns: 400, seed }).map((c) => [JSON.stringify(c), c])).values()]
    const expected = verdictsFromMemory(conditions)
    const found = await verdictsFromSql(conditions)
    conditions.forEach((condition, i) => {
      expect({ condition, ids: found[i] }).toEqual({ condition, ids: expected[i] })
      seen[expected[i]?.length === 0 ? 'none' : expected[i]?.length === roots.length ? 'all' : 'some'] += 1
    })
  }
  // The draw is worth something only if most conditions really divide the rows.
  expect(seen.some).toBeGreaterThan(seen.none)
})

test('random trees agree, with relations and negations', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(arbitraryCondition(top, pools, 3), { minLength: 1, maxLength: 30 }), async (conditions) => {
      expect(await verdictsFromSql(conditions)).toEqual(verdictsFromMemory(conditions))
    }),
    { seed: 42, numRuns: 40 },
  )
})

test('as a bare where clause, where null counts as false, the verdict is the same', async () => {
  for (const condition of fc.sample(arbitraryCondition(top, pools, 2), { numRuns: 60, seed: 7 })) {
    const { text, params } = toSql(condition, top, context, 'r', 2)
    const { rows } = await client.query<{ id: string }>(
      `select r.id from condition_row r where r.org_id = $1 and r.parent_id is null and ${text} order by r.id`,
      [ORG, ...params],
    )
    expect({ condition, ids: rows.map((row) => row.id) }).toEqual({ condition, ids: verdictsFromMemory([condition])[0] })
  }
})

test('the template parts give Kysely the same query', async () => {
  const db = openDb(database.admin)
  try {
    for (const condition of fc.sample(arbitraryCondition(top, pools, 2), { numRuns: 20, seed: 11 })) {
      const { strings, params } = toSqlParts(condition, top, context, 'r')
      const where = sql<boolean>(Object.assign([...strings], { raw: strings }), ...params)
      const { rows } = await sql<{ id: string }>`
        select r.id from condition_row r where r.org_id = ${ORG} and r.parent_id is null and ${where} order by r.id`.execute(db.outside)
      expect({ condition, ids: rows.map((row) => row.id) }).toEqual({ condition, ids: verdictsFromMemory([condition])[0] })
    }
  } finally {
    await db.close()
  }
})

test.for([dealObject, leadObject, accountObject, contactObject])(
  'every field and relation of $name exists in the schema',
  async (object) => {
    const deepest: Condition[] = fc.sample(arbitraryCondition(object, pools, 2), { numRuns: 150, seed: 3 })
    const fields = [...object.fields.keys()].map((field): Condition => ({ field, op: 'empty' }))
    const relations = [...object.relations.values()].flatMap(({ key, target }) =>
      [...target.fields.keys()].map((field): Condition => ({ exists: key, where: { field, op: 'not_empty' } })),
    )
    for (const condition of [...fields, ...relations, ...deepest]) {
      const { text, params } = toSql(condition, object, context, 'r')
      const answer = await client.query(`select 1 from "${object.name}" r where ${text}`, params)
      expect(answer.rowCount).toBe(0)
    }
  },
)

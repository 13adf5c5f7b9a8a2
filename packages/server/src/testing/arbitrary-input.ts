import fc from 'fast-check'
import { z } from 'zod'

/** What breaks programs: refused by a contract, or stored and answered as it is; never a fault. */
export const naughtyTexts: readonly string[] = [
  '', ' ', '\u0000', 'a\u0000b', '\ud800', 'x\udc00y', '\u202Egnp.exe', '\ufeff', '𠮷野家👨‍👩‍👧‍👦', 'é'.repeat(300), '长'.repeat(25_000),
  "'; drop table deal; --", '%_\\', '<script>alert(1)</script>', '{{7*7}}', '${x}', '__proto__', 'constructor', 'null', 'NaN', '-0', '1e308', '0x10',
  '9007199254740993', '0001-01-01', '9999-12-31', '0000-00-00', '2026-02-30', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999-14:00',
  '0197a000-0000-7000-8000-000000000000', '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '../../etc/passwd', '\r\nset-cookie: a=b', ',,,', '[]', '{"and":[]}',
]
const naughtyConditions: readonly string[] = [
  `${'('.repeat(9000)}x`, `${'not '.repeat(4000)}`, `${'{"not":'.repeat(3000)}1${'}'.repeat(3000)}`, '{"and":[{"and":[]}]}', '{"field":"amount","op":"gt","value":1e308}',
  '{"field":"title","op":"contains","value":"\\ud800"}', '{"field":"created","op":"eq","value":"0001-01-01"}', '{"field":"created","op":"within_last","value":36525}',
  '{"field":"nextStepDue","op":"lt","value":{"days":-36525}}', '{"field":"__proto__","op":"is","value":"x"}', '{"count":"activities","op":"gte","value":-1}',
  '{"exists":"activities","where":{"field":"minutes","op":"gte","value":-0}}', 'owner is "\u0000"', 'owner is "\ud800"', 'title contains "%"', 'owner = me', 'account is "谁"',
  'created within_last 7', 'amount > 99999999999999999999', 'tags has any ("x")', '"', 'title contains',
]
const naughtyNumbers = [-0, -1, 0.1, 1e308, -1e308, 5e-324, 2 ** 31, 2 ** 53, 2 ** 53 + 2, -(2 ** 63)]
const anything = fc.oneof(fc.constantFrom<unknown>(...naughtyTexts, ...naughtyNumbers, null, true, [], {}, [[[]]]), fc.jsonValue({ maxDepth: 2 }))
/** Of the same type as what it replaces, so that it comes past the first check. */
const oddOneFor = (value: unknown): fc.Arbitrary<unknown> => {
  if (typeof value === 'number') return fc.oneof({ weight: 4, arbitrary: fc.constantFrom<unknown>(...naughtyNumbers) }, { weight: 1, arbitrary: anything })
  if (typeof value === 'string') return fc.oneof({ weight: 6, arbitrary: fc.constantFrom<unknown>(...naughtyTexts) }, { weight: 1, arbitrary: anything })
  return anything
}

/** One leaf of a value is replaced by something odd, in about half of all cases; otherwise it is as it should be. */
export function spoilt(arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const gathered = (value: unknown, path: string[] = []): string[][] =>
    typeof value === 'object' && value !== null && Object.keys(value).length > 0 ? Object.keys(value).flatMap((key) => gathered(Reflect.get(value, key), [...path, key])) : [path]
  const at = (value: unknown, path: readonly string[]): unknown => path.reduce((inner, key) => Reflect.get(Object(inner), key) as unknown, value)
  return fc.tuple(arbitrary, fc.boolean(), fc.nat()).chain(([value, isLeft, n]) => {
    const leaves = gathered(value)
    const path = leaves[n % leaves.length] ?? []
    if (isLeft || path.length === 0) return fc.constant(value)
    return oddOneFor(at(value, path)).map((odd) => {
      const copy = structuredClone(value)
      Object.defineProperty(at(copy, path.slice(0, -1)), path.at(-1) ?? '', { value: odd, enumerable: true, configurable: true, writable: true })
      return copy
    })
  })
}

interface Json {
  type?: string; format?: string; enum?: unknown[]; const?: unknown; anyOf?: Json[]; oneOf?: Json[]; properties?: Record<string, Json>; required?: string[]
  items?: Json; prefixItems?: Json[]; minItems?: number; maxItems?: number; minimum?: number; maximum?: number; additionalProperties?: Json | boolean
  $ref?: string; $defs?: Record<string, Json>; maxLength?: number; pattern?: string; default?: unknown
}

/**
 * Values as a contract's schema wants them. `idsFor` names existing ids for a property (`stageId`), so that requests get
 * past the first look-up.
 */
export function arbitraryInput(schema: z.ZodType, idsFor: (property: string) => readonly string[]): fc.Arbitrary<unknown> {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json
  const text = (json: Json, name: string): fc.Arbitrary<unknown> => {
    const known = idsFor(name)
    if (json.format === 'uuid') return fc.constantFrom(...known)
    if (json.format === 'date') return fc.constantFrom('2026-03-02', '2026-02-28', '2024-02-29', '2027-12-31')
    if (json.format === 'date-time') return fc.constantFrom('2026-03-02T02:00:00Z', '2026-03-02T10:00:00.000999999+08:00')
    if (json.format === 'email') return fc.nat(1e9).map((n) => `u${n}@Example.com`)
    if (json.pattern === '^[A-Z]{3}$') return fc.constantFrom('CNY', 'USD', 'JPY', 'ZZZ')
    if (name === 'timeZone') return fc.constantFrom('Asia/Shanghai', 'utc', '+08:00', 'America/St_Johns')
    if (name === 'where') return fc.oneof(fc.constantFrom('', 'owner is me', 'created within_last 7'), fc.constantFrom(...naughtyConditions))
    if (name === 'status') return fc.constantFrom('new', 'open')
    if (name === 'template' || name === 'pipelineTemplates') return fc.constant('standard')
    if (name === 'cursor' || name === 'org' || name === 'columns') return fc.constant('')
    if (name === 'reason' && json.maxLength === undefined) return fc.constantFrom('none', ...known)
    if (/^(owner|team|source|tag|stage|product)$/.test(name)) return fc.array(fc.constantFrom(...known), { maxLength: 3 }).map((list) => list.join(','))
    return fc.oneof(fc.constantFrom('云帆科技', '13912345678', '二次谈判', '__proto__', '<b>'), fc.nat(1e9).map((n) => `Widget ${n}`))
  }
  const make = (json: Json, name: string): fc.Arbitrary<unknown> => {
    if (json.$ref !== undefined) {
      const target = json.$ref === '#' ? root : root.$defs?.[json.$ref.split('/').at(-1) ?? '']
      // A schema that contains itself is not followed for ever.
      return target === undefined || json.$ref === '#' ? anything : make(target, name)
    }
    if (json.const !== undefined) return fc.constant(json.const)
    if (name === 'subjectType') return fc.constantFrom('deal', 'deal', 'lead')
    if (json.enum !== undefined) return fc.constantFrom(...json.enum)
    const choices = json.anyOf ?? json.oneOf
    if (choices !== undefined) return fc.oneof(...choices.map((choice) => make(choice, name)))
    switch (json.type) {
      case 'null': return fc.constant(null)
      case 'boolean': return fc.boolean()
      case 'integer':
      case 'number': {
        const { minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = json
        const [least, most] = [Math.max(minimum, -1000), Math.min(maximum, 1_000_000)]
        // Between 0.01 and 0.5 there is no whole number.
        const between = Math.ceil(least) <= Math.floor(most) ? fc.integer({ min: Math.ceil(least), max: Math.floor(most) }) : fc.double({ min: least, max: most, noNaN: true })
        return fc.oneof(fc.constantFrom(minimum, maximum, Math.min(maximum, minimum + 1)), between)
      }
      case 'string': return text(json, name)
      case 'array':
        if (json.prefixItems !== undefined) return fc.tuple(...json.prefixItems.map((item) => make(item, name)))
        return fc.array(make(json.items ?? {}, name), { minLength: json.minItems ?? 0, maxLength: Math.min(json.maxItems ?? 4, 4) })
      case 'object': {
        const properties = Object.entries(json.properties ?? {})
        const known = fc.record(Object.fromEntries(properties.map(([key, value]) => [key, make(value, key === 'id' && name !== '' ? name : key)])), { requiredKeys: json.required ?? [] })
        if (typeof json.additionalProperties !== 'object') return known
        const odd = fc.dictionary(fc.constantFrom('q', '__proto__', 'sort', '长'), make(json.additionalProperties, name), { maxKeys: 3 })
        // Custom values that name no field are refused whole; now and then they should be written.
        return name === 'custom' ? fc.oneof({ weight: 5, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.constantFrom({ urgency: 'now' }, { urgency: null }) }, { weight: 1, arbitrary: odd }) : odd
      }
      // Coerced from the text of an address.
      default: return ['limit', 'cards', 'closedDays', 'matureDays', 'window'].includes(name) ? fc.integer({ min: 1, max: 20 }) : anything
    }
  }
  return make(root, '')
}

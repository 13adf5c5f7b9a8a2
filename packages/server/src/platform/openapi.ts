import type { Contract } from '@sluice/core/lib/contract'
import { z } from 'zod'

type Json = Record<string, unknown>
type Named = Record<string, Json>

/** The OpenAPI 3.1 document of the registered contracts, deterministic, so that it can be snapshot-tested. */
export function openApi(contracts: readonly Contract[], serverUrl = '/api/v1'): Json {
  const paths: Record<string, Json> = {}
  const named: Named = { Problem: problem }
  for (const contract of [...contracts].sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method))) {
    const path = contract.path.replace(/:(\w+)/g, '{$1}')
    const item = (paths[path] ??= {})
    item[contract.method.toLowerCase()] = operation(contract, named)
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Sluice 漏斗引擎', version: '1', description: 'Money is in minor units, instants are UTC, days are in the organisation\'s zone.' },
    servers: [{ url: serverUrl }],
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'sluice_session' } },
      schemas: named,
    },
  }
}

const problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'requestId'],
  properties: {
    type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' },
    code: { type: 'string', description: 'Stable; words in `title` follow Accept-Language.' }, requestId: { type: 'string' },
    errors: { type: 'array', items: { type: 'object', properties: { path: { type: 'string' }, code: { type: 'string' } } } },
    data: { type: 'object' },
  },
}

function operation(contract: Contract, named: Named): Json {
  const status = String(contract.status ?? (contract.response === undefined && contract.file === undefined ? 204 : 200))
  const parameters = [
    ...parametersOf(contract.params, 'path', named),
    ...parametersOf(contract.query, 'query', named),
    ...(contract.ifMatch ? [{ name: 'If-Match', in: 'header', required: true, schema: { type: 'string' }, description: 'The version that was read.' }] : []),
    ...(contract.method === 'POST' && !contract.anonymous && !contract.confidential && !contract.upload
      ? [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 120 } }]
      : []),
    ...(contract.method === 'GET' ? [] : [{ name: 'x-sluice-csrf', in: 'header', required: true, schema: { type: 'string', const: '1' } }]),
  ]
  const content = contract.file
    ? { [contract.file]: {} }
    : contract.response && { 'application/json': { schema: schemaOf(contract.response, 'output', named) } }
  return {
    operationId: contract.name,
    summary: contract.summary,
    tags: [contract.tag],
    ...(contract.anonymous && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(contract.upload
      ? { requestBody: { required: true, content: { 'multipart/form-data': { schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } } } } } }
      : contract.body && { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(contract.body, 'input', named) } } } }),
    responses: {
      [status]: { description: 'Done', ...(content && { content }) },
      default: { description: 'Refused or failed', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
  }
}

/**
 * A schema with `.meta({ id })` is described once, in `components`, however often it is used; a recursive one must have an
 * id. Defaults and coercion make what is sent differ from what is received: what is sent is then `…Input`.
 */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', named: Named): Json {
  const { $schema: _, $defs = {}, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json & { $defs?: Named }
  const nameOf = (id: string) => (io === 'input' && differs($defs[id] ?? {}, $defs) ? `${id}Input` : id)
  const renamed = (part: Json) =>
    JSON.parse(JSON.stringify(part).replaceAll(/"#\/\$defs\/(\w+)"/g, (_, id: string) => JSON.stringify(`#/components/schemas/${nameOf(id)}`))) as Json
  for (const [id, { id: __, ...part }] of Object.entries($defs)) {
    if (id.startsWith('__')) throw new Error(`a recursive schema needs a name: ${JSON.stringify(part).slice(0, 200)}`)
    const described = renamed(part)
    const known = (named[nameOf(id)] ??= described)
    if (JSON.stringify(known) !== JSON.stringify(described)) throw new Error(`two schemas are called ${nameOf(id)}`)
  }
  return renamed(json)
}

/** Whether a default is in it, or in what it refers to: then it may be left out when sent, and is there when received. */
function differs(part: Json, defs: Named, seen = new Set<Json>()): boolean {
  if (seen.has(part)) return false
  seen.add(part)
  const text = JSON.stringify(part)
  if (text.includes('"default":')) return true
  return [...text.matchAll(/"#\/\$defs\/(\w+)"/g)].some(([, id]) => differs(defs[id ?? ''] ?? {}, defs, seen))
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query', named: Named): Json[] {
  if (schema === undefined) return []
  const json = schemaOf(schema, 'input', named) as { properties?: Record<string, Json>; required?: string[] }
  return Object.entries(json.properties ?? {}).map(([name, property]) => ({
    name, in: place, required: place === 'path' || (json.required?.includes(name) ?? false), schema: property,
  }))
}

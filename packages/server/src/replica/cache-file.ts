import type { DealColumns, Dictionary } from '@sluice/core/funnel/columns'
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { Column } from './raw-rows.ts'

/**
 * Columns in a file: magic, length of the head, head as JSON, the arrays one after the other, and a checksum of it all.
 * What changes the shape or the meaning of columns gives them another number, and files of before are passed over.
 */
const MAGIC = 'SLUICECOLS'
const FORMAT = 1

type Group = 'deal' | 'stay' | 'version'
interface Head<M> {
  format: number
  mark: M
  size: number
  stays: number
  versions: number
  stages: DealColumns['stages']
  dictionaries: Record<string, (string | null)[]>
  known: number
  risks: number
  arrays: { group: Group; name: string; type: string; length: number }[]
}

const kinds: Record<string, new (length: number) => Column> = { Uint8Array, Uint16Array, Uint32Array, Int32Array, Float64Array }
const groups: Group[] = ['deal', 'stay', 'version']
const piece = 4 * 1024 * 1024

/**
 * Writes columns with a mark that says what they are of. Deals may be added meanwhile: what is written is what was there at
 * the call, as long as rows stay where they are. The file appears whole or not at all.
 */
export async function writeColumns<M>(path: string, columns: DealColumns, mark: M): Promise<void> {
  const used = { deal: columns.size, stay: columns.stays, version: columns.versions }
  const arrays = groups.flatMap((group) => Object.entries(columns[group] as Record<string, Column>).map(([name, column]) => {
    const length = used[group] * (name === 'id' ? 16 : 1)
    // The one column of which existing rows change.
    return { group, name, type: column.constructor.name, length, bytes: bytesOf(name === 'alive' ? column.slice(0, length) : column.subarray(0, length)) }
  }))
  const known = Float64Array.from([...columns.known].flatMap(([row, { entered, left }]) => [row, entered, left]))
  const risks = Float64Array.from([...columns.riskFrom].flat())
  const head: Head<M> = {
    format: FORMAT, mark, size: columns.size, stays: columns.stays, versions: columns.versions, stages: columns.stages,
    dictionaries: Object.fromEntries(Object.entries(columns.dictionaries).map(([name, { values }]) => [name, [...values]])),
    known: known.length, risks: risks.length, arrays: arrays.map(({ group, name, type, length }) => ({ group, name, type, length })),
  }
  const text = Buffer.from(JSON.stringify(head))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(text.length)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await removeDrafts(path)
  const draft = `${path}.${process.pid}.${draftNumber++}.part`
  const file = await open(draft, 'wx', 0o600)
  try {
    let sum = 0
    for (const part of [Buffer.from(MAGIC), length, text, ...arrays.map(({ bytes }) => bytes), bytesOf(known), bytesOf(risks)]) {
      for (let at = 0; at < part.length; at += piece) {
        const some = part.subarray(at, at + piece)
        sum = crc32(some, sum)
        await file.writeFile(some)
      }
    }
    length.writeUInt32LE(sum)
    await file.writeFile(length)
    await file.close()
    await rename(draft, path)
  } catch (error) {
    await file.close().catch(() => undefined)
    await rm(draft, { force: true })
    throw error
  }
}
let draftNumber = 0

/** What processes that were killed while they wrote have left. */
async function removeDrafts(path: string): Promise<void> {
  const folder = dirname(path)
  for (const name of await readdir(folder)) {
    if (!name.startsWith(`${basename(path)}.`) || !name.endsWith('.part')) continue
    const draft = join(folder, name)
    const { mtimeMs } = await stat(draft).catch(() => ({ mtimeMs: Infinity }))
    if (Date.now() - mtimeMs > 3_600_000) await rm(draft, { force: true })
  }
}

/** What `writeColumns` wrote; null when there is no such file, or it is of another format, or broken. */
export async function readColumns<M>(path: string): Promise<{ columns: DealColumns; mark: M } | null> {
  const file = await open(path, 'r').catch(() => null)
  if (file === null) return null
  try {
    return await read<M>(file)
  } catch {
    // Cut short, or nonsense that is no head.
    return null
  } finally {
    await file.close()
  }
}

async function read<M>(file: FileHandle): Promise<{ columns: DealColumns; mark: M } | null> {
  let at = 0
  let sum = 0
  const { size } = await file.stat()
  const fill = async (bytes: Uint8Array) => {
    if (at + bytes.length > size) throw new RangeError('cut short')
    for (let done = 0; done < bytes.length; ) {
      const { bytesRead } = await file.read(bytes, done, Math.min(piece, bytes.length - done), at + done)
      if (bytesRead === 0) throw new RangeError('cut short')
      done += bytesRead
    }
    at += bytes.length
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }
  const next = async (bytes: Uint8Array) => {
    const buffer = await fill(bytes)
    sum = crc32(buffer, sum)
    return buffer
  }
  if ((await next(new Uint8Array(MAGIC.length))).toString('latin1') !== MAGIC) return null
  const length = (await next(new Uint8Array(4))).readUInt32LE()
  if (length > size) return null
  const head = JSON.parse((await next(new Uint8Array(length))).toString('utf8')) as Head<M>
  if (head.format !== FORMAT) return null
  const arrays: Record<Group, Record<string, Column>> = { deal: {}, stay: {}, version: {} }
  for (const { group, name, type, length: count } of head.arrays) {
    const kind = kinds[type]
    if (kind === undefined || count > size) return null
    const column = new kind(count)
    await next(bytesOf(column))
    arrays[group][name] = column
  }
  const known = new Float64Array(head.known)
  const risks = new Float64Array(head.risks)
  await next(bytesOf(known))
  await next(bytesOf(risks))
  if ((await fill(new Uint8Array(4))).readUInt32LE() !== sum) return null
  const columns: DealColumns = {
    size: head.size, stays: head.stays, versions: head.versions, stages: head.stages,
    deal: arrays.deal as DealColumns['deal'], stay: arrays.stay as DealColumns['stay'], version: arrays.version as DealColumns['version'],
    known: new Map(Array.from({ length: known.length / 3 }, (_, i) => [known[i * 3] as number, { entered: known[i * 3 + 1] as number, left: known[i * 3 + 2] as number }])),
    riskFrom: new Map(Array.from({ length: risks.length / 2 }, (_, i) => [risks[i * 2] as number, risks[i * 2 + 1] as number])),
    dictionaries: Object.fromEntries(Object.entries(head.dictionaries).map(([name, values]) => [name, dictionaryOf(values)])) as DealColumns['dictionaries'],
    dimensions: new Map(), settled: null,
  }
  return { columns, mark: head.mark }
}

function dictionaryOf(values: (string | null)[]): Dictionary {
  return { values, codes: new Map(values.flatMap((value, code) => (value === null ? [] : [[value, code] as const]))) }
}

const bytesOf = (column: Column): Uint8Array => new Uint8Array(column.buffer, column.byteOffset, column.byteLength)

import { createReadStream, existsSync } from 'node:fs'
import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EventRow } from '@sluice/core/imports/records'
import type { RowReason } from '@sluice/core/imports/reasons'

/** A row of a log: its event, or why there is none. */
export interface CaseLine {
  line: number
  cells: readonly string[]
  event: EventRow | null
  reasons: readonly RowReason[]
}

/** So many rows are put together in memory at a time. */
const rowsTogether = 20_000
const flushAt = 256 * 1024

/**
 * Brings the rows of each case of a log together, however far apart they stand: rows go to files by a hash of their case,
 * and each file is then small enough for memory. A small log stays in memory altogether.
 */
export async function caseSpool(rows: number) {
  const parts = Math.min(256, Math.max(1, Math.ceil(rows / rowsTogether)))
  const folder = parts === 1 ? null : await mkdtemp(join(tmpdir(), 'sluice-cases-'))
  const held: string[][] = Array.from({ length: parts }, () => [])
  const sizes = Array<number>(parts).fill(0)
  const fileOf = (part: number): string => join(folder ?? '', `${part}.ndjson`)
  const flush = async (part: number): Promise<void> => {
    const lines = held[part] ?? []
    if (folder === null || lines.length === 0) return
    held[part] = []
    sizes[part] = 0
    await appendFile(fileOf(part), lines.map((line) => `${line}\n`).join(''), { mode: 0o600 })
  }
  return {
    async add(caseKey: string, line: CaseLine): Promise<void> {
      const part = parts === 1 ? 0 : partOf(caseKey, parts)
      const text = JSON.stringify([caseKey, line])
      held[part]?.push(text)
      sizes[part] = (sizes[part] ?? 0) + text.length
      if ((sizes[part] ?? 0) > flushAt) await flush(part)
    },
    /** The cases of one part after the other, in the order in which they begin in the file. */
    async *cases(): AsyncGenerator<Map<string, CaseLine[]>> {
      for (let part = 0; part < parts; part++) {
        await flush(part)
        const cases = new Map<string, CaseLine[]>()
        for await (const text of linesOf(folder === null ? null : fileOf(part), held[part] ?? [])) {
          const [key, line] = JSON.parse(text) as [string, CaseLine]
          const known = cases.get(key)
          if (known === undefined) cases.set(key, [line])
          else known.push(line)
        }
        yield cases
      }
    },
    async close(): Promise<void> {
      if (folder !== null) await rm(folder, { recursive: true, force: true })
    },
  }
}

async function* linesOf(file: string | null, held: readonly string[]): AsyncGenerator<string> {
  if (file === null) yield* held
  else {
    if (!existsSync(file)) return
    // Cut at \n alone: JSON leaves other line separators bare inside its strings.
    let rest = ''
    for await (const chunk of createReadStream(file, 'utf8')) {
      const lines = (rest + String(chunk)).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  }
}

function partOf(key: string, parts: number): number {
  let hash = 2166136261
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 16777619)
  return (hash >>> 0) % parts
}

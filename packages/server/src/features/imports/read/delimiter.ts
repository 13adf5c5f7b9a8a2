import { CsvRecords, newlineOf } from './csv-records.ts'

const candidates = [',', '\t', ';', '|', '，', '\u001f', '\u001e', '^', '~']

/**
 * The delimiter of a sample of text: the one that cuts most rows into the same number of cells, the header among them,
 * and into the more cells. `,` when nothing does (a single column).
 */
export function sniffDelimiter(sample: string): string {
  let best = ','
  let bestScore = 0
  for (const candidate of candidates) {
    if (!sample.includes(candidate)) continue
    const score = rate(sample, candidate)
    if (score > bestScore * 1.000001) {
      best = candidate
      bestScore = score
    }
  }
  return best
}

function rate(sample: string, delimiter: string): number {
  const parser = new CsvRecords(delimiter, newlineOf(sample))
  const records = parser.push(sample)
  // The last row of a sample may be cut off in the middle; a sample of one row is all there is.
  if (records.length < 2) records.push(...parser.end())
  const rows = records.filter((record) => record.cells.length > 1 || record.cells[0]?.trim() !== '').slice(0, 500)
  if (rows.length === 0) return 0
  const counts = new Map<number, number>()
  for (const row of rows) counts.set(row.cells.length, (counts.get(row.cells.length) ?? 0) + 1)
  let width = 1
  let share = 0
  for (const [cells, times] of counts) {
    if (cells > 1 && times / rows.length >= share) {
      width = cells
      share = times / rows.length
    }
  }
  if (width === 1) return 0
  const flawed = rows.filter((row) => row.flaws.length > 0).length / rows.length
  const header = rows[0]?.cells.length === width ? 1 : 0.5
  return share ** 2 * (1 - flawed) ** 2 * header * Math.log2(width + 1)
}

import { codeOf, type DealColumns, dictionary, EXIT_CODES, IMPORTED, LATE, NO_AMOUNT, NO_DAY, NO_PROBABILITY, NO_STAGE, DORMANT, TRUNCATED } from '../../columns.ts'
import { dayOfDate, DAY_MS } from '../../zone-days.ts'

/** Test support: columns made by hand, with times in days and every column open to the test. */

export type MadeStay = {
  stage: string
  in: number
  out?: number
  exit?: 'advance' | 'back' | 'won' | 'lost' | 'transfer'
  reason?: string
  imported?: boolean
  /** When entry and end became known, if later than they were. */
  knownIn?: number
  knownOut?: number
  riskFrom?: number
}
export type MadeVersion = {
  from: number
  amount?: number | null
  currency?: string
  p?: number | null
  close?: string | null
  owner?: string | null
  team?: string | null
  source?: string | null
  closedAt?: number
  dormant?: boolean
}
export type MadeDeal = {
  created: number
  stays: MadeStay[]
  versions: MadeVersion[]
  cameByTransfer?: boolean
  gone?: boolean
  dims?: Record<string, string | null>
}

/** Columns of the deals over stages named by letters; the n-th deal is row n. */
export function madeColumns(letters: string, deals: readonly MadeDeal[]): DealColumns {
  const stays = deals.reduce((sum, d) => sum + d.stays.length, 0)
  const versions = deals.reduce((sum, d) => sum + d.versions.length, 0)
  const n = deals.length
  const columns: DealColumns = {
    size: n, stays, versions,
    deal: {
      alive: new Uint8Array(n), id: new Uint8Array(n * 16), createdAt: new Float64Array(n),
      stayFrom: new Uint32Array(n), stayCount: new Uint16Array(n), versionFrom: new Uint32Array(n), versionCount: new Uint16Array(n),
      entryOwner: new Uint16Array(n), entryTeam: new Uint16Array(n), entrySource: new Uint16Array(n), cameByTransfer: new Uint8Array(n),
    },
    stay: {
      stage: new Uint8Array(stays), enteredAt: new Float64Array(stays), leftAt: new Float64Array(stays), exit: new Uint8Array(stays),
      lossReason: new Uint16Array(stays), flags: new Uint8Array(stays),
    },
    version: {
      knownFrom: new Float64Array(versions), amountMinor: new Float64Array(versions), currency: new Uint8Array(versions),
      probability: new Uint16Array(versions), expectedClose: new Int32Array(versions), owner: new Uint16Array(versions), team: new Uint16Array(versions),
      source: new Uint16Array(versions), closedAt: new Float64Array(versions), flags: new Uint8Array(versions),
    },
    known: new Map(), riskFrom: new Map(),
    stages: [...letters].map((id, position) => ({ id, position, winProbability: (position + 1) / (letters.length + 1) })),
    dictionaries: { owner: dictionary(), team: dictionary(), source: dictionary(), currency: dictionary(), lossReason: dictionary() },
    dimensions: new Map(), settled: null,
  }
  const words = columns.dictionaries
  for (const name of new Set(deals.flatMap((d) => Object.keys(d.dims ?? {})))) columns.dimensions.set(name, { codes: new Uint16Array(n), dictionary: dictionary() })
  let s = 0
  let v = 0
  deals.forEach((deal, row) => {
    const to = columns.deal
    to.alive[row] = deal.gone === true ? 0 : 1
    to.id[row * 16 + 15] = row & 255
    to.id[row * 16 + 14] = row >> 8
    to.createdAt[row] = deal.created * DAY_MS
    to.stayFrom[row] = s
    to.stayCount[row] = deal.stays.length
    to.versionFrom[row] = v
    to.versionCount[row] = deal.versions.length
    to.cameByTransfer[row] = deal.cameByTransfer === true ? 1 : 0
    const firstIn = (deal.stays[0]?.in ?? deal.created) * DAY_MS
    const atEntry = deal.versions.filter((version) => version.from * DAY_MS <= firstIn).at(-1) ?? deal.versions[0]
    to.entryOwner[row] = codeOf(words.owner, atEntry?.owner ?? null)
    to.entryTeam[row] = codeOf(words.team, atEntry?.team ?? null)
    to.entrySource[row] = codeOf(words.source, atEntry?.source ?? null)
    for (const [name, dimension] of columns.dimensions) dimension.codes[row] = codeOf(dimension.dictionary, deal.dims?.[name] ?? null)
    for (const stay of deal.stays) {
      const at = letters.indexOf(stay.stage)
      columns.stay.stage[s] = at < 0 ? NO_STAGE : at
      columns.stay.enteredAt[s] = stay.in * DAY_MS
      columns.stay.leftAt[s] = stay.out === undefined ? Infinity : stay.out * DAY_MS
      columns.stay.exit[s] = stay.exit === undefined ? 0 : EXIT_CODES.indexOf(stay.exit)
      columns.stay.lossReason[s] = codeOf(words.lossReason, stay.reason ?? null)
      let flags = stay.imported === true ? IMPORTED : 0
      if (stay.knownIn !== undefined || stay.knownOut !== undefined) {
        flags |= LATE
        columns.known.set(s, { entered: (stay.knownIn ?? stay.in) * DAY_MS, left: (stay.knownOut ?? stay.out ?? Infinity) * DAY_MS })
      }
      if (stay.riskFrom !== undefined) {
        flags |= TRUNCATED
        columns.riskFrom.set(s, stay.riskFrom * DAY_MS)
      }
      columns.stay.flags[s] = flags
      s++
    }
    for (const version of deal.versions) {
      const amount = version.amount === undefined ? 100_00 : version.amount
      columns.version.knownFrom[v] = version.from * DAY_MS
      columns.version.amountMinor[v] = amount ?? 0
      columns.version.currency[v] = codeOf(words.currency, version.currency ?? 'CNY')
      columns.version.probability[v] = version.p == null ? NO_PROBABILITY : Math.round(version.p * 10_000)
      columns.version.expectedClose[v] = version.close == null ? NO_DAY : dayOfDate(version.close)
      columns.version.owner[v] = codeOf(words.owner, version.owner ?? null)
      columns.version.team[v] = codeOf(words.team, version.team ?? null)
      columns.version.source[v] = codeOf(words.source, version.source ?? null)
      columns.version.closedAt[v] = version.closedAt === undefined ? Infinity : version.closedAt * DAY_MS
      columns.version.flags[v] = (version.dormant === true ? DORMANT : 0) | (amount === null ? NO_AMOUNT : 0)
      v++
    }
  })
  return columns
}

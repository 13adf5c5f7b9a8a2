import { conditionKey } from '@sluice/core/fields/conditions'
import type { CustomField } from '@sluice/core/fields/contract'
import type { Deal, exportDeals as exportContract } from '@sluice/core/pipeline/contract'
import { dealColumns, dealStatusNames, forecastCategoryNames, type DealColumn } from '@sluice/core/pipeline/deal-columns'
import type { QueryOf } from '@sluice/core/lib/contract'
import { csvRow } from '@sluice/core/lib/csv-field'
import { decimalText } from '@sluice/core/lib/money'
import { sql } from 'kysely'
import type { Asker } from '../../platform/condition-filter.ts'
import type { OrgDb, Reader } from '../../platform/db.ts'
import { cutPage } from '../../platform/keyset.ts'
import { refuse } from '../../platform/refusal.ts'
import { customText } from '../fields/custom-text.ts'
import { fieldsFor } from '../fields/fields.queries.ts'
import { selectCustomNames } from '../fields/show-custom.queries.ts'
import { dealWhere } from './deal-filter.ts'
import { listKeyset } from './list-deals.ts'
import { selectDeals } from './pipeline.queries.ts'

const batch = 1000

/**
 * The list as CSV in pieces: UTF-8 with BOM (spreadsheets read the Chinese), money in major units, times in the
 * organisation's zone, cells that a spreadsheet would run as formulas disarmed. Each piece is read in a transaction of its
 * own, so a slow reader holds no connection; memory is that of one piece.
 */
export async function* exportDeals(db: OrgDb, asker: Asker, query: QueryOf<typeof exportContract>): AsyncGenerator<string> {
  const { orgId } = asker.viewer
  const language = query.locale === 'en' ? 'en' : 'zh'
  const { names, keyset, fields } = await db.read(orgId, async (tx) => ({
    names: await selectNames(tx, orgId), keyset: await listKeyset(tx, asker, query), fields: await fieldsFor(tx, orgId, 'deal', asker.viewer.role),
  }))
  const columns = columnsOf(query.columns, fields)
  const time = timeWriter(asker.timeZone)
  const write = cellWriter(names, language, time)
  const cell = (column: Column, deal: Deal, customNames: Readonly<Record<string, string>>) =>
    typeof column === 'string' ? write[column](deal) : customText(column, new Map(Object.entries(deal.custom)).get(column.key), { currency: deal.currency, language, time, names: customNames })
  let text = `\ufeff${csvRow(columns.map((column) => (typeof column === 'string' ? dealColumns[column][language] : column.label)))}`
  for (let cursor: string | undefined; ; ) {
    const page = await db.read(orgId, async (tx) => {
      const where = await dealWhere(tx, asker, query)
      const cut = cutPage(keyset, await selectDeals(tx, asker.viewer, where, keyset, cursor, batch), batch)
      return { ...cut, customNames: await selectCustomNames(tx, asker.viewer, 'deal', cut.rows) }
    })
    for (const deal of page.rows) text += csvRow(columns.map((column) => cell(column, deal, page.customNames)))
    yield text
    text = ''
    if (page.nextCursor === null) return
    cursor = page.nextCursor
  }
}

/** A built-in column by its key, or a custom field. */
type Column = DealColumn | CustomField

function columnsOf(asked: string | undefined, fields: readonly CustomField[]): Column[] {
  const known = new Map<string, Column>([
    ...(Object.keys(dealColumns) as DealColumn[]).map((key) => [key, key] as const), ...fields.map((field) => [conditionKey(field.key), field] as const),
  ])
  if (asked === undefined || asked === '') return [...known.values()]
  return asked.split(',').map((key) => known.get(key) ?? refuse('request.invalid', {}, [{ path: 'columns', code: 'unknown' }]))
}

type TimeWriter = (iso: string | null) => string
function timeWriter(timeZone: string): TimeWriter {
  // Sweden writes 2026-03-02 10:00, which every spreadsheet takes for a time.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return (iso) => (iso === null ? '' : format.format(new Date(iso)))
}

function cellWriter(names: ReadonlyMap<string, string>, language: 'zh' | 'en', time: TimeWriter): Record<DealColumn, (deal: Deal) => string> {
  const name = (id: string | null) => (id === null ? '' : (names.get(id) ?? ''))
  return {
    number: (deal) => String(deal.number),
    title: (deal) => deal.title,
    account: (deal) => deal.account?.name ?? '',
    pipeline: (deal) => name(deal.pipelineId),
    stage: (deal) => name(deal.stageId),
    status: (deal) => dealStatusNames[deal.status][language],
    amount: (deal) => (deal.amountMinor === null ? '' : decimalText(deal.amountMinor, deal.currency)),
    currency: (deal) => deal.currency,
    winProbability: (deal) => (deal.winProbability === null ? '' : String(deal.winProbability)),
    forecastCategory: (deal) => (deal.forecastCategory === null ? '' : (forecastCategoryNames[deal.forecastCategory]?.[language] ?? deal.forecastCategory)),
    expectedCloseOn: (deal) => deal.expectedCloseOn ?? '',
    nextStep: (deal) => deal.nextStep ?? '',
    nextStepDue: (deal) => deal.nextStepDue ?? '',
    owner: (deal) => deal.owner?.name ?? '',
    team: (deal) => name(deal.teamId),
    source: (deal) => name(deal.sourceId),
    tags: (deal) => deal.tagIds.map(name).join('; '),
    stageEnteredAt: (deal) => time(deal.stageEnteredAt),
    lastActivityAt: (deal) => time(deal.lastActivityAt),
    createdAt: (deal) => time(deal.createdAt),
    closedAt: (deal) => time(deal.closedAt),
    lostReason: (deal) => name(deal.lostReasonId),
  }
}

/** Names of everything a deal refers to by id. */
async function selectNames(tx: Reader, orgId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from pipeline where org_id = ${orgId} union all select id, name from stage where org_id = ${orgId}
    union all select id, name from channel where org_id = ${orgId} union all select id, name from team where org_id = ${orgId}
    union all select id, name from tag where org_id = ${orgId} union all select id, name from loss_reason where org_id = ${orgId}`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.name]))
}

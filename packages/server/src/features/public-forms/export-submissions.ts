import type { FormSubmission } from '@sluice/core/public-forms/contract'
import { csvRow } from '@sluice/core/lib/csv-field'
import type { Viewer } from '@sluice/core/identity/policy'
import type { OrgDb } from '../../platform/db.ts'
import type { ReaderLanguage } from '../../platform/reader-language.ts'
import { selectSubmissions, type Filter } from './submissions.queries.ts'

const most = 50_000
const heads = {
  zh: ['时间', '判定', '版本', '语言', '线索', '页面', '同意条款版本'],
  en: ['At', 'Verdict', 'Version', 'Language', 'Lead', 'Page', 'Consent version'],
} as const
const verdictNames = {
  zh: { accepted: '有效', duplicate: '同一人', suspected_bot: '疑似机器人' },
  en: { accepted: 'Accepted', duplicate: 'Same person', suspected_bot: 'Suspected bot' },
} as const

/**
 * A form's submissions as CSV, a column for every field that any of its versions had. Cells that a spreadsheet would run begin with an
 * apostrophe. Pages are read one after the other, so that a long list holds no transaction open.
 */
export async function submissionsCsv(db: OrgDb, viewer: Viewer, formId: string, filter: Filter, language: ReaderLanguage): Promise<string> {
  const rows: FormSubmission[] = []
  const labels = new Map<string, string>()
  for (let cursor: string | undefined; rows.length < most; ) {
    const page = await db.read(viewer.orgId, (tx) => selectSubmissions(tx, viewer, formId, { ...filter, cursor, limit: 200 }))
    for (const row of page.items) {
      rows.push(row)
      for (const { key, label } of row.answers) if (!labels.has(key)) labels.set(key, label)
    }
    if (page.nextCursor === null) break
    cursor = page.nextCursor
  }
  const keys = [...labels.keys()]
  const lines = rows.map((row) => {
    const byKey = new Map(row.answers.map((answer) => [answer.key, answer.value]))
    return [
      row.at, verdictNames[language][row.verdict], String(row.formVersion), row.language, row.lead?.name ?? '', row.page ?? '', row.consentVersion === null ? '' : String(row.consentVersion),
      ...keys.map((key) => byKey.get(key) ?? ''),
    ]
  })
  // A byte order mark: without it, Excel takes Chinese for something else.
  return `\ufeff${[[...heads[language], ...labels.values()], ...lines].map((cells) => csvRow(cells)).join('')}`
}

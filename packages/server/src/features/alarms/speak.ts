import type { AlarmVerdictOut } from '@sluice/core/alarms/wire'
import type { AlarmVerdict } from '@sluice/core/diagnosis/alarms/verdict'
import type { Said } from '@sluice/core/diagnosis/said'
import { type Language, type Names, sentence } from '@sluice/core/diagnosis/sentence'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** What sentences call the organisation's own things, by language. */
export type NamesBy = Record<Language, Names>

const dimensions: Record<string, { zh: string; en: string }> = {
  owner: { zh: '负责人', en: 'Owner' }, team: { zh: '团队', en: 'Team' }, source: { zh: '来源', en: 'Source' }, product: { zh: '产品', en: 'Product' },
  industry: { zh: '行业', en: 'Industry' }, size: { zh: '客户规模', en: 'Company size' }, region: { zh: '地区', en: 'Region' }, amount: { zh: '金额', en: 'Amount' },
  customer: { zh: '新老客户', en: 'New or existing' },
}

/** Names of stages, people, teams and channels. */
export async function selectNames(tx: Reader, orgId: string): Promise<NamesBy> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from stage where org_id = ${orgId} union all select id, name from app_user where org_id = ${orgId}
    union all select id, name from team where org_id = ${orgId} union all select id, name from channel where org_id = ${orgId}`.execute(tx)
  const byId = new Map(rows.map((row) => [row.id, row.name]))
  const names = (language: Language): Names => ({
    stage: (id) => byId.get(id), dimension: (key) => dimensions[key]?.[language], value: (_, value) => byId.get(value),
  })
  return { zh: names('zh'), en: names('en') }
}

export function speakSaid(said: Said, names: NamesBy): { zh: string; en: string } {
  return { zh: sentence(said, 'zh', names.zh), en: sentence(said, 'en', names.en) }
}

export function speak(verdict: AlarmVerdict, names: NamesBy): AlarmVerdictOut {
  return { ...verdict, text: speakSaid(verdict.said, names) }
}

import { criteriaOf, type GateGroup } from '@sluice/core/config/gate'
import { completeObjects, type WeekReport } from '@sluice/core/fields/week-report'
import { whyAsked } from '@sluice/core/fields/why-asked'
import { scopeOf } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Asker } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { askedFields } from './asked-fields.ts'
import { selectReport } from './completeness.query.ts'

/** So many people and teams, the least complete first, and so many fields, those most often missing first. */
const [mostNamed, mostFields] = [10, 3]

interface Standing { name: string; records: number; score: number }

/** How complete the records are that somebody answers for: their own, or their teams'. Null: nothing is asked of any. */
export async function weekOf(tx: Reader, asker: Asker, day: string): Promise<WeekReport | null> {
  const { viewer } = asker
  const gates = await selectAsking(tx, viewer.orgId)
  const [people, teams] = [new Map<string, Standing>(), new Map<string, Standing>()]
  const fields: WeekReport['fields'] = []
  let [records, points] = [0, 0]
  for (const object of completeObjects) {
    const asked = await askedFields(tx, asker, object, 'zh')
    const english = new Map((await askedFields(tx, asker, object, 'en')).map(({ key, label }) => [key, label]))
    const report = await selectReport(tx, viewer, object, null, asked)
    records += report.records
    points += (report.score ?? 0) * report.records
    for (const { owner, records: n, score } of report.owners) if (owner !== null) add(people, owner.id, owner.name, n, score)
    for (const { team, records: n, score } of report.teams) if (team !== null) add(teams, team.id, team.name, n, score)
    for (const { n, filled, asked: all } of report.fields) {
      const field = asked[n - 1]
      if (field === undefined || filled === all) continue
      fields.push({ object, key: field.key, label: { zh: field.label, en: english.get(field.key) ?? field.label }, missing: all - filled, asked: all, why: whyAsked(object, field.key), gates: object === 'deal' ? (gates.get(field.key) ?? []) : [] })
    }
  }
  if (records === 0) return null
  const isOwn = scopeOf(viewer, 'deal', 'write') === 'own'
  const most = fields.toSorted((a, b) => b.missing - a.missing || a.key.localeCompare(b.key)).slice(0, mostFields)
  const least = (all: Iterable<Standing>) => [...all].toSorted((a, b) => a.score - b.score || b.records - a.records || a.name.localeCompare(b.name)).slice(0, mostNamed)
  return {
    day, isOwn, records, score: points / records, fields: most, teams: isOwn ? [] : least(teams.values()), people: isOwn ? [] : least(people.values()),
    percent: `${Math.round((points / records) * 100)}%`, lacks: { zh: most.map(({ label }) => label.zh).join('、'), en: most.map(({ label }) => label.en).join(', ') },
  }
}

/** Scores of several kinds of records, weighed by how many there are. */
function add(all: Map<string, Standing>, id: string, name: string, records: number, score: number | null): void {
  if (records === 0 || score === null) return
  const known = all.get(id) ?? { name, records: 0, score: 0 }
  const sum = known.records + records
  all.set(id, { name, records: sum, score: (known.score * known.records + score * records) / sum })
}

/** By field of a deal: the stages whose gates ask for it. */
async function selectAsking(tx: Reader, orgId: string): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ name: string; gates: (GateGroup | null)[] }>`
    select s.name, jsonb_build_array(s.entry_gate, s.exit_gate) as gates from stage s join pipeline p on p.org_id = s.org_id and p.id = s.pipeline_id
    where s.org_id = ${orgId} and s.archived_at is null and p.archived_at is null order by p.position, s.position`.execute(tx)
  const asking = new Map<string, string[]>()
  for (const { name, gates } of rows) {
    for (const criterion of gates.flatMap((gate) => criteriaOf(gate))) {
      const key = criterion.type === 'field' ? criterion.field : criterion.type === 'contact' ? 'contacts.role' : null
      if (key !== null) asking.set(key, [...new Set([...(asking.get(key) ?? []), name])])
    }
  }
  return asking
}

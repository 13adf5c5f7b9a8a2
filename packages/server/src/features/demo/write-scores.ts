import { fieldSettings } from '@sluice/core/fields/contract'
import { both } from '@sluice/core/config/localized'
import { dayOf } from '@sluice/core/lib/dates'
import { defaultScoreRules } from '@sluice/core/scoring/default-rules'
import type { ScoreRules } from '@sluice/core/scoring/rules'
import { createRng, type Rng } from '@sluice/core/simulator/rng'
import type { BehaviourKind } from '@sluice/core/tracking/behaviour'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { createField } from '../fields/save-field.ts'
import { putInForce } from '../scoring/change-rules.ts'
import { readInForce } from '../scoring/in-force.ts'
import { scoreLeads } from '../scoring/score-leads.ts'
import { leadIndustries, leadSizes } from './lead-fields.ts'

const dayMs = 86_400_000
const wanted = ['auto_parts', 'electronics', 'new_energy', 'medical']

/** What the demo company's score rules add to those that come with Sluice: whom it looks for. */
const rules: ScoreRules = {
  ...defaultScoreRules,
  icp: {
    points: 20,
    criteria: [
      { key: 'size', name: both('公司规模', 'Company size'), weight: 3, otherwise: 0, levels: [
        { when: { field: 'c_company_size', op: 'empty' }, match: null }, { when: { field: 'c_company_size', op: 'is', value: 'large' }, match: 1 }, { when: { field: 'c_company_size', op: 'is', value: 'medium' }, match: 0.7 },
      ] },
      { key: 'industry', name: both('目标行业', 'Industry we serve'), weight: 2, otherwise: 0.2, levels: [
        { when: { field: 'c_industry', op: 'empty' }, match: null }, { when: { field: 'c_industry', op: 'any_of', value: wanted }, match: 1 },
      ] },
    ],
  },
}

/**
 * Scores of the demo company: industry and size as fields of its leads, what the open ones did on its pages lately, rules in force, and
 * each open lead's score. Closed leads are scored by the consumer of the log after the start.
 */
export async function writeScores(tx: Tx, act: Act): Promise<void> {
  const { orgId } = act
  const field = (key: string, label: string, options: Record<string, string>) =>
    createField(tx, act, { object: 'lead', key, label, type: 'select', settings: fieldSettings.parse({ options: Object.entries(options).map(([name, value]) => ({ value, label: name })) }) })
  const ids = { industry: await field('industry', '行业', leadIndustries), size: await field('company_size', '公司规模', leadSizes) }
  await sql`
    insert into custom_value (org_id, field_id, record_id, n, text_value)
    select l.org_id, f.id, l.id, 0, l.custom->>f.key from lead l cross join (values (${ids.industry}::uuid, 'industry'), (${ids.size}::uuid, 'company_size')) as f(id, key)
    where l.org_id = ${orgId} and l.custom ? f.key`.execute(tx)
  await writeBehaviour(tx, act)
  await writePast(tx, act)
  await putInForce(tx, act, rules, '')
  const ready = await readInForce(tx, orgId, new Date(act.now))
  const open = await tx.selectFrom('lead').select('id').where('org_id', '=', orgId).where('status', 'not in', ['converted', 'invalid']).orderBy('id').execute()
  if (ready !== null) await scoreLeads(tx, orgId, ready, open.map(({ id }) => id), { now: act.now, because: 'rules', isFirst: true })
}

/** How warm a lead is by its status: the chance that it did anything in the last weeks, and how much. */
const warmth: Record<string, [chance: number, visits: number]> = { new: [0.35, 2], nurturing: [0.5, 3], working: [0.65, 4], qualified: [0.95, 8] }
const pages = ['www.example.cn/', 'www.example.cn/products', 'www.example.cn/cases', 'www.example.cn/news']

/** Unless the company has its visits from elsewhere. */
async function writeBehaviour(tx: Tx, act: Act): Promise<void> {
  const { orgId } = act
  const known = await tx.selectFrom('lead_behaviour_day').select('lead_id').where('org_id', '=', orgId).limit(1).execute()
  if (known.length > 0) return
  const rng = createRng(20260304)
  const leads = await tx.selectFrom('lead').select(['id', 'status', 'created_at']).where('org_id', '=', orgId).where('status', 'in', Object.keys(warmth)).orderBy('id').execute()
  const now = Date.parse(act.now)
  const did = new Map<string, { lead_id: string; day: string; kind: BehaviourKind; subject: string; n: number; last_at: string }>()
  for (const lead of leads) {
    const [chance, visits] = warmth[lead.status] ?? [0, 0]
    if (!rng.chance(chance)) continue
    const since = Math.max(now - 45 * dayMs, Date.parse(lead.created_at))
    for (let i = 0; i < visits; i++) {
      const at = new Date(since + rng.next() * (now - since))
      const [kind, subject] = thing(rng)
      const day = dayOf(at, 'Asia/Shanghai')
      did.set(`${lead.id} ${day} ${kind} ${subject}`, { lead_id: lead.id, day, kind, subject, n: kind === 'page_view' ? 1 + rng.int(3) : 1, last_at: at.toISOString() })
    }
  }
  await sql`
    insert into lead_behaviour_day (org_id, lead_id, day, kind, subject, n, last_at)
    select ${orgId}::uuid, * from jsonb_to_recordset(${JSON.stringify([...did.values()])}::jsonb) as r(lead_id uuid, day date, kind text, subject text, n int, last_at timestamptz)`.execute(tx)
}

/** What past leads did in their first week: those that converted more, as in life. So the back-test has something to find. */
async function writePast(tx: Tx, act: Act): Promise<void> {
  const { orgId } = act
  const rng = createRng(20260305)
  const before = new Date(Date.parse(act.now) - 97 * dayMs).toISOString()
  const leads = await tx.selectFrom('lead').select(['id', 'status', 'created_at']).where('org_id', '=', orgId).where('created_at', '<', before).orderBy('created_at', 'desc').orderBy('id').limit(3500).execute()
  const rows = leads.flatMap((lead) => {
    const [chance, most] = lead.status === 'converted' ? [0.75, 4] : [0.3, 2]
    if (!rng.chance(chance)) return []
    return Array.from({ length: 1 + rng.int(most) }, () => {
      const at = new Date(Date.parse(lead.created_at) + rng.next() * 6 * dayMs)
      const [kind, subject] = thing(rng)
      return { lead_id: lead.id, day: dayOf(at, 'Asia/Shanghai'), kind, subject, n: 1, last_at: at.toISOString() }
    })
  })
  await sql`
    insert into lead_behaviour_day (org_id, lead_id, day, kind, subject, n, last_at)
    select ${orgId}::uuid, * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(lead_id uuid, day date, kind text, subject text, n int, last_at timestamptz)
    on conflict do nothing`.execute(tx)
}

function thing(rng: Rng): [BehaviourKind, string] {
  const p = rng.next()
  if (p < 0.45) return ['page_view', rng.pick(pages)]
  if (p < 0.62) return ['pricing_view', 'www.example.cn/pricing']
  if (p < 0.78) return ['document_view', '智能产线方案.pdf']
  if (p < 0.9) return ['download', '选型白皮书.pdf']
  return p < 0.96 ? ['form_submit', '预约演示'] : ['mail_click', '季度产品通讯']
}

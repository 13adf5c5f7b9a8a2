import type { saveSignalRule, KeptSignalRule } from '@sluice/core/tracking/contract'
import { signalRule, standardSignals, type SignalRule } from '@sluice/core/tracking/signal-rule'
import type { BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'

const atMost = 30

/** The organisation's rules: those that come with Sluice, as changed, and its own. */
export async function selectSignalRules(tx: Reader, orgId: string): Promise<Omit<KeptSignalRule, 'canWrite'>[]> {
  const { rows } = await sql<{ locale: string; rules: { key: string; definition: unknown; isOn: boolean }[] }>`
    select o.locale, coalesce((select jsonb_agg(jsonb_build_object('key', key, 'definition', definition, 'isOn', is_on) order by key) from signal_rule r where r.org_id = o.org_id), '[]') as rules
    from org o where o.org_id = ${orgId}`.execute(tx)
  const language = rows[0]?.locale === 'en' ? 'en' : 'zh'
  const kept = new Map(rows[0]?.rules.map((row) => [row.key, row]))
  const standard = Object.entries(standardSignals).map(([key, words]) => {
    const row = kept.get(key)
    kept.delete(key)
    return { key, rule: read(row?.definition) ?? words[language], isOn: row?.isOn ?? true, isStandard: true, isChanged: row !== undefined }
  })
  const own = [...kept.values()].flatMap(({ key, definition, isOn }) => {
    const rule = read(definition)
    return rule === null ? [] : [{ key, rule, isOn, isStandard: false, isChanged: false }]
  })
  return [...standard, ...own]
}

const read = (definition: unknown): SignalRule | null => signalRule.safeParse(definition).data ?? null

export async function keepSignalRule(tx: Tx, act: Act, key: string, { rule, isOn }: BodyOf<typeof saveSignalRule>): Promise<void> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from signal_rule where org_id = ${act.orgId} and key <> ${key}`.execute(tx)
  if ((rows[0]?.n ?? 0) >= atMost) refuse('signal.too_many', { limit: atMost })
  await sql`
    insert into signal_rule as r (org_id, key, definition, is_on, changed_by, changed_at) values (${act.orgId}, ${key}, ${JSON.stringify(rule)}::jsonb, ${isOn}, ${act.actorId}, ${act.now})
    on conflict (org_id, key) do update set definition = excluded.definition, is_on = excluded.is_on, changed_by = excluded.changed_by, changed_at = excluded.changed_at, version = r.version + 1`.execute(tx)
  await tell(tx, act, rule.name)
}

export async function dropSignalRule(tx: Tx, act: Act, key: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`delete from signal_rule where org_id = ${act.orgId} and key = ${key} returning definition->>'name' as name`.execute(tx)
  const gone = rows[0]
  // A standard rule that nobody changed is as it should be already.
  if (gone === undefined) return key in standardSignals ? undefined : refuse('record.not_found')
  await tell(tx, act, gone.name)
}

const tell = (tx: Tx, act: Act, name: string) =>
  append(tx, act, [{ type: 'config.changed', payload: { what: 'signal_rule', name }, subjectType: 'config', subjectId: act.orgId, ownerId: null, teamId: null }])

import type { ObjectCatalogue } from '@sluice/core/conditions/catalogue'
import { dealObject } from '@sluice/core/conditions/objects'
import type { GateNames } from '@sluice/core/gates/explain'
import type { JudgeContext } from '@sluice/core/gates/judge'
import type { MoveRules } from '@sluice/core/gates/way'
import type { Viewer } from '@sluice/core/identity/policy'
import { dayOf } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { withCustomFields } from '../fields/custom-catalogue.queries.ts'
import { selectDealFields, selectMoveRules } from './gates.queries.ts'

/** Everything about an organisation that judging a gate needs, besides the evidence. */
export interface GateWorld {
  rules: MoveRules
  context: JudgeContext
  names: GateNames
  /** The day it is in the organisation's zone. */
  today: string
  /** The organisation's currency and language. */
  currency: string
}

/** Reads it once for a whole request or batch. Words are in the language that the reader has on the device, or in the account; the organisation's without a reader. */
export async function readGateWorld(tx: Reader, orgId: string, reader: Pick<Viewer, 'userId' | 'language'> | null, now: string): Promise<GateWorld> {
  const rules = await selectMoveRules(tx, orgId, await selectDealFields(tx, orgId))
  const catalogue = await withCustomFields(tx, orgId, null, dealObject)
  const { rows } = await sql<{ timeZone: string; currency: string; locale: string; teams: { id: string; path: string[] }[]; forms: Named[]; flows: Named[] }>`
    select o.time_zone as "timeZone", o.currency, coalesce((select locale from app_user where org_id = ${orgId} and id = ${reader?.userId ?? null}::uuid), o.locale) as locale,
      coalesce((select jsonb_agg(jsonb_build_object('id', id, 'path', path)) from team where org_id = ${orgId}), '[]') as teams,
      coalesce((select jsonb_agg(jsonb_build_object('id', id, 'name', name)) from form where org_id = ${orgId} and kind = 'questionnaire'), '[]') as forms,
      coalesce((select jsonb_agg(jsonb_build_object('id', id, 'name', name)) from approval_flow where org_id = ${orgId}), '[]') as flows
    from org o where o.org_id = ${orgId}`.execute(tx)
  const [org] = rows
  if (org === undefined) throw new Error('no such organisation')
  const nowDate = new Date(now)
  return {
    rules, today: dayOf(nowDate, org.timeZone), currency: org.currency,
    context: {
      now: nowDate, timeZone: org.timeZone, me: null, myTeams: [], catalogue,
      teamSubtree: (id) => org.teams.filter((team) => team.path.includes(id)).map((team) => team.id),
    },
    names: namesOf({ ...org, locale: reader?.language ?? org.locale }, catalogue, await selectNames(tx, orgId, rules)),
  }
}

interface Named {
  id: string
  name: string
}

function namesOf(org: { locale: string; forms: Named[]; flows: Named[] }, catalogue: ObjectCatalogue, known: ReadonlyMap<string, string>): GateNames {
  const forms = new Map(org.forms.map((form) => [form.id, form.name]))
  const flows = new Map(org.flows.map((flow) => [flow.id, flow.name]))
  return {
    lang: org.locale === 'en' ? 'en' : 'zh', catalogue, formName: (id) => forms.get(id), flowName: (id) => flows.get(id),
    nameOf: (_, id) => known.get(id),
  }
}

const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Names of what conditions in gates refer to by id; of configuration and people alone, which everybody may know. */
async function selectNames(tx: Reader, orgId: string, rules: MoveRules): Promise<Map<string, string>> {
  const asked = JSON.stringify([rules.stages.map((stage) => [stage.entryGate, stage.exitGate]), rules.pipelines.map((pipeline) => pipeline.wonGate)])
  if (!asked.includes('"condition"')) return new Map()
  const ids = [...new Set(asked.match(uuids))]
  const { rows } = await sql<Named>`
    with named(id, name) as (
      select id, name from app_user where org_id = ${orgId} union all select id, name from team where org_id = ${orgId}
      union all select id, name from pipeline where org_id = ${orgId} union all select id, name from stage where org_id = ${orgId}
      union all select id, name from channel where org_id = ${orgId} union all select id, name from loss_reason where org_id = ${orgId}
      union all select id, name from product where org_id = ${orgId} union all select id, name from tag where org_id = ${orgId})
    select id, name from named where id = any(${sql.val(ids)}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.name]))
}

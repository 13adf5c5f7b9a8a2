import { automationDefinition, type AutomationDefinition } from '@sluice/core/automation/definition'
import { placeSteps, type PlacedStep } from '@sluice/core/automation/walk'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

export interface Version {
  definition: AutomationDefinition
  placed: ReadonlyMap<string, PlacedStep>
}
/** An automation that is published and not paused, in the order in which they are asked. */
export interface ActiveAutomation extends Version {
  id: string
  name: string
  number: number
  position: number
  ownerId: string
  activeSince: string
}

/** Versions never change, so they are parsed once a process. */
const known = new Map<string, Version>()
const knownAtMost = 5000

function keep(key: string, definition: unknown): Version {
  const parsed = automationDefinition.parse(definition)
  const version = { definition: parsed, placed: placeSteps(parsed) }
  if (known.size >= knownAtMost) known.clear()
  known.set(key, version)
  return version
}

export async function selectVersion(tx: Reader, orgId: string, automationId: string, number: number): Promise<Version> {
  const key = `${orgId} ${automationId} ${number}`
  const found = known.get(key)
  if (found !== undefined) return found
  const { definition } = await tx.selectFrom('automation_version').select('definition').where('org_id', '=', orgId).where('automation_id', '=', automationId).where('number', '=', number).executeTakeFirstOrThrow()
  return keep(key, definition)
}

export async function selectActive(tx: Reader, orgId: string): Promise<ActiveAutomation[]> {
  const { rows } = await sql<{ id: string; name: string; number: number; position: number; ownerId: string; activeSince: string }>`
    select id, name, published_number as number, position, owner_id as "ownerId", active_since as "activeSince" from automation
    where org_id = ${orgId} and published_number is not null and paused_at is null and archived_at is null order by position, id`.execute(tx)
  const missing = rows.filter((row) => !known.has(`${orgId} ${row.id} ${row.number}`))
  if (missing.length > 0) {
    const found = await sql<{ id: string; number: number; definition: unknown }>`
      select v.automation_id as id, v.number, v.definition from automation_version v join jsonb_to_recordset(${JSON.stringify(missing)}::jsonb) as m(id uuid, number integer) on m.id = v.automation_id and m.number = v.number
      where v.org_id = ${orgId}`.execute(tx)
    for (const row of found.rows) keep(`${orgId} ${row.id} ${row.number}`, row.definition)
  }
  return rows.flatMap((row) => {
    const version = known.get(`${orgId} ${row.id} ${row.number}`)
    return version === undefined ? [] : [{ ...row, ...version }]
  })
}

export async function hasActive(tx: Reader, orgId: string): Promise<boolean> {
  const { rows } = await sql`select from automation where org_id = ${orgId} and published_number is not null and paused_at is null and archived_at is null limit 1`.execute(tx)
  return rows.length > 0
}

import type { Viewer } from '@sluice/core/identity/policy'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter, type OwnedNoun } from '../../platform/policy.ts'
import { textFilter } from '../../platform/text-filter.ts'

/** A record that holds all pieces of what was typed. */
export interface Candidate {
  type: OwnedNoun
  id: string
  name: string
  /** What tells it from others of the name. */
  detail: string
  status: string | null
  number: number | null
  phone: string | null
}

/** What was typed, folded, and its digits when it is a number or phone. */
export interface Typed {
  text: string
  folded: string
  digits: string | null
}

const tables: Record<OwnedNoun, { from: RawBuilder<unknown>; name: RawBuilder<unknown>; detail: RawBuilder<unknown>; status: RawBuilder<unknown>; number: RawBuilder<unknown>; phone: RawBuilder<unknown> }> = {
  deal: {
    from: sql`deal r left join account a on a.org_id = r.org_id and a.id = r.account_id`, name: sql`r.title`, detail: sql`concat_ws(' · ', r.number::text, a.name)`,
    status: sql`r.status`, number: sql`r.number`, phone: sql`null::text`,
  },
  lead: {
    from: sql`lead r`, name: sql`r.name`, detail: sql`concat_ws(' · ', r.company, r.phone)`, status: sql`r.status`, number: sql`r.number`,
    phone: sql`coalesce(r.phone_e164, r.phone)`,
  },
  account: {
    from: sql`account r`, name: sql`r.name`, detail: sql`concat_ws(' · ', r.industry, r.region)`, status: sql`null::text`, number: sql`null::bigint`, phone: sql`r.phone`,
  },
  contact: {
    from: sql`contact r left join account a on a.org_id = r.org_id and a.id = r.account_id`, name: sql`r.name`, detail: sql`concat_ws(' · ', a.name, r.title, r.phone)`,
    status: sql`null::text`, number: sql`null::bigint`, phone: sql`coalesce(r.phone_e164, r.phone)`,
  },
}

/** The best candidates of one noun: exact number, exact name, name that begins so, then the latest; ranked finely by the caller. */
export async function selectCandidates(tx: Reader, viewer: Viewer, noun: OwnedNoun, typed: Typed, limit: number): Promise<Candidate[]> {
  const { from, name, detail, status, number, phone } = tables[noun]
  const begins = `${typed.folded.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const { rows } = await sql<Candidate>`
    select ${noun}::text as type, r.id, ${name} as name, ${detail} as detail, ${status} as status, ${number} as number, ${phone} as phone
    from ${from}
    where r.org_id = ${viewer.orgId} and ${textFilter(noun, 'r', typed.text)} and ${scopeFilter(viewer, noun, 'read', 'r')}
    order by (${number})::text = ${typed.digits}::text desc nulls last, lower(${name}) = ${typed.folded} desc, lower(${name}) like ${begins} desc,
             r.last_activity_at desc nulls last, r.created_at desc, r.id
    limit ${limit}`.execute(tx)
  return rows
}

import { orgSlug } from '@sluice/core/identity/contract'
import { sql } from 'kysely'
import type { Db } from './db.ts'

/** The organisation that a public address names, before anything else of it is believed; null when there is none. */
export async function orgBySlug(db: Db, slug: string): Promise<string | null> {
  const read = orgSlug.safeParse(slug.toLowerCase())
  if (!read.success) return null
  const { rows } = await sql<{ id: string | null }>`select org_by_slug(${read.data}) as id`.execute(db.outside)
  return rows[0]?.id ?? null
}

import { sql } from 'kysely'
import { join } from 'node:path'
import { readColumns, writeColumns } from './cache-file.ts'
import { heldOf, type Held } from './held.ts'
import { selectProof, type Proof } from './proof.query.ts'
import type { SnapshotTx } from './snapshot-tx.ts'

/** What a copy on disk is of. */
interface Mark {
  /** Which database, as far as it says. */
  database: string
  /** What of the schema there is. */
  schema: string
  orgId: string
  pipelineId: string
  sees: string
  proof: Proof
  key: string
}

const fileOf = (folder: string, orgId: string, pipelineId: string) => join(folder, orgId, `${pipelineId}.columns`)

/** Writes a copy of the columns; the next start goes on from it. The caller sees to it that rows stay where they are meanwhile. */
export async function save(snapshot: SnapshotTx, folder: string, held: Held): Promise<() => Promise<void>> {
  const { orgId, pipelineId, sees, builder, reading } = held
  const mark: Mark = { ...(await identity(snapshot)), orgId, pipelineId, sees, proof: await selectProof(snapshot, sees), key: reading.key }
  return () => writeColumns(fileOf(folder, orgId, pipelineId), builder.columns, mark)
}

/**
 * The copy on disk, to be followed from where it was written; null when there is none that fits: another database, another
 * schema, or one that was restored to an earlier state since and so does not have the events that the copy was made from.
 */
export async function restore(snapshot: SnapshotTx, folder: string, pipelineId: string): Promise<Held | null> {
  const read = await readColumns<Mark>(fileOf(folder, snapshot.orgId, pipelineId))
  if (read === null) return null
  const { mark, columns } = read
  const here = await identity(snapshot)
  if (mark.database !== here.database || mark.schema !== here.schema || mark.orgId !== snapshot.orgId || mark.pipelineId !== pipelineId) return null
  const { rows } = await sql<{ later: boolean }>`select pg_snapshot_xmax(${mark.sees}::pg_snapshot) <= pg_snapshot_xmax(${snapshot.sees}::pg_snapshot) as later`.execute(snapshot.tx)
  if (rows[0]?.later !== true) return null
  const proof = await selectProof(snapshot, mark.sees)
  if (proof.hash !== mark.proof.hash || proof.last?.seq !== mark.proof.last?.seq) return null
  return heldOf(snapshot.orgId, pipelineId, columns, { reading: { key: mark.key }, sees: mark.sees, proof, unsaved: 0 })
}

async function identity({ tx }: SnapshotTx): Promise<{ database: string; schema: string }> {
  const may = await sql<{ may: boolean }>`select has_function_privilege('pg_control_system()', 'execute') as may`.execute(tx)
  const system = may.rows[0]?.may === true ? sql`(select system_identifier::text from pg_control_system())` : sql`''`
  const { rows } = await sql<{ database: string; schema: string | null }>`
    select concat_ws('/', ${system}, (select oid::text from pg_database where datname = current_database())) as database,
      (select max(name) from schema_migration) as schema`.execute(tx)
  return { database: rows[0]?.database ?? '', schema: rows[0]?.schema ?? '' }
}

import { allows, readsWholeFunnel, type Viewer } from '@sluice/core/identity/policy'
import type { Noun } from '@sluice/core/identity/role'
import type { LiveMessage } from '@sluice/core/live/contract'
import { sql } from 'kysely'
import { Client, type PoolConfig } from 'pg'
import { z } from 'zod'
import type { Db, Reader } from './db.ts'

/** One open stream. `send` writes a message with the id to resume from. */
export interface Listener {
  viewer: Viewer
  send(message: LiveMessage, id: string): void
  /** Ends the stream: its browser opens another, as whoever it is by then. */
  end(): void
}

export interface Live {
  /** Adds a stream; the answer removes it. */
  listen(listener: Listener): () => void
  /** What the viewer missed since an id; null when too much: refresh everything. */
  since(viewer: Viewer, id: string): Promise<{ messages: LiveMessage[]; id: string } | null>
  /** The id of now, for a stream that begins. */
  head(orgId: string): Promise<string>
  count(): number
  /** Calls back with the organisation of every commit that appended to the log; the answer stops it. */
  onCommit(callback: (orgId: string) => void): () => void
  /** Ends all streams, when the server stops. */
  endAll(): void
  close(): Promise<void>
}

const wake = z.object({ org: z.uuid(), seqs: z.array(z.number().int()).optional(), bulk: z.literal(true).optional() })
const nouns: Record<string, Noun> = { deal: 'deal', lead: 'lead', account: 'account', contact: 'contact', product: 'config', config: 'config', user: 'user', import: 'import', campaign: 'campaign' }
const resync: LiveMessage = { type: 'resync', subjectType: '', subjectId: '', pipelineId: null, actorId: null }
const catchUpAtMost = 300

interface Row {
  type: string; subject_type: string; subject_id: string; actor_id: string | null; owner_id: string | null; team_id: string | null
  pipeline_id: string | null; collaborator_ids: string[]
  /** Of a change of who may see it, as `field → [before, after]`. */
  changes: { ownerId?: [string | null, unknown]; teamId?: [string | null, unknown]; collaboratorIds?: [string[], unknown] } | null
  what: string | null
  /** Of an approval: who asked and who was ever asked, also when the deal is out of their sight; of a meeting: who takes part; of a chart: who follows what is said about it. */
  asked_ids: string[] | null
}

/**
 * Hands what was committed to the streams of the organisation. One LISTEN connection, and at most one query a commit, however
 * many streams are open; commits in quick succession share one. The id of a message is the oldest transaction still running when it was read: everything
 * before it has been sent, so resuming reads `xid >= id` and misses no late commit (a repeat only refreshes again).
 */
export async function openLive(db: Db, config: PoolConfig, onError: (error: Error) => void): Promise<Live> {
  const streams = new Map<string, Set<Listener>>()
  const callbacks = new Set<(orgId: string) => void>()
  let closed = false
  let client: Client | null = null
  /** What was committed and is not told yet, by organisation; null: too much to name. What comes while the database is asked is asked for together. */
  const untold = new Map<string, number[] | null>()
  let telling: Promise<void> | null = null

  const tell = (listeners: Set<Listener>, rows: Row[], id: string) => {
    for (const row of rows) {
      const message = toMessage(row)
      for (const listener of listeners) if (mayHear(listener.viewer, row)) listener.send(message, id)
      for (const listener of listeners) if (concernsReach(listener.viewer, row)) listener.end()
    }
  }
  const tellOrg = async (org: string, seqs: readonly number[] | null) => {
    const listeners = streams.get(org)
    if (listeners === undefined || seqs?.length === 0) return
    await db.read(org, async (tx) => {
      const id = await horizon(tx)
      if (seqs === null || seqs.length > catchUpAtMost) for (const listener of listeners) listener.send(resync, id)
      else tell(listeners, await readRows(tx, org, sql`e.seq = any(${sql.val(seqs)}::bigint[])`, seqs.length), id)
    })
  }
  // One after the other: a message's id says that everything before it has been sent.
  const tellAll = async () => {
    for (let org = untold.keys().next().value; org !== undefined; org = untold.keys().next().value) {
      const seqs = untold.get(org) ?? null
      untold.delete(org)
      await tellOrg(org, seqs).catch(onError)
    }
  }
  const onNotification = (payload: string | undefined) => {
    const note = wake.parse(JSON.parse(payload ?? ''))
    for (const callback of callbacks) callback(note.org)
    if (!streams.has(note.org)) return
    const before = untold.get(note.org)
    if (note.seqs === undefined) untold.set(note.org, null)
    else if (before === undefined) untold.set(note.org, note.seqs)
    else before?.push(...note.seqs)
    telling ??= tellAll().finally(() => (telling = null))
  }
  const connect = async () => {
    client = new Client(config)
    client.on('notification', (message) => {
      try {
        onNotification(message.payload)
      } catch (error) {
        onError(error as Error)
      }
    })
    client.on('error', onError)
    client.on('end', () => {
      if (closed) return
      // Whoever listens has missed something while there was no connection.
      setTimeout(() => void connect().then(() => streams.forEach((set) => set.forEach((l) => l.send(resync, '0'))), onError), 1000).unref()
    })
    await client.connect()
    await client.query('listen sluice_event')
  }
  await connect()

  return {
    listen(listener) {
      const set = streams.get(listener.viewer.orgId) ?? new Set()
      streams.set(listener.viewer.orgId, set.add(listener))
      return () => {
        set.delete(listener)
        if (set.size === 0 && streams.get(listener.viewer.orgId) === set) streams.delete(listener.viewer.orgId)
      }
    },
    since: (viewer, id) =>
      db.read(viewer.orgId, async (tx) => {
        if (!/^[1-9]\d{0,18}$/.test(id)) return null
        const rows = await readRows(tx, viewer.orgId, sql`e.xid >= ${id}::xid8`, catchUpAtMost + 1)
        if (rows.length > catchUpAtMost) return null
        return { messages: rows.filter((row) => mayHear(viewer, row)).map(toMessage), id: await horizon(tx) }
      }),
    head: (orgId) => db.read(orgId, horizon),
    count: () => [...streams.values()].reduce((sum, set) => sum + set.size, 0),
    onCommit(callback) {
      callbacks.add(callback)
      return () => callbacks.delete(callback)
    },
    endAll: () => streams.forEach((set) => set.forEach((listener) => listener.end())),
    async close() {
      closed = true
      await client?.end()
      await telling
    },
  }
}

/** The id of now: the oldest transaction that still runs. What is read beside it or later holds everything before it. */
export const liveHorizon = sql<string>`pg_snapshot_xmin(pg_current_snapshot())::text`

async function horizon(tx: Reader): Promise<string> {
  const { rows } = await sql<{ id: string }>`select ${liveHorizon} as id`.execute(tx)
  return rows[0]?.id ?? '0'
}

async function readRows(tx: Reader, orgId: string, where: ReturnType<typeof sql>, limit: number): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select e.type, e.subject_type, e.subject_id, e.actor_id, e.owner_id, e.team_id, e.payload->>'pipelineId' as pipeline_id,
           case when e.payload->'changes' ?| array['ownerId', 'teamId', 'collaboratorIds'] then e.payload->'changes' end as changes, e.payload->>'what' as what,
           case when e.type like 'approval.%' then array(
             select t.user_id from approval_task t where t.org_id = e.org_id and t.approval_id = (e.payload->>'approvalId')::uuid
             union select a.requested_by from approval a where a.org_id = e.org_id and a.id = (e.payload->>'approvalId')::uuid)
             when e.subject_type = 'meeting' then array(select m.user_id from meeting_member m where m.org_id = e.org_id and m.series_id = (e.payload->>'seriesId')::uuid)
             when e.subject_type = 'meeting_point' then array(
               select mm.user_id from talk_place p join meeting m on m.org_id = p.org_id and m.id = p.meeting_id join meeting_member mm on mm.org_id = m.org_id and mm.series_id = m.series_id where p.org_id = e.org_id and p.id = e.subject_id)
             when e.subject_type = 'chart' then array(select f.user_id from follow f where f.org_id = e.org_id and f.subject_type = 'chart' and f.subject_id = e.subject_id) end as asked_ids,
           array(select c.user_id from deal_collaborator c
                 where e.subject_type = 'deal' and c.org_id = e.org_id and c.deal_id = e.subject_id) as collaborator_ids
    from event e where e.org_id = ${orgId} and ${where} order by e.xid, e.seq limit ${limit}`.execute(tx)
  return rows
}

/** Who may see it, and who might until now: their lists still show a record that was given away. */
function mayHear(viewer: Viewer, row: Row): boolean {
  // Of the whole funnel: for those who read more than their own deals, and for whom it was given to.
  if (row.subject_type === 'alarm' || row.subject_type === 'action' || row.subject_type === 'plan') return row.owner_id === viewer.userId || readsWholeFunnel(viewer)
  // A message has no numbers: what was said is asked for, and the answer depends on the slice.
  if (row.subject_type === 'chart') return row.owner_id === viewer.userId || readsWholeFunnel(viewer) || row.asked_ids?.includes(viewer.userId) === true
  // Of a meeting and its points: who takes part, and who arranges those of the team.
  if (row.subject_type === 'meeting' || row.subject_type === 'meeting_point') return row.asked_ids?.includes(viewer.userId) === true || viewer.role === 'admin' || (viewer.role === 'manager' && row.team_id !== null && viewer.teamIds.includes(row.team_id))
  const noun = nouns[row.subject_type]
  if (noun === undefined) return false
  if (row.asked_ids?.includes(viewer.userId) === true) return true
  const now = { ownerId: row.owner_id, teamId: row.team_id, collaboratorIds: row.collaborator_ids }
  if (allows(viewer, noun, 'read', now)) return true
  const { ownerId, teamId, collaboratorIds } = row.changes ?? {}
  return row.changes !== null && allows(viewer, noun, 'read', {
    ownerId: ownerId ? ownerId[0] : now.ownerId, teamId: teamId ? teamId[0] : now.teamId, collaboratorIds: collaboratorIds ? collaboratorIds[0] : now.collaboratorIds,
  })
}

/** The viewer's role, team or state was changed, or the tree of teams: what the stream knows of them may be wrong. */
function concernsReach(viewer: Viewer, row: Row): boolean {
  return row.type === 'user.changed' && (row.subject_id === viewer.userId || row.what === 'team')
}

function toMessage(row: Row): LiveMessage {
  return { type: row.type, subjectType: row.subject_type, subjectId: row.subject_id, pipelineId: row.pipeline_id, actorId: row.actor_id }
}

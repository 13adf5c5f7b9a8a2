import { judge } from '@sluice/core/gates/judge'
import type { Viewer } from '@sluice/core/identity/policy'
import type { Reader } from '../../platform/db.ts'
import { selectEvidence } from './evidence.queries.ts'
import { readGateWorld } from './gate-world.ts'

/** Of what the exit of a deal's stage asks for, how much is there today; null when it asks for nothing. */
export async function readExitEvidence(tx: Reader, viewer: Viewer, deal: { id: string; stageId: string }, now: string): Promise<{ n: number; hits: number } | null> {
  const world = await readGateWorld(tx, viewer.orgId, viewer, now)
  const gate = world.rules.stages.find((stage) => stage.id === deal.stageId)?.exitGate ?? null
  const evidence = (await selectEvidence(tx, viewer.orgId, [deal.id])).get(deal.id)
  if (gate === null || evidence === undefined) return null
  const asked = judge(gate, evidence, world.context).criteria.filter(({ status }) => status !== 'not_needed')
  return asked.length === 0 ? null : { n: asked.length, hits: asked.filter(({ status }) => status === 'met').length }
}

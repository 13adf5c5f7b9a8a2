import { objectOf } from '@sluice/core/automation/definition'
import { z } from 'zod'
import type { Api } from '../../platform/api.ts'
import type { Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'
import { signedDoor } from '../../platform/signed-door.ts'
import { secretContext } from './automations.ts'
import { setOff } from './set-off.ts'
import { selectActive } from './versions.ts'

const bodyBytes = 16 * 1024
const called = z.object({ recordId: z.uuid().nullable().default(null), text: z.string().max(2000).refine((text) => !text.includes('\u0000') && text.isWellFormed()).default('') })

/**
 * `POST /hooks/<organisation>/<automation's key>`: another system sets an automation off, signed as doors are
 * (`platform/signed-door.ts`). The same signature counts once. The body may name the record that it is about and bring a text.
 */
export function automationHook(api: Api): void {
  signedDoor(api, '/hooks', bodyBytes, async (call, reply) => {
    const { orgId } = call
    const { runId } = await api.db.forRequests.write(orgId, async (tx) => {
      const row = await tx.selectFrom('automation').select(['id', 'hook_secret']).where('org_id', '=', orgId).where('hook_key', '=', call.key).executeTakeFirst()
      if (row === undefined || row.hook_secret === null) refuse('door.unknown')
      const signature = call.requireSignature(api.secrets.open(row.hook_secret, secretContext(orgId)))
      const automation = (await selectActive(tx, orgId)).find((one) => one.id === row.id)
      const trigger = automation?.definition.trigger
      if (automation === undefined || trigger?.kind !== 'webhook_in') refuse('door.closed')
      const { recordId, text } = read(call.body)
      const object = objectOf(trigger)
      if ((object === null) !== (recordId === null)) refuse('automation.wrong_record')
      const act: Act = { orgId, actorId: null, now: call.now.toISOString(), isAutomatic: true }
      const [id] = await setOff(tx, act, [{ automation, key: `hook:${signature}`, recordType: object, recordId, causeSeq: null, depth: 0, actorId: null, occasion: `hook:${signature}`, inputs: { text }, at: act.now }])
      return { runId: id ?? refuse('door.replayed') }
    })
    return reply.status(202).header('cache-control', 'no-store').send({ runId })
  })
}

function read(body: Buffer): z.infer<typeof called> {
  try {
    return called.parse(body.length === 0 ? {} : JSON.parse(body.toString('utf8')))
  } catch {
    return refuse('door.unreadable')
  }
}

import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'

/** Says in the log that something of nurturing's own configuration changed. */
export async function tellConfig(tx: Tx, act: Act, what: 'sequence' | 'mail_template' | 'content' | 'suppression', id: string, name: string): Promise<void> {
  await append(tx, act, [{ type: 'config.changed', payload: { what, name }, subjectType: 'config', subjectId: id, ownerId: null, teamId: null }])
}

import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'

export const tellConfig = (tx: Tx, act: Act, what: 'robot' | 'webhook' | 'chat_app' | 'escalation', id: string, name: string): Promise<number[]> =>
  append(tx, act, [{ type: 'config.changed', payload: { what, name }, subjectType: 'config', subjectId: id, ownerId: null, teamId: null }])

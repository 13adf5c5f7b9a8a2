import { z } from 'zod'
import { id } from '../lib/wire.ts'

const about = z.object({ projectId: id, name: z.string(), accountId: id, dealId: id.nullable() })

/** Events of projects; subject is the account, so that its timeline tells them. */
export const projectEvents = {
  'project.created': about.extend({ templateId: id.nullable(), tasks: z.number().int() }),
  'project.changed': about.extend({ what: z.enum(['changed', 'task_added', 'handed_over', 'accepted', 'given_back', 'done', 'cancelled', 'reopened']) }),
}

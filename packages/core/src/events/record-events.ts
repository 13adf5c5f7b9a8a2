import { z } from 'zod'
import { id } from '../lib/wire.ts'
import { changes } from './deal-events.ts'

const created = z.object({ name: z.string(), importId: id.nullable() })
const changed = z.object({ changes })
const removed = z.object({ importId: id.nullable() })
const subject = z.object({ subjectType: z.enum(['lead', 'account', 'contact', 'deal']), subjectId: id })

/** Events of every noun but the deal. */
export const recordEvents = {
  'lead.created': created.extend({ number: z.number().int(), sourceId: id.nullable() }),
  'lead.changed': changed,
  'lead.converted': z.object({ accountId: id, contactId: id, dealId: id.nullable() }),
  'lead.removed': removed,
  /** Where it came from, when it was made: its first and its last touch, the same one when there is one. */
  'lead.captured': z.object({ firstTouchId: id, lastTouchId: id, touches: z.number().int(), campaignId: id.nullable(), channelId: id.nullable(), codeId: id.nullable(), promoterId: id.nullable() }),
  /** Another lead was merged into this one: by somebody, or by a rule; what it changed here, and what came over. */
  'lead.merged': z.object({ mergeId: id, mergedId: id, mergedNumber: z.number().int(), mergedName: z.string(), score: z.number().int(), ruleId: id.nullable(), ruleName: z.string().nullable(), changes, moved: z.record(z.string(), z.number().int()) }),
  /** Of the lead that was merged: where it went. */
  'lead.merged_into': z.object({ mergeId: id, keptId: id, ruleId: id.nullable() }),
  /** Of both, when it is taken back. */
  'lead.unmerged': z.object({ mergeId: id, otherId: id, changes }),
  /** Pre-screening before assignment decided otherwise than to let it pass. */
  'lead.screened': z.object({ verdict: z.enum(['hold', 'nurture', 'mark']), ruleId: id, ruleName: z.string() }),
  'lead.screen_decided': z.object({ decision: z.enum(['released', 'refused', 'held']), ruleName: z.string() }),
  /** A public form was sent by this lead: the one that made it, or the same person again. */
  'lead.form_submitted': z.object({ submissionId: id, formId: id, formName: z.string(), formVersion: z.number().int(), verdict: z.enum(['accepted', 'duplicate']), consentVersion: z.number().int().nullable() }),
  /** What it did is worth telling: the rule that says so, and what of. */
  'lead.signalled': z.object({ rule: z.string(), name: z.string(), kind: z.string(), subject: z.string(), n: z.number().int() }),
  'account.created': created,
  'account.changed': changed,
  'account.removed': removed,
  'contact.created': created.extend({ accountId: id.nullable() }),
  'contact.changed': changed,
  'contact.removed': removed,
  'product.changed': changed,
  /** Subject is the record the activity is about, so that its timeline finds it. */
  'activity.logged': subject.extend({
    activityId: id,
    kind: z.string(),
    outcome: z.string().nullable(),
    minutes: z.number().int().nullable(),
    body: z.string(),
  }),
  'activity.changed': subject.extend({ activityId: id, changes }),
  'activity.removed': subject.extend({ activityId: id }),
  'comment.added': z.object({ commentId: id, body: z.string() }),
  'comment.changed': z.object({ commentId: id }),
  'comment.removed': z.object({ commentId: id }),
  'comment.restored': z.object({ commentId: id }),
  'attachment.added': z.object({ attachmentId: id, name: z.string(), kind: z.string() }),
  'attachment.removed': z.object({ attachmentId: id, name: z.string() }),
  /** Uploaded, read, checked, begun, failed: whoever looks at it reads it again. */
  'import.changed': z.object({ fileName: z.string(), status: z.string() }),
  'import.done': z.object({ fileName: z.string(), created: z.number().int(), updated: z.number().int(), rejected: z.number().int() }),
  'import.undone': z.object({ fileName: z.string() }),
  'campaign.changed': z.object({ what: z.enum(['created', 'changed', 'archived', 'restored', 'cost_added', 'cost_removed', 'codes_made', 'code_changed']), name: z.string(), changes: changes.optional() }),
  'config.changed': z.object({ what: z.string(), name: z.string() }),
  'user.changed': z.object({ what: z.string() }),
}

import { z } from 'zod'
import { id } from '../lib/wire.ts'

/** Events about evidence, debts, approvals, dormancy and definitions. Subject is the deal, but for definitions. */
export const gateEvents = {
  'milestone.recorded': z.object({ milestoneId: id, kind: z.string(), at: z.string(), amountMinor: z.number().int().nullable(), note: z.string() }),
  'milestone.removed': z.object({ milestoneId: id, kind: z.string() }),
  'checklist.ticked': z.object({ criterionId: id, label: z.string(), isTicked: z.boolean() }),
  'form.answered': z.object({ formId: id, formName: z.string(), isComplete: z.boolean(), score: z.number().nullable() }),
  /** A gate let somebody through: by override, for a reason, or as imported fact. One debt a criterion. */
  'gate.debt_incurred': z.object({ debtId: id, stageId: id.nullable(), criterionId: id, asks: z.string(), kind: z.enum(['override', 'reason', 'import']), reason: z.string() }),
  'gate.debt_settled': z.object({ debtId: id, criterionId: id, asks: z.string(), by: z.enum(['evidence', 'moved_back', 'closed', 'waived']), reason: z.string().nullable() }),
  'approval.requested': z.object({ approvalId: id, number: z.number().int(), flowName: z.string(), target: z.string().nullable(), comment: z.string() }),
  'approval.decided': z.object({ approvalId: id, number: z.number().int(), flowName: z.string(), stepName: z.string(), decision: z.enum(['approve', 'reject', 'return']), comment: z.string(), forUserId: id.nullable() }),
  'approval.changed': z.object({ approvalId: id, number: z.number().int(), flowName: z.string(), what: z.enum(['delegated', 'approver_added', 'commented', 'resubmitted', 'reminded', 'escalated', 'replaced', 'move_refused', 'change_refused']), userId: id.nullable(), comment: z.string() }),
  'approval.ended': z.object({ approvalId: id, number: z.number().int(), flowName: z.string(), status: z.enum(['approved', 'rejected', 'withdrawn', 'returned']), comment: z.string() }),
  'deal.loss_reviewed': z.object({ before: id.nullable(), reasonId: id, note: z.string().nullable(), competitor: z.string().nullable() }),
  'pipeline.published': z.object({ name: z.string(), n: z.number().int(), note: z.string() }),
  'pipeline.publication_undone': z.object({ name: z.string(), n: z.number().int() }),
}

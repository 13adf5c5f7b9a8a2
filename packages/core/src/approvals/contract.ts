import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { id, instant, instantOut, line, page, pageQuery, params, prose, ref, version } from '../lib/wire.ts'
import { flowDefinition } from './flow.ts'

/** Approvals: flows and what runs through them. */

export const approvalFlow = z.object({ id, name: z.string(), definition: flowDefinition, isActive: z.boolean(), isArchived: z.boolean(), waiting: z.number().int(), version }).meta({ id: 'ApprovalFlow' })
export type ApprovalFlow = z.infer<typeof approvalFlow>
export const listApprovalFlows = contract({
  name: 'listApprovalFlows', method: 'GET', path: '/approval-flows', tag: 'approval', summary: 'All approval flows, archived ones last.', response: z.object({ items: z.array(approvalFlow) }),
})
export const createApprovalFlow = contract({
  name: 'createApprovalFlow', method: 'POST', path: '/approval-flows', tag: 'approval', status: 201, summary: 'Adds an approval flow.', body: z.object({ name: line(60), definition: flowDefinition }), response: approvalFlow,
})
export const changeApprovalFlow = contract({
  name: 'changeApprovalFlow', method: 'PATCH', path: '/approval-flows/:id', tag: 'approval', params, ifMatch: true, summary: 'Changes, switches off or archives a flow; what runs goes on as it was asked.',
  body: z.object({ name: line(60), definition: flowDefinition, isActive: z.boolean(), isArchived: z.boolean() }).partial(), response: approvalFlow,
})

export const approvalTask = z.object({
  /** `forUser`: in whose place, by delegation or during an absence. */
  id, stepId: id, user: ref, forUser: ref.nullable(), status: z.enum(['open', 'approved', 'rejected', 'returned', 'skipped', 'delegated']),
  openedAt: instantOut, dueAt: instantOut.nullable(), decidedAt: instantOut.nullable(), comment: z.string(), isOverdue: z.boolean(),
  /** Asked because somebody else's deadline had passed. */
  isEscalation: z.boolean(),
})
export type ApprovalTask = z.infer<typeof approvalTask>
export const approvalStatus = z.enum(['waiting', 'returned', 'approved', 'rejected', 'withdrawn'])
export const approval = z.object({
  id, number: z.number().int(), flowId: id, flowName: z.string(), status: approvalStatus,
  deal: z.object({ id, number: z.number().int(), title: z.string(), stageId: id, amountMinor: z.number().int().nullable(), currency: z.string(), account: ref.nullable() }),
  /** The stage to be entered (or `won`) once it is granted; null when it was asked for by itself. */
  target: z.string().nullable(),
  /** The change of the deal's field that is made once it is granted. */
  change: z.object({
    field: z.string(), label: z.object({ zh: z.string(), en: z.string() }), value: z.unknown(),
    /** Of what the value refers to by id. */
    names: z.record(z.string(), z.string()),
  }).nullable(),
  /** What the deal amounted to when it was asked: a grant over an amount or a discount holds for that alone. Minor units of the deal's currency. */
  askedAmountMinor: z.number().int().nullable(),
  /** 1, and one more with every resubmission. */
  round: z.number().int(),
  lock: z.enum(['none', 'stage', 'all']), comment: z.string(), requestedBy: ref, requestedAt: instantOut, endedAt: instantOut.nullable(),
  steps: z.array(z.object({
    id, name: z.string(), isParallel: z.boolean(), mode: z.enum(['one', 'all', 'majority']), status: z.enum(['pending', 'open', 'approved', 'rejected', 'returned', 'skipped']),
    /** Why it is skipped: the condition of its branch is not true of the deal, nobody is there to be asked, or it ended before its turn came to an end. */
    skipped: z.enum(['condition', 'nobody', 'ended']).nullable(),
    tasks: z.array(approvalTask),
  })),
  /** Tasks of the rounds before this one, as they ended. */
  earlier: z.array(approvalTask.extend({ round: z.number().int(), stepName: z.string() })),
  comments: z.array(z.object({ author: ref.nullable(), at: instantOut, text: z.string() })),
  /** The viewer's own open task, if any; and what else the viewer may do. */
  myTaskId: id.nullable(), mayWithdraw: z.boolean(), mayResubmit: z.boolean(), version,
}).meta({ id: 'Approval' })
export type Approval = z.infer<typeof approval>

export const listApprovals = contract({
  name: 'listApprovals', method: 'GET', path: '/approvals', tag: 'approval',
  query: pageQuery.extend({ box: z.enum(['mine', 'sent', 'done', 'all']).default('mine'), deal: id.optional(), status: approvalStatus.optional() }),
  summary: 'Approvals that wait for the viewer, that the viewer asked for, decided on, or may see.',
  response: page(approval).extend({ waitingForMe: z.number().int() }),
})
export const getApproval = contract({ name: 'getApproval', method: 'GET', path: '/approvals/:id', tag: 'approval', params, summary: 'One approval with its steps.', response: approval })
export const requestApproval = contract({
  name: 'requestApproval', method: 'POST', path: '/approvals', tag: 'approval', status: 201,
  summary: 'Asks for an approval of a deal. With a `target`, the deal is moved there (through its gates) once it is granted.',
  body: z.object({
    flowId: id, dealId: id, target: z.union([id, z.literal('won')]).nullable().default(null), comment: prose(2000).default(''),
    /** A change that the flow guards (`field_change`): made by `changeDeal` once it is granted. */
    change: z.object({ field: z.string().min(1).max(100), value: z.unknown() }).nullable().default(null),
  }),
  response: approval,
})
export const decideApproval = contract({
  name: 'decideApproval', method: 'POST', path: '/approvals/:id/decide', tag: 'approval', params,
  summary: "Says yes, no, or back for a change, to the viewer's own task.", response: approval,
  /** `taskId`: the task that was on the screen; another tap on it does nothing to the next. Without it, the viewer's first open one. */
  body: z.object({ decision: z.enum(['approve', 'reject', 'return']), comment: prose(2000).default(''), taskId: id.optional() }),
})
export const withdrawApproval = contract({
  name: 'withdrawApproval', method: 'POST', path: '/approvals/:id/withdraw', tag: 'approval', params, summary: 'Takes back what the viewer asked for.', body: z.object({ comment: prose(2000).default('') }), response: approval,
})
export const resubmitApproval = contract({
  name: 'resubmitApproval', method: 'POST', path: '/approvals/:id/resubmit', tag: 'approval', params, summary: 'Asks again after it was returned; begins at the first step.', body: z.object({ comment: prose(2000).default('') }), response: approval,
})
export const delegateApproval = contract({
  name: 'delegateApproval', method: 'POST', path: '/approvals/:id/delegate', tag: 'approval', params, summary: "Hands the viewer's own task to somebody else.", body: z.object({ userId: id, comment: prose(2000).default('') }), response: approval,
})
export const addApprover = contract({
  name: 'addApprover', method: 'POST', path: '/approvals/:id/approvers', tag: 'approval', params, summary: 'Asks one more person in the open step of the viewer.', body: z.object({ userId: id, comment: prose(2000).default('') }), response: approval,
})
export const commentApproval = contract({
  name: 'commentApproval', method: 'POST', path: '/approvals/:id/comments', tag: 'approval', params, summary: 'Says something without deciding.', body: z.object({ text: prose(2000).refine((text) => text.trim() !== '') }), response: approval,
})
export const listSubstitutes = contract({
  name: 'listSubstitutes', method: 'GET', path: '/me/substitutes', tag: 'approval', summary: 'Who stands in for the viewer, and when.',
  response: z.object({ items: z.array(z.object({ id, substitute: ref, from: instantOut, to: instantOut })) }),
})
export const addSubstitute = contract({
  name: 'addSubstitute', method: 'POST', path: '/me/substitutes', tag: 'approval', status: 201, summary: 'Names who stands in for the viewer for a time, `[from, to)`.',
  body: z.object({ substituteId: id, from: instant, to: instant }), response: z.object({ id, substitute: ref, from: instantOut, to: instantOut }),
})
export const removeSubstitute = contract({ name: 'removeSubstitute', method: 'DELETE', path: '/me/substitutes/:id', tag: 'approval', params, summary: 'Ends an absence.' })

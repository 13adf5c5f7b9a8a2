import { z } from 'zod'
import { role } from '../identity/role.ts'
import { contract } from '../lib/contract.ts'
import { day, flag, id, instantOut, line, page, pageQuery, params, prose, ref, version } from '../lib/wire.ts'
import { projectLimits, projectTemplateDefinition, projectUnits } from './template.ts'

/**
 * What follows a win: a project of an account, and of the deal that was won. Its tasks are action items. Seen by who sees the account or
 * the deal, and by who answers for it, takes it over or has a task in it; changed by who may change the account, who answers for it and who takes it over.
 */

const tag = 'project'
const count = z.number().int()

// ---------------------------------------------------------------------------------------------------------- templates
export const projectTemplate = z.object({
  id, name: z.string(), description: z.string(), definition: projectTemplateDefinition, isArchived: z.boolean(),
  /** Projects made from it, in any version. */
  projects: count, version,
}).meta({ id: 'ProjectTemplate' })
export type ProjectTemplate = z.infer<typeof projectTemplate>
export const listProjectTemplates = contract({
  name: 'listProjectTemplates', method: 'GET', path: '/project-templates', tag, query: z.object({ archived: flag.optional() }), summary: 'Templates of projects; those out of use where they are asked for.',
  response: z.object({ items: z.array(projectTemplate), canWrite: z.boolean() }),
})
const templateBody = z.object({ name: line(80), description: z.string().trim().max(300), definition: projectTemplateDefinition })
export const createProjectTemplate = contract({
  name: 'createProjectTemplate', method: 'POST', path: '/project-templates', tag, status: 201, summary: 'Makes a template.', body: templateBody.extend({ description: templateBody.shape.description.default('') }), response: projectTemplate,
})
export const changeProjectTemplate = contract({
  name: 'changeProjectTemplate', method: 'PATCH', path: '/project-templates/:id', tag, params, ifMatch: true, summary: 'Changes a template or takes it out of use; projects that run keep the version they were made from.',
  body: templateBody.extend({ isArchived: z.boolean() }).partial(), response: projectTemplate,
})

// ----------------------------------------------------------------------------------------------------------- projects
export const projectStates = ['running', 'done', 'cancelled'] as const
const state = z.enum(projectStates)
export const handOverStates = ['open', 'accepted', 'rejected'] as const
const progress = z.object({
  /** Tasks but for those skipped; of them done, and late as of today. */
  all: count, done: count, late: count,
  /** The first day on which something open is due. */
  nextDue: z.string().nullable(),
})
const summary = z.object({
  id, name: z.string(), state, account: ref, deal: z.object({ id, title: z.string() }).nullable(), owner: ref, startsOn: z.string(), endedAt: instantOut.nullable(), progress,
  handOver: z.enum(handOverStates).nullable(), version,
})
export type ProjectSummary = z.infer<typeof summary>
export const listProjects = contract({
  name: 'listProjects', method: 'GET', path: '/projects', tag, summary: 'Projects that the viewer may see, the latest start first.',
  query: pageQuery.extend({
    state: state.optional(), owner: id.optional(), account: id.optional(), deal: id.optional(), late: flag.optional(),
    /** Handed over to the viewer, who has not answered. */
    toAccept: flag.optional(), q: z.string().trim().max(100).optional(),
  }),
  response: page(summary).extend({ total: count, counts: z.object({ running: count, late: count, toAccept: count }) }),
})
const task = z.object({
  /** The action item. */
  id, title: z.string(), body: z.string(), status: z.enum(['open', 'done', 'dropped']), assignee: ref.nullable(), dueOn: z.string().nullable(), isOverdue: z.boolean(), doneAt: instantOut.nullable(), doneBy: ref.nullable(), outcome: z.string(),
  phase: z.string(), days: count.nullable(), unit: z.enum(projectUnits),
  /** Whom the template asked for and nobody was: the owner of the project has it instead. */
  unfilled: z.union([role, z.enum(['deal_owner', 'owner_manager', 'account_owner', 'user'])]).nullable(),
  canWrite: z.boolean(), version,
})
export type ProjectTask = z.infer<typeof task>
export const projectDetail = summary.extend({
  template: z.object({ id, name: z.string(), version: count }).nullable(), notes: z.string(), outcome: z.string(), createdBy: ref, createdAt: instantOut, endedBy: ref.nullable(), isAutomatic: z.boolean(),
  tasks: z.array(task), checklist: z.array(z.object({ text: z.string(), isGiven: z.boolean() })),
  handedOver: z.object({ to: ref, by: ref.nullable(), at: instantOut, status: z.enum(handOverStates), decidedAt: instantOut.nullable(), note: z.string(), mayAnswer: z.boolean() }).nullable(),
  canWrite: z.boolean(),
}).meta({ id: 'Project' })
export type ProjectDetail = z.infer<typeof projectDetail>
export const getProject = contract({ name: 'getProject', method: 'GET', path: '/projects/:id', tag, params, summary: 'A project with its tasks, what was handed over, and what is late.', response: projectDetail })
export const createProject = contract({
  name: 'createProject', method: 'POST', path: '/projects', tag, status: 201, summary: 'Starts a project of an account, or of a deal and its account; tasks are made from the template.',
  body: z.object({
    accountId: id.nullable().default(null), dealId: id.nullable().default(null), templateId: id.nullable().default(null),
    /** Without a name: that of the template and the account. */
    name: line(120).optional(),
    /** Who answers for it; without it, as the template says. */
    ownerId: id.optional(),
    /** Without it: the day the deal was won, else today. */
    startsOn: day.optional(),
  }),
  response: projectDetail,
})
const checklist = z.array(z.object({ text: line(200), isGiven: z.boolean() })).max(projectLimits.checklist)
export const changeProject = contract({
  name: 'changeProject', method: 'PATCH', path: '/projects/:id', tag, params, ifMatch: true, summary: 'Changes a project; with another start, the tasks that are not done move.',
  body: z.object({ name: line(120), ownerId: id, startsOn: day, notes: prose(20_000), checklist }).partial(), response: projectDetail,
})
const one = { tag, params, response: projectDetail } as const
export const addProjectTask = contract({
  ...one, name: 'addProjectTask', method: 'POST', path: '/projects/:id/tasks', status: 201, summary: 'Adds a task to a running project.',
  body: z.object({ title: line(200), body: prose(2000).default(''), phase: z.string().trim().max(60).default(''), assigneeId: id, dueOn: day.nullable().default(null) }),
})
const ending = z.object({ outcome: prose(2000).default('') })
export const finishProject = contract({
  ...one, name: 'finishProject', method: 'POST', path: '/projects/:id/done', summary: 'Ends a project. Tasks that are open are skipped when it is said so.', body: ending.extend({ skipOpen: z.boolean().default(false) }),
})
export const cancelProject = contract({ ...one, name: 'cancelProject', method: 'POST', path: '/projects/:id/cancel', summary: 'Gives a project up, and why; its open tasks are skipped.', body: ending })
export const reopenProject = contract({ ...one, name: 'reopenProject', method: 'POST', path: '/projects/:id/reopen', summary: 'Takes a project up again, with the tasks that its end skipped.' })
export const handOverProject = contract({
  ...one, name: 'handOverProject', method: 'POST', path: '/projects/:id/hand-over', summary: 'Hands the customer over to service or delivery, who is told.', body: z.object({ toId: id }),
})
export const answerProjectHandOver = contract({
  ...one, name: 'answerProjectHandOver', method: 'POST', path: '/projects/:id/hand-over/answer', summary: 'Who takes over says that everything came, or what is missing.',
  body: z.object({ accept: z.boolean(), note: prose(2000).default('') }),
})

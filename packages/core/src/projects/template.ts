import { z } from 'zod'
import { role } from '../identity/role.ts'
import { id, line, prose } from '../lib/wire.ts'

/** What a project is made from: tasks with days relative to its start, owners by role, and what the seller hands over. */

export const projectLimits = { phases: 12, tasks: 60, checklist: 30, days: 730 } as const

/** Who does something, found when the project is made. `owner_manager`: of the deal's owner. `role`: of those who have it, who has fewest tasks of projects to do. */
export const projectPerson = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('project_owner') }),
  z.object({ kind: z.literal('deal_owner') }),
  z.object({ kind: z.literal('owner_manager') }),
  z.object({ kind: z.literal('account_owner') }),
  z.object({ kind: z.literal('role'), role }),
  z.object({ kind: z.literal('user'), userId: id }),
])
export type ProjectPerson = z.infer<typeof projectPerson>

export const projectUnits = ['days', 'work_days'] as const
const days = z.number().int().min(0).max(projectLimits.days)

const task = z.object({ title: line(200), body: prose(2000).default(''), owner: projectPerson.default({ kind: 'project_owner' }), days, unit: z.enum(projectUnits).default('work_days') })
export type TemplateTask = z.infer<typeof task>

export const projectTemplateDefinition = z.object({
  /** Who answers for the whole. */
  owner: projectPerson.default({ kind: 'deal_owner' }),
  /** A project without phases has one without a name. */
  phases: z.array(z.object({ name: z.string().trim().max(60).default(''), tasks: z.array(task).max(projectLimits.tasks) })).min(1).max(projectLimits.phases)
    .refine((phases) => phases.reduce((sum, one) => sum + one.tasks.length, 0) <= projectLimits.tasks, 'project.too_many_tasks'),
  /** What the seller gives to service or delivery, and who says that it came. */
  handOver: z.object({ to: projectPerson, checklist: z.array(line(200)).max(projectLimits.checklist) }).nullable().default(null),
})
export type ProjectTemplateDefinition = z.infer<typeof projectTemplateDefinition>

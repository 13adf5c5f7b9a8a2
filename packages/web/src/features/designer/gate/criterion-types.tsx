import { AuditOutlined, CheckSquareOutlined, FilterOutlined, FlagOutlined, FormOutlined, PaperClipOutlined, PhoneOutlined, ProfileOutlined, TeamOutlined } from '@ant-design/icons'
import { criterion as criterionSchema } from '@sluice/core/config/gate'
import type { Criterion, CriterionType } from '@sluice/core/config/gate'
import type { ReactNode } from 'react'

/** The types in the order in which they are offered: what one asks for most comes first. */
export const criterionTypes: readonly { type: CriterionType; icon: ReactNode }[] = [
  { type: 'field', icon: <FormOutlined /> },
  { type: 'activity', icon: <PhoneOutlined /> },
  { type: 'contact', icon: <TeamOutlined /> },
  { type: 'attachment', icon: <PaperClipOutlined /> },
  { type: 'form', icon: <ProfileOutlined /> },
  { type: 'milestone', icon: <FlagOutlined /> },
  { type: 'checklist', icon: <CheckSquareOutlined /> },
  { type: 'condition', icon: <FilterOutlined /> },
  { type: 'approval', icon: <AuditOutlined /> },
]

/** A criterion to be filled in. */
export function blankCriterion(type: CriterionType): Criterion {
  const base = { id: crypto.randomUUID(), severity: 'block', label: '', help: '' } as const
  switch (type) {
    case 'field':
      return { ...base, type, field: '' }
    case 'condition':
      return { ...base, type, condition: { and: [] } }
    case 'form':
      return { ...base, type, formId: '', minScore: null }
    case 'activity':
      return { ...base, type, kinds: ['call', 'meeting'], outcomes: [], effective: true, withinDays: null, count: 1 }
    case 'contact':
      return { ...base, type, roles: ['decision_maker'] }
    case 'attachment':
      return { ...base, type, kinds: [] }
    case 'milestone':
      return { ...base, type, kinds: [] }
    case 'checklist':
      return { ...base, type }
    case 'approval':
      return { ...base, type, flowId: '' }
  }
}

/** Whether a criterion asks for something already. */
export function isComplete(criterion: Criterion): boolean {
  if (!criterionSchema.safeParse(criterion).success) return false
  if (criterion.type === 'checklist') return criterion.label.trim() !== ''
  if (criterion.type === 'condition') return !('and' in criterion.condition && criterion.condition.and.length === 0)
  return true
}

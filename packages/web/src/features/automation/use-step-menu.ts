import { objectOf, type StepType } from '@sluice/core/automation/definition'
import { suits } from '@sluice/core/automation/problems'
import type { MenuProps } from 'antd'
import { useTranslation } from 'react-i18next'
import styles from './Automation.module.css'
import { useEditing } from './editor-context.ts'
import { stepGroups, stepIcons } from './step-menu.tsx'

/** The menu of what can be done with what the automation is about. */
export function useStepMenu(): (onAdd: (type: StepType) => void) => MenuProps {
  const { t } = useTranslation('automation')
  const { draft, things } = useEditing()
  const object = objectOf(draft.trigger)
  const unavailable = new Set(things.choices?.unavailable)
  return (onAdd) => ({
    className: styles.menu ?? '',
    items: stepGroups.map((group) => ({
      key: group.key, type: 'group' as const, label: t(`groups.${group.key}`),
      children: group.types.filter((type) => suits(type, object) && (object !== null || type !== 'branch')).map((type) => ({
        key: type, icon: stepIcons[type], disabled: unavailable.has(type), label: unavailable.has(type) ? t('editor.unavailable', { step: t(`steps.${type}`) }) : t(`steps.${type}`), onClick: () => onAdd(type),
      })),
    })).filter((group) => group.children.length > 0),
  })
}

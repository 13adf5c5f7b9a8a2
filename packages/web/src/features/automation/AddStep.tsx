import { PlusOutlined } from '@ant-design/icons'
import { objectOf, type StepType } from '@sluice/core/automation/definition'
import { suits } from '@sluice/core/automation/problems'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import styles from './Automation.module.css'
import { useEditing } from './editor-context.ts'
import { stepGroups, stepIcons } from './step-menu.tsx'

/** A menu of what can be done with what the automation is about; `small`: a plus between two steps. */
export function AddStep({ onAdd, small }: { onAdd: (type: StepType) => void; small?: boolean }) {
  const { t } = useTranslation('automation')
  const { draft, things, canWrite } = useEditing()
  if (!canWrite) return null
  const object = objectOf(draft.trigger)
  const unavailable = new Set(things.choices?.unavailable)
  const items = stepGroups.map((group) => ({
    key: group.key, type: 'group' as const, label: t(`groups.${group.key}`),
    children: group.types.filter((type) => suits(type, object) && (object !== null || type !== 'branch')).map((type) => ({
      key: type, icon: stepIcons[type], disabled: unavailable.has(type), label: unavailable.has(type) ? t('editor.unavailable', { step: t(`steps.${type}`) }) : t(`steps.${type}`), onClick: () => onAdd(type),
    })),
  })).filter((group) => group.children.length > 0)
  return (
    <Dropdown trigger={['click']} menu={{ items, className: styles.menu ?? '' }}>
      {small === true ? (
        <button type="button" className={styles.plus} aria-label={t('editor.addHere')} title={t('editor.addHere')}><PlusOutlined /></button>
      ) : (
        <Button type="dashed" icon={<PlusOutlined />}>{t('editor.addStep')}</Button>
      )}
    </Dropdown>
  )
}

import { PlusOutlined } from '@ant-design/icons'
import type { StepType } from '@sluice/core/automation/definition'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import styles from './Automation.module.css'
import { useEditing } from './editor-context.ts'
import { useStepMenu } from './use-step-menu.ts'

/** Opens the menu of what can be done; `small`: a plus between two steps. */
export function AddStep({ onAdd, small }: { onAdd: (type: StepType) => void; small?: boolean }) {
  const { t } = useTranslation('automation')
  const { canWrite } = useEditing()
  const menu = useStepMenu()
  if (!canWrite) return null
  return (
    <Dropdown trigger={['click']} menu={menu(onAdd)}>
      {small === true ? (
        <button type="button" className={styles.plus} aria-label={t('editor.addHere')} title={t('editor.addHere')}><PlusOutlined /></button>
      ) : (
        <Button type="dashed" icon={<PlusOutlined />}>{t('editor.addStep')}</Button>
      )}
    </Dropdown>
  )
}

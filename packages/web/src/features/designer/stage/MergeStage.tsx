import type { StageDefinition } from '@sluice/core/config/pipeline-definition'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../../ui/BottomSheet.tsx'
import styles from '../Designer.module.css'
import { Field } from '../Field.tsx'

/** Makes one stage of two that follow each other. */
export function MergeStage({ first, second, onMerge, onClose }: { first: StageDefinition; second: StageDefinition; onMerge: (name: string) => void; onClose: () => void }) {
  const { t } = useTranslation('designer')
  const [name, setName] = useState(first.name)
  return (
    <BottomSheet
      open
      title={t('mergeStage.title', { first: first.name, second: second.name })}
      onClose={onClose}
      footer={
        <div className={styles.sheetFoot}>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" disabled={name.trim() === ''} onClick={() => onMerge(name.trim())}>
            {t('mergeStage.action')}
          </Button>
        </div>
      }
    >
      <Field label={t('mergeStage.name')} help={t('mergeStage.help', { second: second.name })}>
        {(id) => <Input id={id} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />}
      </Field>
    </BottomSheet>
  )
}

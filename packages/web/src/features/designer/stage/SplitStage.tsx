import type { StageDefinition } from '@sluice/core/config/pipeline-definition'
import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../../ui/BottomSheet.tsx'
import styles from '../Designer.module.css'
import { Field } from '../Field.tsx'

/** Makes two stages of one: their names, and which of them takes over deals and past. */
export function SplitStage({ stage, onSplit, onClose }: { stage: StageDefinition; onSplit: (names: readonly [string, string], heir: 0 | 1) => void; onClose: () => void }) {
  const { t } = useTranslation('designer')
  const [first, setFirst] = useState(() => t('splitStage.firstName', { name: stage.name }).slice(0, 60))
  const [second, setSecond] = useState(() => t('splitStage.secondName', { name: stage.name }).slice(0, 60))
  const [heir, setHeir] = useState<0 | 1>(0)
  const ready = first.trim() !== '' && second.trim() !== '' && first.trim() !== second.trim()
  return (
    <BottomSheet
      open
      title={t('splitStage.title', { name: stage.name })}
      onClose={onClose}
      footer={
        <div className={styles.sheetFoot}>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" disabled={!ready} onClick={() => onSplit([first.trim(), second.trim()], heir)}>
            {t('splitStage.action')}
          </Button>
        </div>
      }
    >
      <div className={styles.fields}>
        <Field label={t('splitStage.first')}>{(id) => <Input id={id} value={first} maxLength={60} onChange={(event) => setFirst(event.target.value)} />}</Field>
        <Field label={t('splitStage.second')}>{(id) => <Input id={id} value={second} maxLength={60} onChange={(event) => setSecond(event.target.value)} />}</Field>
        <Field label={t('splitStage.heir')} help={t('splitStage.help')}>
          {(id) => (
            <Radio.Group
              id={id}
              aria-label={t('splitStage.heir')}
              value={heir}
              onChange={(event) => setHeir(event.target.value as 0 | 1)}
              options={[
                { value: 0, label: first || t('splitStage.first') },
                { value: 1, label: second || t('splitStage.second') },
              ]}
            />
          )}
        </Field>
      </div>
    </BottomSheet>
  )
}

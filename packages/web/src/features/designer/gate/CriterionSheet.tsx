import { severities } from '@sluice/core/config/gate'
import type { Criterion } from '@sluice/core/config/gate'
import { Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../../ui/BottomSheet.tsx'
import { useGateWords } from '../../gates/guide/use-gate-words.ts'
import designer from '../Designer.module.css'
import { Field } from '../Field.tsx'
import { CriterionFields } from './CriterionFields.tsx'
import { isComplete } from './criterion-types.tsx'
import styles from './CriterionSheet.module.css'

/** What one criterion asks, how strictly, and in which words; with the sentence it makes. */
export function CriterionSheet(props: { criterion: Criterion; isNew: boolean; onDone: (criterion: Criterion) => void; onClose: () => void }) {
  const { t } = useTranslation('designer')
  const { say } = useGateWords()
  const [criterion, setCriterion] = useState(props.criterion)
  const complete = isComplete(criterion)
  const change = (part: Partial<Criterion>) => setCriterion((before) => ({ ...before, ...part }) as Criterion)
  const isTick = criterion.type === 'checklist'
  return (
    <BottomSheet
      open
      width={520}
      title={`${t(props.isNew ? 'criterion.addTitle' : 'criterion.editTitle')}：${t(`criterion.types.${criterion.type}`)}`}
      onClose={props.onClose}
      footer={
        <div className={styles.foot}>
          <Button onClick={props.onClose}>{t('cancel')}</Button>
          <Button type="primary" disabled={!complete} onClick={() => props.onDone(criterion)}>
            {t('done')}
          </Button>
        </div>
      }
    >
      <div className={designer.fields}>
        <p className={styles.preview} role="status">
          <b>{t('criterion.preview')}</b>
          <span>{complete ? say(criterion) : t('criterion.incomplete')}</span>
        </p>
        {isTick && (
          <Field label={t('criterion.tick')}>
            {(id) => <Input.TextArea id={id} autoFocus value={criterion.label} maxLength={200} autoSize={{ minRows: 2, maxRows: 4 }} placeholder={t('criterion.tickPlaceholder')} onChange={(event) => change({ label: event.target.value })} />}
          </Field>
        )}
        <CriterionFields criterion={criterion} onChange={setCriterion} />
        <Field label={t('criterion.severity')} help={t(`gates.severityHelp.${criterion.severity}`)}>
          {(id) => (
            <Segmented id={id} block aria-label={t('criterion.severity')} value={criterion.severity} onChange={(severity) => change({ severity })} options={severities.map((one) => ({ value: one, label: t(`gates.severity.${one}`) }))} />
          )}
        </Field>
        {!isTick && (
          <Field label={t('criterion.label')} help={t('criterion.labelHelp')}>
            {(id) => <Input id={id} value={criterion.label} maxLength={200} onChange={(event) => change({ label: event.target.value })} />}
          </Field>
        )}
        <Field label={t('criterion.help')} help={t('criterion.helpHelp')}>
          {(id) => <Input.TextArea id={id} value={criterion.help} maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} onChange={(event) => change({ help: event.target.value })} />}
        </Field>
      </div>
    </BottomSheet>
  )
}

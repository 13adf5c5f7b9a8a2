import type { Condition } from '@sluice/core/conditions/condition'
import type { FitRule } from '@sluice/core/scoring/rules'
import { Button, Input, InputNumber } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { renamed } from './score-draft.ts'
import styles from './Scoring.module.css'
import { useLang, useRuleObjects } from './use-rule-objects.ts'

const ConditionEditor = lazy(() => import('../conditions/ConditionEditor.tsx'))

/** Edits one rule of fit, or makes one. */
export function FitRuleSheet({ rule, onClose, onDone }: { rule: FitRule | null; onClose: () => void; onDone: (rule: Omit<FitRule, 'key'>) => void }) {
  const { t } = useTranslation('scoring')
  const lang = useLang()
  const objects = useRuleObjects()
  const [name, setName] = useState(rule?.name ?? { zh: '', en: '' })
  const [points, setPoints] = useState<number | null>(rule?.points ?? 10)
  const [when, setWhen] = useState<Condition | null>(rule?.when ?? null)
  const ready = name[lang].trim() !== '' && points !== null && when !== null
  return (
    <BottomSheet
      open
      onClose={onClose}
      title={t(rule ? 'fit.edit' : 'fit.create')}
      width={680}
      footer={
        <div className={styles.foot}>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" disabled={!ready} title={ready ? undefined : t('fit.needWhen')} onClick={() => ready && onDone({ name, points, when })}>{t('apply')}</Button>
        </div>
      }
    >
      <div className={styles.form}>
        <div className={styles.formRow}>
          <label className={styles.field}>
            <span>{t('fit.name')}</span>
            <Input autoFocus maxLength={80} value={name[lang]} onChange={(event) => setName(renamed(name, lang, event.target.value))} />
          </label>
          <label className={styles.field}>
            <span>{t('fit.points')}</span>
            <InputNumber min={-100} max={100} precision={0} value={points} onChange={setPoints} />
          </label>
        </div>
        <div className={styles.field}>
          <span>{t('fit.when')}</span>
          <Suspense fallback={<Skeletons kind="rows" count={2} />}>
            <ConditionEditor object={objects.lead} value={when} onChange={setWhen} />
          </Suspense>
        </div>
      </div>
    </BottomSheet>
  )
}

import type { Condition } from '@sluice/core/conditions/condition'
import { Switch } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { ConditionSentence } from '../../conditions/ConditionSentence.tsx'
import { useCatalogue } from '../../fields/use-catalogue.ts'
import styles from './Flows.module.css'

const ConditionEditor = lazy(() => import('../../conditions/ConditionEditor.tsx'))

/** A condition over deals that may be left out. */
export function OptionalCondition({ value, onChange, disabled }: { value: Condition | null; onChange: (condition: Condition | null) => void; disabled?: boolean }) {
  const { t } = useTranslation('approvals')
  const catalogue = useCatalogue('deal')
  if (disabled) return <p className={styles.quiet}>{value ? <ConditionSentence condition={value} object={catalogue} /> : t('flows.noCondition')}</p>
  return (
    <div className={styles.stack}>
      <label className={styles.switch}>
        <Switch size="small" checked={value !== null} onChange={(on) => onChange(on ? { and: [] } : null)} /> {t('flows.condition')}
      </label>
      {value !== null && (
        <Suspense fallback={<Skeletons kind="rows" count={2} />}>
          <ConditionEditor object={catalogue} value={value} onChange={onChange} />
        </Suspense>
      )}
    </div>
  )
}

import { useTranslation } from 'react-i18next'
import { QuickLog } from '../../activities/QuickLog.tsx'
import { useEvidenceRefresh } from '../use-evidence-refresh.ts'
import styles from './Supply.module.css'
import type { SupplyProps } from './supply-props.ts'

/** An activity that was not logged yet: the quick log, with the asked kind chosen. */
export function SupplyActivity({ deal, criterion }: SupplyProps<'activity'>) {
  const { t } = useTranslation('gates')
  const refresh = useEvidenceRefresh(deal.id)
  return (
    <div className={styles.stack}>
      {criterion.effective && <p className={styles.quiet}>{t('supply.effective')}</p>}
      <QuickLog
        subjectType="deal"
        subjectId={deal.id}
        canWrite={deal.canWrite}
        contacts={deal.contacts.map(({ id, name }) => ({ id, name }))}
        nextStep={deal.nextStep}
        kind={criterion.kinds[0]}
        onDone={() => refresh('activity.logged')}
      />
    </div>
  )
}

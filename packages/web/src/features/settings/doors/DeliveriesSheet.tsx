import { listDoorDeliveries } from '@sluice/core/doors/contract'
import type { Door } from '@sluice/core/doors/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractQuery } from '../../../api/query.ts'
import { paths } from '../../../paths.ts'
import { BottomSheet } from '../../../ui/BottomSheet.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useProblemText } from '../../../ui/use-problem-text.ts'
import styles from '../../doors/Doors.module.css'

/** The last requests of a webhook: when, what became of each, why not, and what was sent. */
export function DeliveriesSheet({ door, onClose }: { door: Door; onClose: () => void }) {
  const { t } = useTranslation('doors')
  const format = useFormat()
  const say = useProblemText()
  const read = useContractQuery(listDoorDeliveries, { params: { id: door.id } }, { staleTime: 0, refetchInterval: 5000 })
  return (
    <BottomSheet open width={560} title={`${t('settings.log')} · ${door.name}`} onClose={onClose}>
      {read.isPending ? (
        <Skeletons kind="rows" count={6} />
      ) : read.error ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : read.data.items.length === 0 ? (
        <EmptyState title={t('settings.noLog')} text={t('settings.how')} />
      ) : (
        <ul className={styles.log}>
          {read.data.items.map((one) => (
            <li key={one.id}>
              <span className={styles.line}>
                <Tag tone={one.verdict === 'accepted' ? 'good' : one.verdict === 'refused' ? 'bad' : 'neutral'}>{t(`settings.verdicts.${one.verdict}`)}</Tag>
                <span className="num">{format.dateTime(one.at)}</span>
                {one.code !== null && <span>{say({ code: one.code })}</span>}
                {one.leadId !== null && <Link to={paths.lead(one.leadId)}>{t('settings.lead')}</Link>}
              </span>
              {one.body !== null && <div className={styles.code}>{one.body}</div>}
            </li>
          ))}
        </ul>
      )}
    </BottomSheet>
  )
}

import { managesFunnel } from '@sluice/core/identity/policy'
import { getDeal } from '@sluice/core/pipeline/contract'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { usePipelines } from '../deals/lookups.ts'
import { useDealChange } from '../deals/use-deal-change.tsx'
import { useDealMoves } from '../deals/use-deal-moves.tsx'
import { useSession } from '../session/session.ts'
import { UserSelect } from '../pickers/UserSelect.tsx'
import styles from './Meetings.module.css'

/** Stage and owner of a deal, decided in the meeting: through the same gates and dialogs as anywhere. */
export function DecideDeal({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('meetings')
  const read = useContractQuery(getDeal, { params: { id } })
  const pipelines = usePipelines()
  const moves = useDealMoves()
  const { user } = useSession()
  const change = useDealChange()
  const deal = read.data
  const pipeline = pipelines.data?.items.find((one) => one.id === deal?.pipelineId)
  return (
    <BottomSheet open title={t('adjustTitle')} onClose={onClose}>
      {read.error ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : !deal || !pipeline ? (
        <Skeletons kind="rows" count={3} />
      ) : (
        <div className={styles.stack}>
          <strong className={styles.wrap}>{deal.title}</strong>
          <div className={styles.field}>
            <span>{t('stage')}</span>
            <Select
              aria-label={t('stage')}
              value={deal.status === 'open' ? deal.stageId : deal.status}
              onChange={(column) => moves.request(deal, { column })}
              options={[
                ...pipeline.stages.map((stage) => ({ value: stage.id, label: stage.name })),
                ...(['won', 'lost'] as const).map((status) => ({ value: status, label: t(`dealStatus.${status}`) })),
              ]}
            />
          </div>
          <div className={styles.field}>
            <span>{t('owner')}</span>
            <UserSelect aria-label={t('owner')} allowClear={false} value={deal.owner?.id ?? null} onChange={(ownerId) => ownerId !== null && void change(deal, { ownerId })} />
          </div>
        </div>
      )}
      {deal && managesFunnel(user) && <Link to={paths.experimentFor(deal.pipelineId)} target="_blank">{t('tryPaths')}</Link>}
      {moves.dialogs}
    </BottomSheet>
  )
}

import { getCalendarFeed, removeCalendarFeed, renewCalendarFeed } from '@sluice/core/calendar/contract'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useContractQuery } from '../../api/query.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { CopyText } from '../../ui/CopyText.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './Calendar.module.css'

/** The secret address under which calendar programmes read one's own calendar: made, renewed, ended. It is shown once. */
export function FeedSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('calendar')
  const format = useFormat()
  const toast = useToast()
  const read = useContractQuery(getCalendarFeed, {}, { staleTime: 0 })
  const [address, setAddress] = useState<string | null>(null)
  const renew = async () => {
    try {
      const { path } = await call(renewCalendarFeed)
      setAddress(`${window.location.origin}${path}`)
      await read.refetch()
    } catch (error) {
      toast.failed(error)
    }
  }
  const remove = async () => {
    try {
      await call(removeCalendarFeed)
      setAddress(null)
      await read.refetch()
      toast.done(t('feed.removed'))
    } catch (error) {
      toast.failed(error)
    }
  }
  return (
    <BottomSheet open title={t('feed.title')} onClose={onClose} width={480}>
      <div className={styles.sheet}>
        <p className={styles.quiet}>{t('feed.text')}</p>
        {read.isPending ? <Skeletons kind="rows" count={1} /> : read.data === undefined ? <ErrorState compact error={read.error} onRetry={() => void read.refetch()} /> : read.data.createdAt === null ? (
          <Button type="primary" onClick={() => void renew()}>
            {t('feed.make')}
          </Button>
        ) : (
          <>
            {address !== null && (
              <>
                <Alert type="info" showIcon title={t('feed.once')} />
                <CopyText text={address} />
              </>
            )}
            <span className={styles.quiet}>{t('feed.since', { when: format.dateTime(read.data.createdAt) })}</span>
            <span className={styles.line}>
              <ConfirmButton question={t('feed.renewQuestion')} onConfirm={() => void renew()}>
                {t('feed.renew')}
              </ConfirmButton>
              <ConfirmButton danger question={t('feed.removeQuestion')} onConfirm={() => void remove()}>
                {t('feed.remove')}
              </ConfirmButton>
            </span>
          </>
        )}
      </div>
    </BottomSheet>
  )
}

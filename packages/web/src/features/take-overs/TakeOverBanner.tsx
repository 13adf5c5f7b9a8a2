import { SwapOutlined } from '@ant-design/icons'
import { getTakeOver } from '@sluice/core/take-overs/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { HandBackSheet } from './HandBackSheet.tsx'
import { TakeOverSheet } from './TakeOverSheet.tsx'
import styles from './TakeOvers.module.css'

/** On a deal: who has taken it over, since when and why, with the way back; for whoever may take it over, that. */
export function TakeOverBanner({ dealId }: { dealId: string }) {
  const { t } = useTranslation('takeOvers')
  const format = useFormat()
  const read = useContractQuery(getTakeOver, { params: { id: dealId } })
  const [open, setOpen] = useState(false)
  const taken = read.data?.takeOver ?? null
  if (taken === null && read.data?.canTakeOver !== true) return null
  return (
    <div className={taken === null ? styles.offer : styles.banner} data-take-over={taken?.id}>
      {taken !== null && (
        <>
          <SwapOutlined aria-hidden className={styles.icon} />
          <div className={styles.words}>
            <div>
              {t('banner', { by: taken.takenBy.name, owner: taken.owner.name, when: format.date(taken.takenAt), until: format.day(taken.untilOn) })} {taken.daysLate > 0 && <Tag tone="bad">{t('late', { count: taken.daysLate })}</Tag>}
            </div>
            <div className={styles.text}>{taken.reason}</div>
          </div>
        </>
      )}
      {taken === null ? (
        <Button size="small" icon={<SwapOutlined />} onClick={() => setOpen(true)}>
          {t('take')}
        </Button>
      ) : (
        taken.canHandBack && <Button onClick={() => setOpen(true)}>{t('back')}</Button>
      )}
      {open && (taken === null ? <TakeOverSheet dealId={dealId} onClose={() => setOpen(false)} /> : <HandBackSheet taken={taken} onClose={() => setOpen(false)} />)}
    </div>
  )
}

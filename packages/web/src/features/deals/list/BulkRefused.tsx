import { CheckCircleFilled } from '@ant-design/icons'
import type { Deal } from '@sluice/core/pipeline/contract'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../../ui/BottomSheet.tsx'
import { useProblemText } from '../../../ui/use-problem-text.ts'
import styles from './BulkBar.module.css'

/** What a bulk change did not do. */
export interface BulkOutcome {
  changed: number
  /** The stage that was meant; null: something else was changed. */
  stageId: string | null
  refused: readonly { deal: Deal; code: string; missing?: number | undefined }[]
}

/** Which deals a bulk change left as they were, and why; one that lacks evidence is opened, supplied and moved from here. */
export function BulkRefused(props: { outcome: BulkOutcome; rows: readonly Deal[]; onOpen: (deal: Deal, stageId: string) => void; onClose: () => void }) {
  const { t } = useTranslation('gates')
  const { t: td } = useTranslation('deals')
  const say = useProblemText()
  const { outcome } = props
  const { stageId } = outcome
  const counts = { changed: outcome.changed, refused: outcome.refused.length }
  return (
    <BottomSheet
      open
      width={520}
      title={stageId === null ? td('list.refusedTitle', counts) : t('bulk.title', counts)}
      onClose={props.onClose}
      footer={
        <Button block onClick={props.onClose}>
          {t('bulk.close')}
        </Button>
      }
    >
      <p className={styles.about}>{stageId === null ? td('list.refusedText') : t('bulk.text')}</p>
      <ul className={styles.refused}>
        {outcome.refused.map(({ deal, code, missing }) => {
          const now = props.rows.find((one) => one.id === deal.id) ?? deal
          const moved = stageId !== null && now.stageId === stageId
          // A wanting reason or next step is asked for in the same panel.
          const opens = stageId !== null && !moved && code.startsWith('gate.') && !['gate.no_skip', 'gate.no_back', 'gate.no_reopen'].includes(code)
          return (
            <li key={deal.id}>
              <span className={styles.refusedWords}>
                <strong title={deal.title}>{deal.title}</strong>
                <span>{missing === undefined ? say({ code }) : t('bulk.missing', { count: missing })}</span>
              </span>
              {moved && <CheckCircleFilled className={styles.moved} aria-label={t('ready')} />}
              {opens && (
                <Button size="small" aria-label={`${t('bulk.open')} ${deal.title}`} onClick={() => props.onOpen(now, stageId)}>
                  {t('bulk.open')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </BottomSheet>
  )
}

import { CheckOutlined } from '@ant-design/icons'
import type { Deal } from '@sluice/core/pipeline/contract'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../../ui/BottomSheet.tsx'
import { columnOf } from './board-cache.ts'
import type { ColumnHead } from './column-head.ts'
import styles from './MoveSheet.module.css'

/** 「移到阶段」: a move without dragging, in two taps. */
export function MoveSheet(props: { deal: Deal | null; heads: readonly ColumnHead[]; onClose: () => void; onPick: (deal: Deal, column: string) => void }) {
  const { t } = useTranslation('deals')
  const { deal } = props
  return (
    <BottomSheet open={deal !== null} title={t('card.moveTo')} onClose={props.onClose} width={360}>
      {deal && (
        <>
          <p className={styles.title}>{deal.title}</p>
          <div role="radiogroup" aria-label={t('card.moveTo')}>
            {props.heads.map((head) => {
              const here = columnOf(deal) === head.key
              return (
                <button
                  key={head.key}
                  type="button"
                  role="radio"
                  aria-checked={here}
                  className={here ? `${styles.row} ${styles.here}` : styles.row}
                  disabled={here}
                  onClick={() => props.onPick(deal, head.key)}
                >
                  <i className={styles.dot} style={{ background: head.color }} aria-hidden />
                  <span className={styles.name}>{head.name}</span>
                  {here && (
                    <span className={styles.current}>
                      <CheckOutlined aria-hidden /> {t('record.currentStage')}
                    </span>
                  )}
                </button>
              )
            })}
          </div>
        </>
      )}
    </BottomSheet>
  )
}

import { CheckOutlined } from '@ant-design/icons'
import type { Pipeline, Stage } from '@sluice/core/catalog/contract'
import type { DealDetail } from '@sluice/core/pipeline/contract'
import { Popover } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../ui/use-format.ts'
import { stageAge } from '../deal-age.ts'
import { stageStays, standsFor } from './stage-stays.ts'
import styles from './StagePath.module.css'

/** The stages as a path: where the deal is, how long it stayed in each; a click moves it there, hovering tells the criteria. */
export function StagePath(props: { deal: DealDetail; pipeline: Pipeline; onMove: (column: string) => void }) {
  const { t } = useTranslation('deals')
  const format = useFormat()
  const { deal, pipeline } = props
  const stays = stageStays(deal.stays, Date.now(), pipeline)
  const open = deal.status === 'open'
  const current = pipeline.stages.findIndex((stage) => stage.id === standsFor(pipeline, deal.stageId))

  return (
    <ol className={styles.path} aria-label={t('record.stagePath')}>
      {pipeline.stages.map((stage, index) => {
        const stay = stays.get(stage.id)
        const here = open && index === current
        const passed = index < current || (!open && stay !== undefined)
        const level = here ? stageAge(deal.stageEnteredAt, Date.now(), stage.dwellDays).level : null
        const movable = deal.canWrite && !here
        const days = stay ? format.days(stay.days) : ''
        const dwell = !stay ? (passed ? t('record.never') : '') : here ? t('record.stayNow', { days }) : stay.entries > 1 ? t('record.stays', { days, count: stay.entries }) : days
        return (
          <li key={stage.id} className={[styles.step, here ? styles.here : passed ? styles.passed : '', level ? styles[level] : ''].filter(Boolean).join(' ')}>
            <Popover mouseEnterDelay={0.3} placement="bottomLeft" arrow={false} content={<StageCriteria stage={stage} movable={movable} />}>
              <button
                type="button"
                className={styles.button}
                aria-current={here ? 'step' : undefined}
                aria-disabled={!movable}
                onClick={() => {
                  if (movable) props.onMove(stage.id)
                }}
              >
                <span className={styles.name}>
                  {passed && <CheckOutlined aria-hidden />}
                  <span>{stage.name}</span>
                </span>
                <span className={`num ${styles.dwell}`}>{dwell}</span>
              </button>
            </Popover>
          </li>
        )
      })}
      <li className={[styles.step, styles.end, deal.status === 'won' ? styles.won : deal.status === 'lost' ? styles.lost : ''].filter(Boolean).join(' ')}>
        <span className={styles.button}>
          <span className={styles.name}>{deal.status === 'lost' ? pipeline.lostName : pipeline.wonName}</span>
          <span className={`num ${styles.dwell}`}>{deal.closedAt ? format.date(deal.closedAt) : ''}</span>
        </span>
      </li>
    </ol>
  )
}

/** A stage's definition and criteria as text. */
export function StageCriteria({ stage, movable }: { stage: Stage; movable: boolean }) {
  const { t } = useTranslation('deals')
  const parts = [
    ['definition', stage.definition],
    ['entry', stage.entryCriteria],
    ['exit', stage.exitCriteria],
  ] as const
  const said = parts.filter(([, text]) => text.trim() !== '')
  return (
    <div className={styles.criteria}>
      <strong>{stage.name}</strong>
      {stage.dwellDays !== null && <span className={styles.planned}>{t('record.planned', { count: stage.dwellDays })}</span>}
      {said.length === 0 && <p>{t('record.noCriteria')}</p>}
      {said.map(([key, text]) => (
        <section key={key}>
          <h4>{t(`record.${key}`)}</h4>
          <p>{text}</p>
        </section>
      ))}
      {movable && <p className={styles.action}>{t('record.moveHere')} →</p>}
    </div>
  )
}

import { CheckCircleFilled, ExclamationCircleOutlined, InfoCircleOutlined, MinusCircleOutlined, WarningOutlined } from '@ant-design/icons'
import type { Standing } from '@sluice/core/gates/contract'
import type { DealDetail } from '@sluice/core/pipeline/contract'
import { Button } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../ui/Tag.tsx'
import type { Tone } from '../../ui/Tag.tsx'
import { useStagesById } from '../approvals/use-stage-names.ts'
import styles from './GateChecklist.module.css'
import { gateUnits } from './gate-units.ts'
import type { GateUnit } from './gate-units.ts'
import { Supply } from './supply/Supply.tsx'

type Look = Standing['status'] | 'reminder' | 'reason'
const looks: Readonly<Record<Look, { icon: React.ReactNode; tone: Tone }>> = {
  met: { icon: <CheckCircleFilled />, tone: 'good' }, missing: { icon: <ExclamationCircleOutlined />, tone: 'bad' }, owed: { icon: <WarningOutlined />, tone: 'warn' },
  not_needed: { icon: <MinusCircleOutlined />, tone: 'neutral' }, reminder: { icon: <InfoCircleOutlined />, tone: 'neutral' }, reason: { icon: <ExclamationCircleOutlined />, tone: 'warn' },
}

function lookOf(standing: Standing): Look {
  if (standing.status !== 'missing') return standing.status
  return standing.criterion.severity === 'warn' ? 'reminder' : standing.criterion.severity === 'reason' ? 'reason' : 'missing'
}

/** Whether a place to supply it opens below it: what is there already is changed where it lives. */
const suppliable = (standing: Standing) => standing.status === 'missing' || standing.status === 'owed'

/**
 * Every criterion of a move with how it stands, in words; each missing one with the place to supply it. The first missing one
 * is open unasked (`guide`), and when it is supplied the next one opens. `moveTo`: an approval is all that is wanting on the way there.
 */
export function GateChecklist({ standings, deal, guide, moveTo }: { standings: readonly Standing[]; deal: DealDetail; guide?: boolean; moveTo?: string | null }) {
  const { t } = useTranslation('gates')
  const stages = useStagesById()
  const [asked, setAsked] = useState<string | null | undefined>(guide ? undefined : null)
  const units = gateUnits(standings)
  const sides: { key: string; side: Standing['side']; stageId: string | null; units: GateUnit[] }[] = []
  for (const unit of units) {
    const key = `${unit.side} ${unit.stageId ?? ''}`
    const known = sides.find((one) => one.key === key)
    if (known) known.units.push(unit)
    else sides.push({ key, side: unit.side, stageId: unit.stageId, units: [unit] })
  }
  const idOf = (standing: Standing) => `${standing.side}:${standing.criterion.id}`
  const open = standings.find((one) => idOf(one) === asked && suppliable(one)) ?? (asked === null ? undefined : standings.find((one) => one.stops && one.criterion.type !== 'checklist'))
  const openId = open && idOf(open)

  return (
    <div className={guide ? styles.gate : `${styles.gate} ${styles.compact}`}>
      {sides.map(({ key, side, stageId, units: own }) => (
        <section key={key} className={styles.side}>
          <h3 className={styles.sideTitle}>{t(`sides.${side}`, { stage: stages.get(stageId ?? '')?.stage.name ?? '' })}</h3>
          {own.map((unit) => {
            const items = unit.items.map((standing) => (
              <Item
                key={idOf(standing)}
                standing={standing}
                deal={deal}
                moveTo={moveTo ?? null}
                open={openId === idOf(standing)}
                onToggle={(on) => setAsked(on ? idOf(standing) : null)}
                // What one has begun to fill in stays open, whatever else becomes missing.
                onTouched={() => setAsked(idOf(standing))}
              />
            ))
            return unit.op === 'any' ? (
              <div key={unit.key} className={unit.isMet ? `${styles.any} ${styles.anyMet}` : styles.any} role="group" aria-label={t('any')}>
                <span className={styles.anyTitle}>{t(unit.isMet ? 'anyMet' : 'any')}</span>
                <ul className={styles.list}>{items}</ul>
              </div>
            ) : (
              <ul key={unit.key} className={styles.list}>
                {items}
              </ul>
            )
          })}
        </section>
      ))}
    </div>
  )
}

function Item(props: { standing: Standing; deal: DealDetail; moveTo: string | null; open: boolean; onToggle: (on: boolean) => void; onTouched: () => void }) {
  const { t } = useTranslation('gates')
  const { standing, deal } = props
  const { criterion } = standing
  const id = useId()
  const look = lookOf(standing)
  const help = look === 'owed' || look === 'reminder' || look === 'reason' ? t(`statusHelp.${look}`) : undefined
  const ticks = criterion.type === 'checklist' && deal.canWrite && deal.status === 'open'
  const can = !ticks && suppliable(standing) && deal.canWrite
  return (
    <li className={`${styles.item} ${styles[look]}`} data-status={standing.status} data-criterion={criterion.type}>
      <div className={styles.line}>
        <span className={styles.icon} aria-hidden>
          {looks[look].icon}
        </span>
        <div className={styles.words}>
          <span className={styles.asks}>{standing.asks}</span>
          {criterion.help !== '' && <span className={styles.help}>{criterion.help}</span>}
          <span className={styles.state}>
            <Tag tone={looks[look].tone}>
              <span title={help}>{t(`status.${look}`)}</span>
            </Tag>
            {standing.has !== '' && standing.has !== t(`status.${look}`) && <span className={`num ${styles.has}`}>{standing.has}</span>}
          </span>
        </div>
        {can && (
          <Button size="small" type={props.open ? 'text' : 'default'} aria-expanded={props.open} aria-controls={id} onClick={() => props.onToggle(!props.open)}>
            {t(props.open ? 'closeIt' : 'supplyIt')}
          </Button>
        )}
      </div>
      {ticks && (
        <div className={styles.tick}>
          <Supply deal={deal} criterion={criterion} isMet={standing.status === 'met'} />
        </div>
      )}
      {can && props.open && (
        <div id={id} className={styles.supply} role="group" aria-label={standing.asks} onFocusCapture={props.onTouched}>
          <Supply deal={deal} criterion={criterion} isMet={false} moveTo={props.moveTo} />
        </div>
      )}
    </li>
  )
}

import { listFigureDeals } from '@sluice/core/funnel/contract'
import { FUNNEL_METRICS } from '@sluice/core/funnel/registry'
import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractPages } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { FigureDeals } from './FigureDeals.tsx'
import styles from './FigureDrawer.module.css'
import { FigureText } from './FigureValue.tsx'
import { figureParts } from './figure-parts.ts'
import { findFigure } from './figure-ref.ts'
import { useFunnelShown, viewOf } from './funnel-context.ts'
import type { FigureRef, FunnelAsk } from './funnel-url.ts'
import { LossReasons } from './LossReasons.tsx'
import { useFigureWords } from './use-figure-words.ts'

/** The deals behind one figure: exactly as many as it says, by part, with how the figure is made above them. */
export function FigureDrawer({ chosen, ask, onClose }: { chosen: FigureRef | null; ask: FunnelAsk | null; onClose: () => void }) {
  const { t } = useTranslation('funnel')
  const shown = useFunnelShown()
  const words = useFigureWords(shown)
  const view = chosen && viewOf(shown, chosen.side)
  const figure = chosen && view ? findFigure(view, chosen) : undefined
  const title = figure ? words.title(figure) : t('title')
  return (
    <SideDrawer open={chosen !== null} onClose={onClose} width={720} title={<span title={title}>{title}</span>}>
      {chosen && ask && view && figure ? <Content chosen={chosen} ask={ask} /> : <EmptyState title={t('drawer.gone')} compact />}
    </SideDrawer>
  )
}

function Content({ chosen, ask }: { chosen: FigureRef; ask: FunnelAsk }) {
  const { t } = useTranslation('funnel')
  const { t: ui } = useTranslation('ui')
  const format = useFormat()
  const shown = useFunnelShown()
  const words = useFigureWords(shown)
  const view = viewOf(shown, chosen.side)
  const figure = view ? findFigure(view, chosen) : undefined
  const { side: _, ...name } = chosen
  const deals = useContractPages(listFigureDeals, { query: { ...ask, ...name } })
  if (!view || !figure) return null

  const language = format.language === 'en' ? 'en' : 'zh'
  const entry = FUNNEL_METRICS[figure.metric]
  const parts = figureParts(figure)
  const interval = figure.enough ? words.interval(figure, view.currency) : null
  const total = deals.firstPage?.total
  const step = view.steps.find((one) => one.stageId === figure.stageId)
  const withReasons = step && step.losses.length > 0 && (figure.metric === 'step.lost' || figure.metric.startsWith('step.loss_reason'))
  const sideLabel = shown.views.other ? (chosen.side === 'other' ? shown.otherLabel : shown.mainLabel) : null

  return (
    <div className={styles.content}>
      <div className={styles.figure}>
        <span className={`num ${styles.value}`}>
          <FigureText figure={figure} side={chosen.side} short={false} />
        </span>
        {interval && <span className={`num ${styles.interval}`}>{`${t('drawer.interval')} ${interval}`}</span>}
        {sideLabel && <Tag tone={chosen.side === 'other' ? 'neutral' : 'brand'}>{sideLabel}</Tag>}
      </div>
      {figure.value === null && figure.why && <p className={styles.definition}>{t(`whyHelp.${figure.why}`)}</p>}
      <p className={styles.definition}>{entry.definition[language]}</p>
      <details className={styles.how}>
        <summary>{t('drawer.how')}</summary>
        <dl>
          <dt>{t('drawer.population')}</dt>
          <dd>{entry.population[language]}</dd>
          <dt>{t('drawer.formula')}</dt>
          <dd className="num">{entry.formula}</dd>
          <dt>{t('drawer.method')}</dt>
          <dd>{words.method(figure.method)}</dd>
          <dt>{t('asOf')}</dt>
          <dd className="num">{`${format.dateTime(view.asOf)} · ${view.zone}`}</dd>
        </dl>
        <Link to={paths.metric(figure.metric)}>{ui('explain.dictionary')} →</Link>
      </details>
      {withReasons && <LossReasons step={step} side={chosen.side} chosen={figure.metric === 'step.lost' ? undefined : chosen.reason} />}
      <div className={styles.parts}>
        {parts.length > 1 ? (
          <Segmented
            aria-label={t('drawer.deals')}
            options={parts.map(({ part, word, count }) => ({
              value: part,
              label: (
                <span>
                  {t(`part.${word}`)} <span className="num">{format.count(count)}</span>
                </span>
              ),
            }))}
            value={chosen.part}
            onChange={(part) => shown.open({ ...chosen, part })}
          />
        ) : (
          <span className={styles.heading}>{t('drawer.deals')}</span>
        )}
        {total !== undefined && <span className={`num ${styles.total}`}>{t('drawer.total', { count: total })}</span>}
      </div>
      <div className={styles.list}>
        <FigureDeals deals={deals} label={t('drawer.list', { title: words.title(figure) })} stage={shown.stage} />
      </div>
    </div>
  )
}

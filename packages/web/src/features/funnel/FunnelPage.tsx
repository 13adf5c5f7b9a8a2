import { FunnelPlotOutlined, HistoryOutlined } from '@ant-design/icons'
import { permissions } from '@sluice/core/identity/role'
import { Button, Segmented } from 'antd'
import { useCallback, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { FunnelChart } from '../../charts/FunnelChart.tsx'
import type { FunnelHandle } from '../../charts/FunnelChart.tsx'
import type { FunnelPart } from '../../charts/funnel-types.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useSession } from '../session/session.ts'
import { CompareSection } from './CompareSection.tsx'
import { verdictOf } from './compare-verdict.ts'
import { DwellSection } from './DwellSection.tsx'
import { figureKey } from './figure-ref.ts'
import { FigureDrawer } from './FigureDrawer.tsx'
import { FunnelActions } from './FunnelActions.tsx'
import { FunnelContext } from './funnel-context.ts'
import type { FunnelShown } from './funnel-context.ts'
import styles from './FunnelPage.module.css'
import { overlaps } from './funnel-period.ts'
import { comparedRows, figureOfPart, funnelRows, refOfPart } from './funnel-rows.ts'
import type { RowWords } from './funnel-rows.ts'
import { FunnelFrame } from './FunnelFrame.tsx'
import { FunnelSkeleton } from './FunnelSkeleton.tsx'
import { FunnelStrip } from './FunnelStrip.tsx'
import { FunnelTiles } from './FunnelTiles.tsx'
import { activeFilters, clearedFilters, questionsOf, segmentsOf } from './funnel-url.ts'
import type { FigureRef } from './funnel-url.ts'
import { IndicatorSection } from './IndicatorSection.tsx'
import { StageTable } from './StageTable.tsx'
import { TimeMachine } from './TimeMachine.tsx'
import { useFigureWords } from './use-figure-words.ts'
import { useFunnel } from './use-funnel.ts'
import { useFunnelPage } from './use-funnel-page.ts'
import { whyLink } from './why-link.ts'

/** Height of the drawing that ends where the tiles beside it do. */
const roomBeside = 540

/** The page one looks at daily: where deals are, how many get through, how long they stay, and who they are. */
export default function FunnelPage() {
  const { t } = useTranslation('funnel')
  const format = useFormat()
  const navigate = useNavigate()
  const { user } = useSession()
  const page = useFunnelPage()
  const { url, change, today, pipeline, questions, names, words } = page
  const phone = usePhone()
  const chart = useRef<FunnelHandle>(null)

  const funnel = useFunnel(questions)
  const say = useFigureWords(names)
  const open = useCallback((figure: FigureRef) => change({ figure }, { push: true }), [change])
  const { main: view, other, closing, compared, changed } = funnel

  const rowWords = useMemo<RowWords>(
    () => ({
      stage: names.stage,
      won: names.won,
      reason: names.reason,
      stock: (count, amount) =>
        amount === null || amount === 0
          ? t('stockOnly', { n: format.count(count) })
          : t('stock', { n: format.count(count), amount: format.moneyShort(amount, view?.currency) }),
      days: format.days,
      notReached: t('notReached'),
      insufficient: t('insufficient'),
    }),
    [names, t, format, view?.currency],
  )
  const rows = useMemo(() => (view ? funnelRows(view, url.view, rowWords) : []), [view, url.view, rowWords])
  const comparison = useMemo(() => {
    if (!other || !view) return undefined
    return {
      label: words.otherLabel,
      scale: 'share' as const,
      ...comparedRows(other, url.view, rowWords),
      significant: view.steps.map((step) => {
        const one = compared.get(figureKey(step.conversion))
        return url.view === 'cohort' && one !== undefined && verdictOf(one) === 'significant'
      }),
    }
  }, [other, view, compared, url.view, rowWords, words.otherLabel])
  const fresh = useMemo(() => {
    const touched = new Set<string>()
    for (const step of view?.steps ?? []) {
      if ([step.entered, step.stock, step.conversion, step.lost, step.stillOpen].some((figure) => changed.has(figureKey(figure)))) touched.add(step.stageId)
    }
    return touched
  }, [view, changed])
  const explain = useCallback(
    (part: FunnelPart) => {
      const found = view && figureOfPart(view, url.view, part)
      return found ? say.explanation(found.figure, view) : null
    },
    [view, url.view, say],
  )
  const openPart = useCallback(
    (part: FunnelPart) => {
      const figure = view && refOfPart(view, url.view, part)
      if (figure) open(figure)
    },
    [view, url.view, open],
  )

  const shown = useMemo<FunnelShown | null>(
    () =>
      view
        ? {
            views: { main: view, other, closing },
            kind: url.view,
            mainLabel: words.mainLabel,
            otherLabel: words.otherLabel,
            stage: names.stage,
            next: names.next,
            won: names.won,
            reason: names.reason,
            open,
            changed,
            compared,
          }
        : null,
    [view, other, closing, url.view, words.mainLabel, words.otherLabel, names, open, changed, compared],
  )

  const fileName = t('download.file', { pipeline: pipeline?.name ?? '', day: view ? today : '' })
  const picture = async () => {
    if (!view || !pipeline) return
    const filters = words.filters.length === 0 ? [] : [t('picture.filters', { list: words.filters.join('；') })]
    const versus = other ? [t('compare.versus', { a: words.mainLabel, b: words.otherLabel })] : []
    await chart.current?.download(fileName, {
      title: `${pipeline.name} · ${t('title')}`,
      lines: [[words.range, words.view, ...(url.view === 'cohort' ? words.method : [])].join(' · '), ...versus, ...filters],
      foot: [t('picture.footer', { at: format.dateTime(view.asOf), zone: view.zone }), ...(url.view === 'cohort' ? [t('picture.legend')] : [])].join(' · '),
    })
  }
  const views = (
    <Segmented
      size={phone ? 'middle' : 'small'}
      block={phone}
      aria-label={t('view.label')}
      value={url.view}
      onChange={(value) => change({ view: value })}
      options={(['cohort', 'flow', 'snapshot'] as const).map((value) => ({ value, label: t(`view.${value}`) }))}
    />
  )
  const asks = { main: questions.main, other: questions.other, closing: questions.closing }
  const segment = segmentsOf(url)
  const { range, otherRange } = questions
  const why = segment || otherRange === null ? undefined : (stageId: string) => whyLink(questions.main.pipeline, stageId, otherRange, range, today, url.slice)
  const overlap =
    segment === null ? questions.otherRange !== null && overlaps(questions.range, questions.otherRange) : segment === 'team' && names.nested(url.a, url.b)
  // What is not compared with anything is compared with the period before, for the six numbers alone.
  const earlier = useMemo(() => (url.compare === 'none' ? questionsOf({ ...url, compare: 'previous', age: 'same' }, today, questions.main.pipeline) : questions), [url, today, questions])
  const waiting = segment !== null && questions.other === null
  const noneBefore = url.compare !== 'none' && segment === null && questions.other === null
  const empty = rows.every((row) => row.entered === 0)
  // Without any narrowing, nothing in the funnel means that there is nothing at all.
  const nothingAtAll = empty && url.period === 'all' && activeFilters(url) === 0 && url.compare === 'none'

  return (
    <FunnelFrame
      page={page}
      tab="overview"
      actions={
        <>
          <Button icon={<HistoryOutlined />} aria-pressed={url.machine} onClick={() => change({ machine: !url.machine })}>
            {t('machine.label')}
          </Button>
          <FunnelActions ask={questions.main} fileName={fileName} onPicture={picture} disabled={!view || empty} />
        </>
      }
    >
      {url.machine && (
        <TimeMachine ask={questions.main} today={today} day={url.asOf} onDay={(asOf) => change({ asOf })} isBusy={funnel.isStale} onClose={() => change({ machine: false, asOf: '' })} />
      )}
      {waiting && <p className={styles.hint}>{t('compare.choose')}</p>}
      {noneBefore && <p className={styles.hint}>{t(url.compare === 'custom' ? 'compare.choose' : 'compare.nothingBefore')}</p>}
      {funnel.error && !funnel.isStale ? (
        <ErrorState error={funnel.error} onRetry={funnel.retry} />
      ) : !shown || !view ? (
        <FunnelSkeleton />
      ) : (
        <FunnelContext value={shown}>
          <div className={funnel.isStale ? styles.stale : undefined} aria-busy={funnel.isStale}>
            <div className={styles.hero}>
              <Section
                title={words.range}
                note={t('asOfAt', { at: `${format.dateTime(view.asOf)}（${view.zone}）` })}
                actions={phone ? undefined : views}
              >
                {phone && <div className={styles.views}>{views}</div>}
                {nothingAtAll ? (
                  <EmptyState
                    icon={<FunnelPlotOutlined />}
                    title={t('empty.noDeals')}
                    text={t('empty.noDealsText')}
                    action={permissions[user.role].import.write !== 'none' && <Button onClick={() => void navigate(paths.import)}>{t('empty.noDealsAction')}</Button>}
                  />
                ) : (
                  <>
                    {url.view === 'cohort' && <FunnelStrip view={view} />}
                    {empty ? (
                      <EmptyState
                        title={t('empty.noPeriod')}
                        text={t('empty.noPeriodText')}
                        action={<Button onClick={() => change({ ...clearedFilters, period: 'all' })}>{t('empty.noPeriodAction')}</Button>}
                      />
                    ) : (
                      <FunnelChart
                        ref={chart}
                        rows={rows}
                        label={`${pipeline?.name ?? ''} · ${words.range} · ${words.view}`}
                        comparison={comparison}
                        countName={url.view === 'cohort' ? undefined : t(`count.${url.view}`)}
                        plain={url.view !== 'cohort'}
                        room={roomBeside}
                        fresh={fresh}
                        explain={explain}
                        onOpen={openPart}
                      />
                    )}
                    {!empty && <p className={styles.note}>{t(`viewNote.${url.view}`)}</p>}
                  </>
                )}
              </Section>
              <FunnelTiles closing={url.closing} onClosing={(value) => change({ closing: value })} />
            </div>
            <IndicatorSection ask={questions.main} before={earlier.other} beforeLabel={url.compare === 'none' && earlier.otherRange ? words.rangeText(earlier.otherRange) : words.otherLabel} />
            {other && <CompareSection overlap={overlap} why={why} />}
            <StageTable chosen={url.columns} onChoose={(columns) => change({ columns })} />
            <DwellSection ask={questions.main} otherAsk={questions.other} stage={url.stage} onStage={(stage) => change({ stage })} />
          </div>
          <FigureDrawer chosen={url.figure} ask={url.figure ? asks[url.figure.side] : null} onClose={() => change({ figure: null })} />
        </FunnelContext>
      )}
    </FunnelFrame>
  )
}

import type { Comparison } from '@sluice/core/funnel/compare'
import type { FigureName } from '@sluice/core/funnel/figures'
import type { Figure, FunnelView } from '@sluice/core/funnel/overview'
import { FUNNEL_METRICS } from '@sluice/core/funnel/registry'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { paths } from '../../paths.ts'
import type { Explanation } from '../../ui/Explained.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { figureParts } from './figure-parts.ts'
import { differenceText, intervalText, valueText } from './figure-text.ts'
import type { FunnelShown } from './funnel-context.ts'
import { methodParts } from './method-words.ts'

/** Everything a figure can be said in: its name, value, interval, method and explanation, in the user's language. */
export function useFigureWords(names: Pick<FunnelShown, 'stage' | 'next' | 'reason'>) {
  const { t } = useTranslation('funnel')
  const format = useFormat()
  const { stage, next, reason } = names

  return useMemo(() => {
    const language = format.language === 'en' ? 'en' : 'zh'
    const perDay = t('tiles.perDay')
    const metric = (figure: FigureName) => {
      const label = FUNNEL_METRICS[figure.metric].label[language]
      return figure.exit === undefined ? label : `${label} · ${t(`exit.${figure.exit}`)}`
    }
    const title = (figure: FigureName) => {
      const label = metric(figure)
      const named = figure.metric.startsWith('step.loss_reason') ? `${label} · ${reason(figure.reasonId ?? null)}` : label
      if (figure.stageId === undefined) return named
      const isStep = figure.metric === 'step.conversion' || figure.metric === 'step.conversion_mature' || figure.metric === 'step.flow'
      return `${isStep ? `${stage(figure.stageId)} → ${next(figure.stageId)}` : stage(figure.stageId)} · ${named}`
    }
    const value = (figure: Figure, currency: string, short = false) => valueText(figure.metric, figure.value, format, { currency, short, perDay })
    const method = (code: string) =>
      methodParts(code)
        .map((part) =>
          'word' in part
            ? t(`methods.${part.word}`)
            : 'mature' in part
              ? t('methods.mature', { days: part.mature })
              : 'windows' in part
                ? t('methods.windows', { count: part.windows })
                : part.raw,
        )
        .join(' · ')
    const parts = (figure: Figure) =>
      figureParts(figure)
        .slice(1)
        .map(({ word, count }) => `${t(`part.${word}`)} ${format.count(count)}`)
        .join(' · ')
    return {
      metric,
      title,
      value,
      method,
      parts,
      interval: (figure: Figure, currency: string) => intervalText(figure.metric, figure, format, { currency, short: true, perDay }),
      difference: (one: Comparison, currency: string) => differenceText(one.name.metric, one.difference, format, { currency, short: true, perDay }),
      explanation: (figure: Figure, view: FunnelView): Explanation => ({
        label: title(figure),
        definition: FUNNEL_METRICS[figure.metric].definition[language],
        n: figure.n,
        censored: figure.censored,
        interval: figure.enough ? intervalText(figure.metric, figure, format, { currency: view.currency, short: true, perDay }) : null,
        method: method(figure.method),
        asOf: new Date(view.asOf).toISOString(),
        timeZone: view.zone,
        dictionary: paths.metric(figure.metric),
        more: [{ name: t('drawer.hits'), value: parts(figure) }],
      }),
    }
  }, [t, format, stage, next, reason])
}


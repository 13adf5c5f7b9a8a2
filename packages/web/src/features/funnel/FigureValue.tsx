import type { Figure } from '@sluice/core/funnel/overview'
import { useTranslation } from 'react-i18next'
import { Explained } from '../../ui/Explained.tsx'
import styles from './FigureValue.module.css'
import { figureKey, refOf } from './figure-ref.ts'
import { useFunnelShown, viewOf } from './funnel-context.ts'
import type { FigureRef, Side } from './funnel-url.ts'
import { useFigureWords } from './use-figure-words.ts'

/** One figure as text: its value, or honestly why there is none. Too small a sample is never shown as a value. */
export function FigureText({ figure, side = 'main', short = true, tiny }: { figure: Figure; side?: Side; short?: boolean; tiny?: boolean }) {
  const { t } = useTranslation('funnel')
  const shown = useFunnelShown()
  const words = useFigureWords(shown)
  const view = viewOf(shown, side)
  // Where there is no room for words, the sample itself says that it is too small.
  if (tiny && (figure.value === null || !figure.enough)) return <span className={styles.none}>{t('tiles.tiny', { n: figure.n })}</span>
  if (figure.why !== null && (figure.value === null || figure.n === 0)) return <span className={styles.none}>{t(`why.${figure.why}`)}</span>
  if (!figure.enough) return <span className={styles.few}>{t('insufficient')}</span>
  return <>{words.value(figure, view?.currency ?? '', short)}</>
}

/** A figure that explains itself and opens its deals; it lights up for a moment when a live change has touched it. */
export function FigureValue(props: { figure: Figure; side?: Side; short?: boolean; part?: FigureRef['part']; strong?: boolean; tiny?: boolean }) {
  const { figure, side = 'main', part = 'population' } = props
  const shown = useFunnelShown()
  const words = useFigureWords(shown)
  const view = viewOf(shown, side)
  if (!view) return null
  const fresh = side === 'main' && shown.changed.has(figureKey(figure))
  return (
    <Explained explanation={words.explanation(figure, view)} onOpen={() => shown.open(refOf(figure, side, part))}>
      <span className={`num ${props.strong ? styles.strong : ''} ${fresh ? styles.fresh : ''}`}>
        <FigureText figure={figure} side={side} short={props.short} tiny={props.tiny} />
      </span>
    </Explained>
  )
}

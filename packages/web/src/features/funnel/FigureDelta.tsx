import type { Figure } from '@sluice/core/funnel/overview'
import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { Delta } from '../../ui/Delta.tsx'
import styles from './FigureDelta.module.css'
import { verdictOf } from './compare-verdict.ts'
import { figureKey } from './figure-ref.ts'
import { betterWhen } from './figure-text.ts'
import { useFunnelShown } from './funnel-context.ts'
import { useFigureWords } from './use-figure-words.ts'

/** The difference to the compared side; coloured only when it differs significantly. Nothing without a comparison. */
export function FigureDelta({ figure, verdict }: { figure: Figure; verdict?: boolean }) {
  const { t } = useTranslation('funnel')
  const shown = useFunnelShown()
  const words = useFigureWords(shown)
  const one = shown.compared.get(figureKey(figure))
  if (!one || one.difference === null) return null
  const said = verdictOf(one)
  // Between two sides with too few deals there is no difference to speak of.
  if (said === 'few') return <span className={styles.few}>{t('compare.few')}</span>
  return (
    <Tooltip title={t('compare.versus', { a: shown.mainLabel, b: shown.otherLabel })}>
      <span className={styles.delta}>
        <Delta
          value={one.difference}
          text={words.difference(one, shown.views.main.currency)}
          better={said === 'significant' ? betterWhen(figure.metric) : 'neither'}
        />
        {verdict && said !== 'untested' && said !== 'none' && <span className={styles.verdict}>{t(`compare.${said}`)}</span>}
      </span>
    </Tooltip>
  )
}

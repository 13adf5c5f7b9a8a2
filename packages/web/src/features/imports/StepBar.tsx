import { CheckOutlined } from '@ant-design/icons'
import type { ImportDetail } from '@sluice/core/imports/contract'
import { useTranslation } from 'react-i18next'
import { usePhone } from '../../ui/use-media-query.ts'
import { canOpen, openIn, wizardSteps } from './model/wizard-steps.ts'
import type { WizardStep } from './model/wizard-steps.ts'
import styles from './StepBar.module.css'

/** Where one is, what is done, and in which steps something still waits. On a phone the names of the others give way. */
export function StepBar({ detail, current, onGo }: { detail: ImportDetail; current: WizardStep; onGo: (step: WizardStep) => void }) {
  const { t } = useTranslation('imports')
  const phone = usePhone()
  const at = wizardSteps.indexOf(current)
  return (
    <nav aria-label={t('steps.label')}>
      <ol className={styles.steps}>
        {wizardSteps.map((step, index) => {
          const open = detail.reading === null ? 0 : openIn(step, detail)
          const state = index === at ? styles.now : index < at && open === 0 ? styles.done : ''
          return (
            <li key={step} className={`${styles.step} ${state}`}>
              <button
                type="button"
                className={styles.button}
                aria-current={index === at ? 'step' : undefined}
                aria-label={open > 0 ? `${t(`steps.${step}`)}, ${t('waiting', { n: open })}` : t(`steps.${step}`)}
                disabled={index !== at && !canOpen(step, detail)}
                onClick={() => onGo(step)}
              >
                <span className={styles.mark}>{index < at && open === 0 ? <CheckOutlined aria-hidden /> : index + 1}</span>
                {(!phone || index === at) && <span className={styles.name}>{t(`steps.${step}`)}</span>}
                {open > 0 && <span className={`num ${styles.open}`}>{open}</span>}
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

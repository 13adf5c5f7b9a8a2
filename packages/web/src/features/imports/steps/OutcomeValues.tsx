import type { StageAction } from '@sluice/core/imports/mapping'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Page.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { columnForField } from '../model/mapping-edit.ts'
import type { StepProps } from './step-props.ts'
import styles from './steps.module.css'

const outcomes = ['won', 'lost', 'open', 'skip'] as const

/** What the words of the outcome column mean: won, lost, still open. */
export function OutcomeValues({ detail, reading, mapping, edit }: StepProps) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const column = columnForField(mapping, 'outcome')
  const values = reading.columns.find((one) => one.column === column)?.values ?? []
  const asked = detail.questions.find(({ question }) => question.code === 'stages.unclear' && question.column === column)?.question
  const proposals = asked?.code === 'stages.unclear' ? asked.values : []
  const ignored = new Set(mapping.options.emptyWords)
  return (
    <Section title={t('outcomes.title')} note={t('outcomes.note', { column: column ?? '' })} flush>
      <div role="table" aria-label={t('outcomes.title')}>
        {values
          .filter(({ value }) => !ignored.has(value))
          .map(({ value, count }) => (
            <div role="row" key={value} className={styles.valueRow}>
              <span role="cell" className={styles.valueName}>
                <span className={styles.strong} title={value}>
                  {value}
                </span>
                <span className={`num ${styles.note}`}>{t('rows', { n: format.count(count) })}</span>
              </span>
              <span role="cell" className={styles.arrow} aria-hidden>
                →
              </span>
              <span role="cell" className={styles.valueChoice}>
                <Select
                  aria-label={t('stages.of', { value })}
                  value={Object.hasOwn(mapping.outcomes, value) ? mapping.outcomes[value] : undefined}
                  status={Object.hasOwn(mapping.outcomes, value) ? undefined : 'warning'}
                  placeholder={t('stages.undecided')}
                  options={outcomes.map((outcome) => ({ value: outcome, label: outcome === 'skip' ? t('values.skip') : t(`outcomes.${outcome}`) }))}
                  onChange={(outcome) => edit((current) => ({ ...current, outcomes: { ...current.outcomes, [value]: outcome } }))}
                />
                {!Object.hasOwn(mapping.outcomes, value) && <Proposed action={proposals.find((one) => one.value === value)?.proposed} onTake={(outcome) => edit((current) => ({ ...current, outcomes: { ...current.outcomes, [value]: outcome } }))} />}
              </span>
            </div>
          ))}
      </div>
    </Section>
  )
}

/** What the draft proposes for a word; "says nothing about the deal" means here that it goes on. */
function Proposed({ action, onTake }: { action: StageAction | undefined; onTake: (outcome: (typeof outcomes)[number]) => void }) {
  const { t } = useTranslation('imports')
  const outcome = action === 'ignore' ? 'open' : outcomes.find((one) => one === action)
  if (outcome === undefined) return null
  return (
    <button type="button" className={styles.link} onClick={() => onTake(outcome)}>
      {t('stages.proposed', { what: outcome === 'skip' ? t('stages.skipRows') : t(`outcomes.${outcome}`) })}
    </button>
  )
}

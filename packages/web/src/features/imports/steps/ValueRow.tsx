import type { Mapping, Unmatched, ValueField } from '@sluice/core/imports/mapping'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../ui/use-format.ts'
import { setValues } from '../model/mapping-edit.ts'
import { answerFromKey, answerKey, answerOf } from '../model/value-groups.ts'
import type { Proposal } from '../model/value-groups.ts'
import styles from './steps.module.css'

const reasons = ['exact', 'case', 'spacing', 'company', 'pinyin', 'part', 'typo', 'similar'] as const

/** One value and what it stands for; the likest things first, with how like they are and why. */
export function ValueRow(props: {
  proposal: Proposal
  field: ValueField
  mapping: Mapping
  existing: readonly { id: string; name: string }[]
  /** Has to be answered. */
  waits: boolean
  rule: Unmatched
  edit: (change: (mapping: Mapping) => Mapping) => void
}) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const { proposal, field, mapping, existing, edit } = props
  const { value, count, candidates, variants } = proposal
  const answer = answerOf(mapping, field, value)
  const makes = field !== 'status' && field !== 'resource' && field !== 'pipeline'
  const near = new Set(candidates.map(({ id }) => id))
  const why = (reason: string) => t(`like.${reasons.find((one) => one === reason) ?? 'similar'}`)
  const spellings = makes ? variants.filter((variant) => !candidates.some(({ name }) => name === variant)) : []
  const given = answerKey(answer)
  const set = (key: string | undefined) => edit((current) => setValues(current, field, new Map([[value, key === undefined ? null : answerFromKey(key)]])))
  const options = [
    ...(candidates.length > 0
      ? [{ label: t('values.suggested'), options: candidates.map(({ id, name, score, reason }) => ({ value: `use:${id}`, search: name, label: t('values.candidate', { name, share: format.percent(score, 0), why: why(reason) }) })) }]
      : []),
    {
      label: t('values.other'),
      options: [
        ...spellings.map((variant) => ({ value: `create:${variant}`, search: variant, label: t('values.variant', { name: variant }) })),
        ...(makes ? [{ value: `create:${value}`, search: value, label: t('values.create', { name: value }) }] : []),
        { value: 'empty', search: t('values.empty'), label: t('values.empty') },
        { value: 'skip', search: t('values.skip'), label: t('values.skip') },
      ],
    },
    ...(existing.length > near.size
      ? [{ label: t('values.existing'), options: existing.filter(({ id }) => !near.has(id)).map(({ id, name }) => ({ value: `use:${id}`, search: name, label: name })) }]
      : []),
  ]
  const [best] = candidates
  return (
    <div role="row" className={props.waits ? `${styles.valueRow} ${styles.waits}` : styles.valueRow}>
      <span role="cell" className={styles.valueName}>
        <span className={styles.strong} title={value}>
          {value}
        </span>
        <span className={`num ${styles.note}`}>
          {t('rows', { n: format.count(count) })}
          {best ? ` · ${t('values.candidate', { name: best.name, share: format.percent(best.score, 0), why: why(best.reason) })}` : variants[0] !== undefined ? ` · ${t('values.alsoWritten', { name: variants.join('、') })}` : ''}
        </span>
      </span>
      <span role="cell" className={styles.arrow} aria-hidden>
        →
      </span>
      <span role="cell" className={styles.valueChoice}>
        <Select<string>
          aria-label={t('values.of', { value })}
          allowClear
          value={given}
          status={props.waits ? 'warning' : undefined}
          placeholder={props.waits ? t('values.choose') : t(`unmatched.${props.rule}`)}
          showSearch={{ optionFilterProp: 'search' }}
          popupMatchSelectWidth={false}
          options={options}
          onChange={(key: string | undefined) => set(key)}
        />
        {props.waits && best && best.score >= 0.8 && (
          <button type="button" className={styles.link} onClick={() => set(`use:${best.id}`)}>
            {t('values.useThis', { name: best.name })}
          </button>
        )}
        {props.waits && makes && (
          <button type="button" className={styles.link} onClick={() => set(`create:${value}`)}>
            {t('values.create', { name: value })}
          </button>
        )}
      </span>
    </div>
  )
}

import type { FieldObject } from '@sluice/core/fields/field-type'
import { Checkbox, Select, Spin } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { relationsOf, rollupFields } from './rollup-relations.ts'
import type { Rollup } from './rollup-relations.ts'
import styles from './RollupBuilder.module.css'

const ConditionEditor = lazy(() => import('../../conditions/ConditionEditor.tsx'))
const functions = ['count', 'sum', 'avg', 'min', 'max'] as const

/** What is added up: of which related records, which of them, and how. Says it in a sentence. */
export function RollupBuilder(props: { id?: string; object: FieldObject; value?: Rollup | null; onChange?: (rollup: Rollup) => void }) {
  const { t, i18n } = useTranslation('fields')
  const lang = i18n.language === 'en' ? 'en' : 'zh'
  const relations = relationsOf(props.object)
  const rollup: Rollup = props.value ?? { relation: relations[0]?.key ?? 'activities', fn: 'count', field: null, where: null }
  const target = relations.find((one) => one.key === rollup.relation)?.target
  const [filtered, setFiltered] = useState(rollup.where !== null)
  const put = (part: Partial<Rollup>) => props.onChange?.({ ...rollup, ...part })
  if (!target) return null
  const fields = rollupFields(target, rollup.fn)
  const field = fields.find((one) => one.key === rollup.field)
  return (
    <div id={props.id} className={styles.rollup}>
      <div className={styles.row}>
        <Select value={rollup.relation} aria-label={t('rollup.relation')} options={relations.map((one) => ({ value: one.key, label: t(`rollup.of.${one.key}`) }))} onChange={(relation) => put({ relation, field: null, where: null })} />
        <Select
          value={rollup.fn}
          aria-label={t('rollup.fn')}
          options={functions.map((one) => ({ value: one, label: t(`rollup.${one}`), disabled: one !== 'count' && rollupFields(target, one).length === 0 }))}
          onChange={(fn) => put({ fn, field: rollupFields(target, fn).some((one) => one.key === rollup.field) ? rollup.field : null })}
        />
        {rollup.fn !== 'count' && (
          <Select<string>
            value={field?.key}
            aria-label={t('rollup.field')}
            placeholder={t('rollup.field')}
            options={fields.map((one) => ({ value: one.key, label: one.label[lang] }))}
            onChange={(key) => put({ field: key })}
          />
        )}
      </div>
      <Checkbox
        checked={filtered}
        onChange={(event) => {
          setFiltered(event.target.checked)
          if (!event.target.checked) put({ where: null })
          else if (props.value === null || props.value === undefined) put({})
        }}
      >
        {t('rollup.filter')}
      </Checkbox>
      {filtered && (
        <Suspense fallback={<Spin />}>
          <ConditionEditor key={rollup.relation} object={{ ...target, relations: new Map() }} value={rollup.where} onChange={(where) => put({ where: 'and' in where && where.and.length === 0 ? null : where })} />
        </Suspense>
      )}
      <p className={styles.sentence}>
        {rollup.fn === 'count'
          ? t('rollup.sentenceCount', { of: t(`rollup.of.${rollup.relation}`) })
          : field
            ? t('rollup.sentence', { of: t(`rollup.of.${rollup.relation}`), field: field.label[lang], fn: t(`rollup.${rollup.fn}`) })
            : t('rollup.chooseField')}
      </p>
    </div>
  )
}

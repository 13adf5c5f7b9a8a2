import type { Mapping } from '@sluice/core/imports/mapping'
import { Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Page.tsx'
import { useOrg } from '../../../ui/org-context.ts'
import { setOption } from '../model/mapping-edit.ts'
import { Labelled } from './Labelled.tsx'
import styles from './steps.module.css'

const currencies = ['CNY', 'USD', 'EUR', 'HKD', 'TWD', 'JPY', 'GBP', 'SGD', 'KRW', 'AUD', 'CAD', 'CHF', 'INR', 'THB', 'VND'] as const
const countries = ['CN', 'HK', 'TW', 'MO', 'SG', 'US', 'GB', 'DE', 'JP', 'KR', 'AU', 'CA', 'FR', 'IN', 'MY', 'TH', 'VN', 'ID'] as const

/** What a file does not say of itself: zone, currency, country of telephone numbers, words that mean "nothing". */
export function ReadingRules({ mapping, edit }: { mapping: Mapping; edit: (change: (mapping: Mapping) => Mapping) => void }) {
  const { t, i18n } = useTranslation('imports')
  const org = useOrg()
  const { options } = mapping
  const zones = useMemo(() => [...new Set([org.timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].map((name) => ({ value: name, label: name })), [org.timeZone])
  const names = useMemo(
    () => ({ currency: new Intl.DisplayNames(i18n.language, { type: 'currency' }), country: new Intl.DisplayNames(i18n.language, { type: 'region' }) }),
    [i18n.language],
  )
  return (
    <Section title={t('rules.title')} note={t('rules.note')}>
      <div className={styles.controls}>
        <Labelled label={t('rules.timeZone')} note={t('rules.timeZoneNote')}>
          <Select
            aria-label={t('rules.timeZone')}
            showSearch
            value={options.timeZone ?? org.timeZone}
            options={zones}
            onChange={(zone) => edit((current) => setOption(current, 'timeZone', zone === org.timeZone ? undefined : zone))}
          />
        </Labelled>
        <Labelled label={t('rules.currency')} note={t('rules.currencyNote')}>
          <Select
            aria-label={t('rules.currency')}
            showSearch={{ optionFilterProp: 'label' }}
            value={options.currency ?? org.currency}
            options={[...new Set<string>([org.currency, ...currencies])].map((code) => ({ value: code, label: `${code} ${names.currency.of(code) ?? ''}` }))}
            onChange={(code) => edit((current) => setOption(current, 'currency', code === org.currency ? undefined : code))}
          />
        </Labelled>
        <Labelled label={t('rules.country')} note={t('rules.countryNote')}>
          <Select
            aria-label={t('rules.country')}
            showSearch={{ optionFilterProp: 'label' }}
            value={options.country}
            options={[...new Set<string>([options.country, ...countries])].map((code) => ({ value: code, label: names.country.of(code) ?? code }))}
            onChange={(code) => edit((current) => ({ ...current, options: { ...current.options, country: code } }))}
          />
        </Labelled>
        <Labelled label={t('rules.emptyWords')} note={t('rules.emptyWordsNote')}>
          <Select
            aria-label={t('rules.emptyWords')}
            mode="tags"
            value={options.emptyWords}
            placeholder={t('rules.emptyWordsPlaceholder')}
            onChange={(words) => edit((current) => ({ ...current, options: { ...current.options, emptyWords: words.slice(0, 50) } }))}
          />
        </Labelled>
        <Labelled label={t('rules.tooManyCells')}>
          <Select
            aria-label={t('rules.tooManyCells')}
            value={options.tooManyCells}
            options={(['reject', 'accept'] as const).map((rule) => ({ value: rule, label: t(`rules.cells.${rule}`) }))}
            onChange={(rule) => edit((current) => ({ ...current, options: { ...current.options, tooManyCells: rule } }))}
          />
        </Labelled>
      </div>
    </Section>
  )
}

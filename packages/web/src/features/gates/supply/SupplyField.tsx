import { dealObject } from '@sluice/core/conditions/objects'
import { Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../../paths.ts'
import { DueField } from '../../activities/DueField.tsx'
import { AccountSelect } from '../../pickers/AccountSelect.tsx'
import { ChannelSelect } from '../../pickers/ChannelSelect.tsx'
import { MoneyInput } from '../../pickers/MoneyInput.tsx'
import { TagSelect } from '../../pickers/TagSelect.tsx'
import { UserSelect } from '../../pickers/UserSelect.tsx'
import { SupplyCustomField } from './SupplyCustomField.tsx'
import styles from './Supply.module.css'
import { SupplyFrame } from './SupplyFrame.tsx'
import type { SupplyProps } from './supply-props.ts'
import { useSaveDeal } from './use-save-deal.ts'
import { useSupply } from './use-supply.ts'

const forecasts = ['pipeline', 'best_case', 'commit', 'omitted'] as const

/** One field of the deal by its key in the condition catalogue, filled in on the spot. */
export function SupplyField({ deal, field }: Pick<SupplyProps, 'deal'> & { field: string }) {
  const { t, i18n } = useTranslation('gates')
  const { t: ta } = useTranslation('activities')
  const { busy, problem, send } = useSupply(deal.id)
  const saveDeal = useSaveDeal(deal)
  const label = dealObject.fields.get(field)?.label[i18n.language === 'en' ? 'en' : 'zh'] ?? field
  const [text, setText] = useState(field === 'nextStep' || field === 'nextStepDue' ? (deal.nextStep ?? '') : '')
  const [day, setDay] = useState<string | null>(field === 'expectedClose' ? deal.expectedCloseOn : deal.nextStepDue)
  const [amount, setAmount] = useState<number | null | undefined>(deal.amountMinor)
  const [tags, setTags] = useState<string[]>(deal.tagIds)
  const save = (body: Parameters<typeof saveDeal>[0]) => void send('deal.changed', () => saveDeal(body))
  const frame = (canSave: boolean, onSave: () => void, children: React.ReactNode) => (
    <SupplyFrame busy={busy} problem={problem} save={t('supply.save')} canSave={canSave} onSave={onSave}>
      {children}
    </SupplyFrame>
  )
  const said = (children: React.ReactNode) => (
    <div className={styles.stack}>
      {children}
      {problem !== null && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  )

  switch (field) {
    case 'amount':
      return frame(typeof amount === 'number', () => save({ amountMinor: amount ?? null }), (
        <MoneyInput value={deal.amountMinor} currency={deal.currency} label={label} onChange={setAmount} onEnter={() => typeof amount === 'number' && save({ amountMinor: amount })} />
      ))
    case 'expectedClose':
      return frame(day !== null, () => save({ expectedCloseOn: day }), (
        <DueField kind="close" label={label} value={day} onChange={setDay} />
      ))
    case 'nextStep':
    case 'nextStepDue':
      return frame(text.trim() !== '' && day !== null, () => save({ nextStep: text.trim(), nextStepDue: day }), (
        <>
          <Input maxLength={300} value={text} aria-label={ta('log.nextStep')} placeholder={ta('log.nextStepPlaceholder')} onChange={(event) => setText(event.target.value)} />
          <DueField label={ta('log.due')} value={day} onChange={setDay} />
        </>
      ))
    case 'owner':
      return said(<UserSelect className={styles.wide} disabled={busy} value={deal.owner?.id ?? null} onChange={(ownerId) => save({ ownerId })} />)
    case 'source':
      return said(<ChannelSelect className={styles.wide} disabled={busy} value={deal.sourceId} onChange={(sourceId) => save({ sourceId })} />)
    case 'account':
      return said(<AccountSelect className={styles.wide} disabled={busy} value={deal.account} onChange={(account) => save({ accountId: account?.id ?? null })} />)
    case 'forecastCategory':
      return said(
        <Select
          className={styles.wide}
          disabled={busy}
          aria-label={label}
          placeholder={label}
          value={deal.forecastCategory ?? undefined}
          options={(dealObject.fields.get(field)?.options ?? []).map((one) => ({ value: one.value, label: one.label[i18n.language === 'en' ? 'en' : 'zh'] }))}
          onChange={(next: string) => save({ forecastCategory: forecasts.find((one) => one === next) ?? null })}
        />,
      )
    case 'tags':
      return frame(tags.length > 0, () => save({ tagIds: tags }), <TagSelect className={styles.wide} value={tags} onChange={setTags} />)
    default:
      if (field.startsWith('c_')) return <SupplyCustomField deal={deal} fieldKey={field.slice(2)} />
      return (
        <p className={styles.quiet}>
          {t('supply.elsewhere')} <Link to={paths.deal(deal.id)}>{t('supply.openDeal')}</Link>
        </p>
      )
  }
}

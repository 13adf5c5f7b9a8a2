import { decimalText, parseAmount } from '@sluice/core/lib/money'
import { Input } from 'antd'
import type { InputRef } from 'antd'
import { useState } from 'react'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import styles from './MoneyInput.module.css'

/** The minor units that a text means: null when it is empty, `undefined` when it cannot be read as an amount ≥ 0. */
export function readMoney(text: string, currency: string): number | null | undefined {
  if (text.trim() === '') return null
  const amount = parseAmount(text, { currency })
  // An amount in another currency is no amount of this deal.
  return amount.ok && amount.minor >= 0 && amount.currency === currency ? amount.minor : undefined
}

/** Entry of an amount as people write it (`12.5万`, `¥128,000`); says how it was read. Works in integer minor units. */
export function MoneyInput(props: {
  value: number | null
  currency: string
  onChange: (minor: number | null | undefined) => void
  onEnter?: () => void
  id?: string
  autoFocus?: boolean
  inputRef?: Ref<InputRef>
  label?: string
}) {
  const { t } = useTranslation('pickers')
  const format = useFormat()
  const [text, setText] = useState(props.value === null ? '' : decimalText(props.value, props.currency))
  const minor = readMoney(text, props.currency)
  // A plain number needs no echo.
  const echo = typeof minor === 'number' && !/^[\d.]{1,6}$/.test(text.trim())
  return (
    <div className={styles.money}>
      <Input
        id={props.id}
        ref={props.inputRef}
        aria-label={props.label}
        value={text}
        inputMode="decimal"
        autoComplete="off"
        autoFocus={props.autoFocus}
        status={minor === undefined ? 'error' : undefined}
        placeholder={t('amountPlaceholder')}
        onChange={(event) => {
          setText(event.target.value)
          props.onChange(readMoney(event.target.value, props.currency))
        }}
        onPressEnter={props.onEnter}
      />
      <div className={`num ${minor === undefined ? styles.wrong : styles.reads}`} role="status">
        {minor === undefined ? t('amountWrong') : echo ? t('amountReads', { amount: format.money(minor, props.currency) }) : ''}
      </div>
    </div>
  )
}

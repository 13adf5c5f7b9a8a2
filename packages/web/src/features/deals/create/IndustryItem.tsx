import { getAccount } from '@sluice/core/customers/contract'
import { Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../../api/query.ts'

/** The industry of the deal's account: shown when it is known, asked when it is not, and kept with the account. */
export function IndustryItem(props: { accountId: string | null; required: boolean; onChange: (industry: string | null) => void }) {
  const { t } = useTranslation('deals')
  const { data } = useContractQuery(getAccount, { params: { id: props.accountId ?? '' } }, { enabled: props.accountId !== null })
  const [text, setText] = useState('')
  const known = data?.industry ?? null
  return (
    <Form.Item label={t('field.industry')} required={props.required}>
      <Input
        value={known ?? text}
        disabled={known !== null || (data !== undefined && !data.canWrite)}
        maxLength={80}
        aria-label={t('field.industry')}
        placeholder={t('form.industryExample')}
        onChange={(event) => {
          setText(event.target.value)
          props.onChange(event.target.value === '' ? null : event.target.value)
        }}
      />
    </Form.Item>
  )
}

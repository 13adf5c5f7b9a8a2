import type { Deal } from '@sluice/core/pipeline/contract'
import { TrophyOutlined } from '@ant-design/icons'
import { Form, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MoneyInput } from '../pickers/MoneyInput.tsx'

/** Won: the amount is confirmed, because it is the one that counts from now on. */
export function WinDialog(props: { deal: Deal; onCancel: () => void; onConfirm: (amountMinor: number | null) => void }) {
  const { t } = useTranslation('deals')
  const { deal } = props
  const [amount, setAmount] = useState<number | null | undefined>(deal.amountMinor)
  const confirm = () => {
    if (amount !== undefined) props.onConfirm(amount)
  }
  return (
    <Modal
      open
      width={440}
      title={
        <>
          <TrophyOutlined style={{ color: 'var(--s-won)', marginInlineEnd: 8 }} aria-hidden />
          {t('win.title')}
        </>
      }
      okText={t('win.ok')}
      okButtonProps={{ disabled: amount === undefined }}
      onOk={confirm}
      onCancel={props.onCancel}
    >
      <p style={{ marginBottom: 16, color: 'var(--s-text-secondary)' }}>{t('win.text', { title: deal.title })}</p>
      <Form layout="vertical">
        <Form.Item label={t('win.amount')} htmlFor="win-amount" style={{ marginBottom: 0 }}>
          <MoneyInput id="win-amount" value={deal.amountMinor} currency={deal.currency} onChange={setAmount} onEnter={confirm} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  )
}

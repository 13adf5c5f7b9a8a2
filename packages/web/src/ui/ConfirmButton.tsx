import { Button, Popconfirm } from 'antd'
import type { ButtonProps } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** A button that asks once before it does what cannot be undone. Prefer an undo toast where undoing is possible. */
export function ConfirmButton(
  props: Omit<ButtonProps, 'onClick'> & { question: ReactNode; consequence?: ReactNode; onConfirm: () => void | Promise<unknown> },
) {
  const { question, consequence, onConfirm, ...button } = props
  const { t } = useTranslation('ui')
  return (
    <Popconfirm
      title={question}
      description={consequence}
      okText={t('confirm')}
      cancelText={t('cancel')}
      okButtonProps={{ danger: button.danger }}
      onConfirm={onConfirm}
    >
      <Button {...button} />
    </Popconfirm>
  )
}

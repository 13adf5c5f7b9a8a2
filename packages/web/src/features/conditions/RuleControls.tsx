import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox } from 'antd'
import type { ActionProps, NotToggleProps } from 'react-querybuilder'

/** The editor's buttons in the product's quiet look. */
export function AddAction({ label, title, disabled, handleOnClick }: ActionProps) {
  return (
    <Button size="small" type="text" icon={<PlusOutlined />} title={title} disabled={disabled} onClick={(event) => handleOnClick(event)}>
      {label}
    </Button>
  )
}

export function RemoveAction({ title, disabled, handleOnClick }: ActionProps) {
  return <Button size="small" type="text" icon={<DeleteOutlined />} title={title} aria-label={title} disabled={disabled} onClick={(event) => handleOnClick(event)} />
}

export function NotToggle({ label, checked, disabled, handleOnChange }: NotToggleProps) {
  return (
    <Checkbox checked={checked} disabled={disabled} onChange={(event) => handleOnChange(event.target.checked)}>
      {label}
    </Checkbox>
  )
}

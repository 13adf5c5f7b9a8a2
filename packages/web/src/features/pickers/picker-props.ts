import type { SelectProps } from 'antd'

/** What every picker takes from antd's Select. */
export type PickerLook = Pick<
  SelectProps,
  'id' | 'placeholder' | 'size' | 'disabled' | 'autoFocus' | 'status' | 'variant' | 'className' | 'style' | 'allowClear' | 'defaultOpen' | 'onBlur' | 'aria-label'
>

/** One of a local list, by id; or several. */
export type PickerProps = PickerLook &
  ({ multiple?: false; value: string | null; onChange: (id: string | null) => void } | { multiple: true; value: readonly string[]; onChange: (ids: string[]) => void })

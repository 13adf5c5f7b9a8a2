import { SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover } from 'antd'
import { useTranslation } from 'react-i18next'
import { shownColumns } from './columns.ts'
import type { Column } from './columns.ts'
import styles from './ColumnChooser.module.css'

/** Which columns are shown; `chosen` null is the list's own default. */
export function ColumnChooser<T>(props: { columns: readonly Column<T>[]; chosen: readonly string[] | null; onChange: (chosen: string[] | null) => void }) {
  const { t } = useTranslation('ui')
  const shown = shownColumns(props.columns, props.chosen).map((column) => column.key)
  const list = (
    <div className={styles.list}>
      {props.columns.map((column) => (
        <Checkbox
          key={column.key}
          checked={shown.includes(column.key)}
          disabled={column.required}
          onChange={(event) =>
            // The columns keep the list's order, whatever the order of the clicks.
            props.onChange(
              props.columns
                .filter((one) => (one.key === column.key ? event.target.checked : shown.includes(one.key)))
                .map((one) => one.key),
            )
          }
        >
          {column.title}
        </Checkbox>
      ))}
      <Button type="link" size="small" onClick={() => props.onChange(null)} disabled={props.chosen === null}>
        {t('table.resetColumns')}
      </Button>
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomRight" arrow={false} content={list}>
      <Button icon={<SettingOutlined />}>{t('table.columns')}</Button>
    </Popover>
  )
}

import { DeleteOutlined, InboxOutlined, PlusOutlined, UndoOutlined } from '@ant-design/icons'
import type { CustomField, FieldSettings } from '@sluice/core/fields/contract'
import { Button, Input, Popover, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { moved, SortableList } from '../../../ui/SortableList.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { categoryColors } from '../../../ui/theme.ts'
import styles from './OptionsEditor.module.css'

type Option = FieldSettings['options'][number]

/**
 * The options of a choice: their order, words and colours, and under which values of `master` each is offered. `known` are the
 * values that records may hold already: such an option is archived, never removed. A new one has no value until it is saved.
 */
export function OptionsEditor(props: { id?: string; value?: readonly Option[]; onChange?: (options: Option[]) => void; master?: CustomField; known: readonly string[] }) {
  const { t } = useTranslation('fields')
  const options = props.value ?? []
  const put = (next: Option[]) => props.onChange?.(next)
  const change = (index: number, part: Partial<Option>) => put(options.map((one, at) => (at === index ? { ...one, ...part } : one)))
  const list = useRef<HTMLDivElement>(null)
  const [added, setAdded] = useState(0)
  useEffect(() => {
    if (added > 0) [...(list.current?.querySelectorAll<HTMLElement>('input[data-option]') ?? [])].at(-1)?.focus()
  }, [added])
  const add = (labels: readonly string[] = ['']) => {
    const colors = categoryColors('light')
    put([...options, ...labels.map((label, index) => ({ value: '', label, color: colors[(options.length + index) % colors.length] ?? null, when: [], isArchived: false }))])
    setAdded((count) => count + 1)
  }
  return (
    <div className={styles.options} ref={list} id={props.id}>
      <SortableList items={options.map((one, index) => ({ ...one, id: String(index), name: one.label || t('options.unnamed') }))} label={t('sheet.options')} onMove={(from, to) => put(moved(options, from, to))}>
        {(option, handle, index) => (
          <div className={option.isArchived ? `${styles.option} ${styles.off}` : styles.option}>
            {handle}
            <ColorPick color={option.color} name={option.label} onPick={(color) => change(index, { color })} />
            <Input
              data-option
              value={option.label}
              maxLength={60}
              placeholder={t('options.label')}
              aria-label={t('options.labelOf', { position: index + 1 })}
              onChange={(event) => change(index, { label: event.target.value })}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
                // Enter makes the next option, not the whole form.
                event.preventDefault()
                add()
              }}
              onPaste={(event) => {
                // A column copied from a sheet becomes one option a line.
                const lines = event.clipboardData.getData('text').split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '')
                if (lines.length < 2) return
                event.preventDefault()
                const colors = categoryColors('light')
                const made = lines.map((label, at) => ({ value: '', label: label.slice(0, 60), color: colors[(index + at) % colors.length] ?? null, when: [], isArchived: false }))
                put([...options.slice(0, index), ...(option.label === '' ? [] : [options[index] ?? option]), ...made, ...options.slice(index + 1)])
              }}
            />
            {props.master && (
              <Select
                mode="multiple"
                maxTagCount="responsive"
                className={styles.when}
                value={option.when}
                placeholder={t('options.always')}
                aria-label={t('options.when', { name: option.label })}
                options={props.master.settings.options.map((one) => ({ value: one.value, label: one.label }))}
                popupMatchSelectWidth={false}
                onChange={(when: string[]) => change(index, { when })}
              />
            )}
            {props.known.includes(option.value) && option.value !== '' ? (
              <Button
                type="text"
                icon={option.isArchived ? <UndoOutlined /> : <InboxOutlined />}
                aria-label={t(option.isArchived ? 'options.restore' : 'options.archive', { name: option.label })}
                title={t(option.isArchived ? 'options.restore' : 'options.archive', { name: option.label })}
                onClick={() => change(index, { isArchived: !option.isArchived })}
              />
            ) : (
              <Button type="text" icon={<DeleteOutlined />} aria-label={t('options.remove', { name: option.label })} onClick={() => put(options.filter((_, at) => at !== index))} />
            )}
          </div>
        )}
      </SortableList>
      <Button type="dashed" block icon={<PlusOutlined />} onClick={() => add()}>
        {t('options.add')}
      </Button>
      {options.some((one) => one.label !== '') && (
        <div className={styles.preview} aria-hidden>
          {options
            .filter((one) => one.label !== '' && !one.isArchived)
            .map((one, index) => (
              <Tag key={index} color={one.color ?? undefined}>
                {one.label}
              </Tag>
            ))}
        </div>
      )}
    </div>
  )
}

function ColorPick({ color, name, onPick }: { color: string | null; name: string; onPick: (color: string | null) => void }) {
  const { t } = useTranslation('fields')
  const [open, setOpen] = useState(false)
  const pick = (next: string | null) => {
    setOpen(false)
    onPick(next)
  }
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      arrow={false}
      content={
        <div className={styles.swatches} role="group" aria-label={t('options.color', { name })}>
          {categoryColors('light').map((one, index) => (
            <button key={one} type="button" className={styles.swatch} style={{ background: one }} aria-label={t('options.colorOf', { position: index + 1 })} aria-pressed={one === color} onClick={() => pick(one)} />
          ))}
          <button type="button" className={`${styles.swatch} ${styles.noColor}`} aria-label={t('options.noColor')} aria-pressed={color === null} onClick={() => pick(null)} />
        </div>
      }
    >
      <button type="button" className={color === null ? `${styles.dot} ${styles.noColor}` : styles.dot} style={color === null ? undefined : { background: color }} aria-label={t('options.color', { name })} />
    </Popover>
  )
}

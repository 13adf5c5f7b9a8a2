import { Input } from 'antd'
import type { ReactNode } from 'react'
import { InlineField } from './InlineField.tsx'

/** A text field edited in place. Enter or leaving it saves; in a long text Enter is a new line and Ctrl/⌘ + Enter saves. An emptied field is saved as null. */
export function InlineText(props: {
  label: string
  value: string | null
  display?: ReactNode
  canEdit: boolean
  onSave: (value: string | null) => Promise<unknown>
  onReload?: () => Promise<unknown>
  long?: boolean
  maxLength?: number
  /** Keyboard of a phone. */
  inputMode?: 'text' | 'tel' | 'email' | 'url'
  /** A name cannot be emptied: leaving it empty takes the edit back. */
  required?: boolean
}) {
  const { value, long, required } = props
  const clean = (text: string | null) => (text === null || text.trim() === '' ? (required ? value : null) : text.trim())
  return (
    <InlineField<string | null>
      label={props.label}
      value={value}
      display={props.display ?? (value === '' ? null : value)}
      canEdit={props.canEdit}
      onSave={(next) => props.onSave(clean(next))}
      onReload={props.onReload}
      stacked={long}
      editor={({ id, value: draft, onChange, commit, busy }) =>
        long ? (
          <Input.TextArea
            id={id}
            autoFocus
            autoSize={{ minRows: 3, maxRows: 16 }}
            maxLength={props.maxLength}
            readOnly={busy}
            value={draft ?? ''}
            onChange={(event) => onChange(event.target.value)}
            onBlur={commit}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) commit()
            }}
          />
        ) : (
          <Input
            id={id}
            autoFocus
            size="small"
            inputMode={props.inputMode}
            maxLength={props.maxLength}
            readOnly={busy}
            value={draft ?? ''}
            onChange={(event) => onChange(event.target.value)}
            onBlur={commit}
            onPressEnter={(event) => {
              // Enter while an input method composes picks a word.
              if (!event.nativeEvent.isComposing) commit()
            }}
          />
        )
      }
    />
  )
}

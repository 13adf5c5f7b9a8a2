import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useEffect, useRef, useState } from 'react'

/** Searches as one types, once the typing pauses; Enter searches at once. `value` is the search in force. */
export function SearchField(props: { value: string; onSearch: (text: string) => void; placeholder: string; width?: number }) {
  const [text, setText] = useState(props.value)
  const sent = useRef(props.value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    // The search was changed from elsewhere: filters cleared, a view opened, Back.
    if (props.value === sent.current) return
    sent.current = props.value
    setText(props.value)
  }, [props.value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const send = (next: string) => {
    clearTimeout(timer.current)
    sent.current = next.trim()
    props.onSearch(next.trim())
  }
  return (
    <Input
      allowClear
      type="search"
      prefix={<SearchOutlined aria-hidden />}
      aria-label={props.placeholder}
      placeholder={props.placeholder}
      maxLength={100}
      style={{ width: props.width ?? 220 }}
      value={text}
      onChange={(event) => {
        const next = event.target.value
        setText(next)
        clearTimeout(timer.current)
        if (next === '') send('')
        else timer.current = setTimeout(() => send(next), 260)
      }}
      onPressEnter={() => send(text)}
    />
  )
}

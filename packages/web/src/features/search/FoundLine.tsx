import { ApartmentOutlined, BookOutlined, CompassOutlined, ContactsOutlined, ProjectOutlined, UserAddOutlined } from '@ant-design/icons'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../ui/Tag.tsx'
import type { Tone } from '../../ui/Tag.tsx'
import { highlight } from './found.ts'
import type { FoundType } from './found.ts'
import styles from './SearchDialog.module.css'

/** A record that was found, a place of the product, or a metric of the dictionary. */
export type LineType = FoundType | 'place' | 'metric'

const icons = { deal: <ProjectOutlined />, lead: <UserAddOutlined />, account: <ApartmentOutlined />, contact: <ContactsOutlined />, place: <CompassOutlined />, metric: <BookOutlined /> }
const tones: Readonly<Record<string, Tone>> = { won: 'good', converted: 'good', qualified: 'good', lost: 'bad', invalid: 'bad' }

function Marked({ text, typed }: { text: string; typed: string }) {
  return highlight(text, typed).map((piece, index) => (piece.hit ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>))
}

/** One result: what it is, its name with what was typed marked, and what tells it from its namesakes. */
export function FoundLine(props: {
  id: string
  record: { type: LineType; name: string; detail: string; status: string | null }
  typed: string
  on: boolean
  onHover: () => void
  onPick: () => void
}) {
  const { record, typed } = props
  const { t } = useTranslation('search')
  const status = record.status === null ? null : statusKey(record.type, record.status)
  // The mouse that happens to lie where the list appears chooses nothing; one that moves does.
  const moved = useRef(false)
  useEffect(() => {
    moved.current = false
  }, [record])
  return (
    <div
      id={props.id}
      role="option"
      aria-selected={props.on}
      className={props.on ? `${styles.line} ${styles.on}` : styles.line}
      onMouseMove={() => {
        if (!moved.current) props.onHover()
        moved.current = true
      }}
      onMouseLeave={() => (moved.current = false)}
      onClick={props.onPick}
    >
      <span className={styles.kind} aria-label={t(`types.${record.type}`)}>
        {icons[record.type]}
      </span>
      <span className={styles.words}>
        <span className={styles.name} title={record.name}>
          <Marked text={record.name} typed={typed} />
        </span>
        {record.detail !== '' && (
          <span className={styles.detail} title={record.detail}>
            <Marked text={record.detail} typed={typed} />
          </span>
        )}
      </span>
      {status && <Tag tone={tones[record.status ?? ''] ?? 'neutral'}>{t(status)}</Tag>}
    </div>
  )
}

const statuses = ['deal_open', 'deal_won', 'deal_lost', 'lead_new', 'lead_working', 'lead_nurturing', 'lead_qualified', 'lead_converted', 'lead_invalid'] as const
function statusKey(type: LineType, status: string): `status.${(typeof statuses)[number]}` | null {
  const key = statuses.find((one) => one === `${type}_${status}`)
  return key ? `status.${key}` : null
}

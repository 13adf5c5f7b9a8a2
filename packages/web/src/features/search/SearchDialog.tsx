import { SearchOutlined } from '@ant-design/icons'
import type { MetricKey } from '@sluice/core/metrics/registry'
import { METRICS } from '@sluice/core/metrics/registry'
import { searchRecords } from '@sluice/core/search/contract'
import { Modal, Spin } from 'antd'
import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { usePhone } from '../../ui/use-media-query.ts'
import { useSession } from '../session/session.ts'
import { useTyped } from '../pickers/use-typed.ts'
import { findMetrics } from '../metrics/find-metrics.ts'
import { findPlaces } from './find-places.ts'
import type { SearchPlace } from './find-places.ts'
import { groupFound } from './found.ts'
import type { Found } from './found.ts'
import { FoundLine } from './FoundLine.tsx'
import type { LineType } from './FoundLine.tsx'
import styles from './SearchDialog.module.css'
import { clearRecent, readRecent } from './use-recent.ts'

export type Picked = Pick<Found, 'type' | 'id' | 'name'>

/** So many places at most stand above the records, and metrics below them. */
const mostPlaces = 4
const mostMetrics = 4

interface Line {
  type: LineType
  id: string
  name: string
  detail: string
  status: string | null
  pick: () => void
}

/**
 * Finds a record as one types, grouped by kind; before that, the records opened last. With `places`, the product's places are
 * found too, and with `onMetric` what numbers mean. Arrows choose, Enter picks.
 */
export function SearchDialog(props: { title: string; placeholder: string; onPick: (record: Picked) => void; places?: readonly SearchPlace[]; onMetric?: (key: MetricKey) => void; onClose: () => void }) {
  const { t, i18n } = useTranslation('search')
  const { t: tu } = useTranslation('ui')
  const phone = usePhone()
  const { onPick, onMetric } = props
  const { user } = useSession()
  const { typed, settled, setTyped } = useTyped(120)
  const [recent, setRecent] = useState(() => readRecent(user.id))
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const listId = useId()
  const searching = settled !== ''
  const read = useContractQuery(searchRecords, { query: { q: settled || '-', limit: 20 } }, { enabled: searching, keepPrevious: true, staleTime: 10_000 })
  const groups = searching ? groupFound(read.data?.items ?? []) : []
  const language = i18n.language === 'en' ? 'en' : 'zh'
  const places = searching ? findPlaces(props.places ?? [], settled).slice(0, mostPlaces) : []
  const metrics = searching && onMetric ? findMetrics(settled).slice(0, mostMetrics) : []
  const shown: readonly Line[] = searching
    ? [
        ...places.map((place) => ({ type: 'place' as const, id: place.to, name: place.label, detail: place.group, status: null, pick: place.onPick })),
        ...groups.flatMap((group) => group.items).map((one) => ({ ...one, pick: () => onPick(one) })),
        ...metrics.map((key) => ({ type: 'metric' as const, id: key, name: METRICS[key].label[language], detail: METRICS[key].definition[language], status: null, pick: () => onMetric?.(key) })),
      ]
    : recent.map((one) => ({ ...one, status: null, pick: () => onPick(one) }))
  const types: readonly LineType[] = [...(places.length > 0 ? ['place' as const] : []), ...groups.map((group) => group.type), ...(metrics.length > 0 ? ['metric' as const] : [])]
  const waiting = typed.trim() !== settled || (searching && read.isFetching)

  // A new answer starts at its best result.
  useEffect(() => setAt(0), [settled, read.data])
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [at])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && shown.length > 0) {
      event.preventDefault()
      setAt((now) => (now + step + shown.length) % shown.length)
    } else if (event.key === 'Enter') {
      // What is shown may still be the answer to fewer letters; the one that was chosen is the one that is seen.
      shown[at]?.pick()
    }
  }
  const line = (one: (typeof shown)[number]) => {
    const index = shown.indexOf(one)
    return <FoundLine key={one.id} id={`${listId}-${index}`} record={one} typed={settled} on={index === at} onHover={() => setAt(index)} onPick={one.pick} />
  }
  return (
    <Modal open footer={null} closable={false} onCancel={props.onClose} width={620} wrapClassName={styles.wrap} aria-label={props.title} destroyOnHidden>
      <div className={styles.head}>
        {waiting ? <Spin size="small" /> : <SearchOutlined aria-hidden className={styles.icon} />}
        <input
          className={styles.input}
          autoFocus
          type="search"
          enterKeyHint="go"
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={shown.length > 0 ? `${listId}-${at}` : undefined}
          aria-label={props.placeholder}
          placeholder={props.placeholder}
          maxLength={100}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button type="button" className={styles.close} onClick={props.onClose} aria-label={tu('close')}>
          {phone ? tu('close') : 'Esc'}
        </button>
      </div>
      <div ref={list} id={listId} role="listbox" aria-label={props.title} className={styles.list}>
        {searching ? (
          read.error ? (
            <ErrorState compact error={read.error} onRetry={() => void read.refetch()} />
          ) : types.length === 0 ? (
            !waiting && (
              <div className={styles.nothing}>
                <strong>{t('nothing', { text: settled })}</strong>
                <span>{t('nothingText')}</span>
              </div>
            )
          ) : (
            types.map((type) => (
              <div key={type} role="group" aria-label={t(`types.${type}`)}>
                <div className={styles.group}>{t(`types.${type}`)}</div>
                {shown.filter((one) => one.type === type).map(line)}
              </div>
            ))
          )
        ) : recent.length === 0 ? (
          <div className={styles.nothing}>
            <span>{t('recentEmpty')}</span>
          </div>
        ) : (
          <>
            <div className={styles.group}>
              {t('recent')}
              <button
                type="button"
                className={styles.clear}
                onClick={() => {
                  clearRecent(user.id)
                  setRecent([])
                }}
              >
                {t('clearRecent')}
              </button>
            </div>
            {shown.map(line)}
          </>
        )}
      </div>
      <div className={styles.foot}>{t('help')}</div>
    </Modal>
  )
}

import { CloseOutlined, FilterOutlined, SearchOutlined } from '@ant-design/icons'
import { Badge, Button, Input, Select, Tooltip } from 'antd'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FilterBar, FilterChip } from '../../../ui/FilterBar.tsx'
import { usePhone } from '../../../ui/use-media-query.ts'
import { ConditionSentence } from '../../conditions/ConditionSentence.tsx'
import { readCondition } from '../../conditions/read-condition.ts'
import { useCatalogue } from '../../fields/use-catalogue.ts'
import { UserSelect } from '../../pickers/UserSelect.tsx'
import { activeFilters, boardSorts, clearedFilters, listSorts, quickFilters } from '../deals-url.ts'
import type { DealsUrl } from '../deals-url.ts'
import type { StageAt } from '../lookups.ts'
import styles from './DealFilters.module.css'
import { FilterPanel } from './FilterPanel.tsx'

/** Quick filters, search, owner and sort in a row; the rest, and the full condition, in a panel; the condition as a sentence below. */
export function DealFilters(props: { url: DealsUrl; stages: readonly StageAt[]; onChange: (part: Partial<DealsUrl>) => void; end?: ReactNode }) {
  const { t } = useTranslation('deals')
  const { t: tc } = useTranslation('conditions')
  const { t: tu } = useTranslation('ui')
  const phone = usePhone()
  const [open, setOpen] = useState(false)
  const { url, onChange } = props
  const count = activeFilters(url)
  const catalogue = useCatalogue('deal')
  const condition = readCondition(url.where, catalogue)
  const sorts = url.layout === 'board' ? boardSorts : listSorts
  const sort = sorts.find((one) => one === url.sort) ?? sorts[0]

  const chips = quickFilters.map((quick) => (
    <Tooltip key={quick} title={t(`quickHelp.${quick}`)} mouseEnterDelay={0.6}>
      <span>
        <FilterChip label={t(`quick.${quick}`)} on={url.quick === quick} onChange={(on) => onChange({ quick: on ? quick : '' })} />
      </span>
    </Tooltip>
  ))
  const panelButton = (
    <Badge count={count} size="small" offset={[-2, 2]}>
      <Button icon={<FilterOutlined />} onClick={() => setOpen(true)} aria-label={tu('filters')}>
        {phone ? null : tu('filters')}
      </Button>
    </Badge>
  )
  const search = <SearchBox value={url.q} onChange={(q) => onChange({ q })} />
  const sortSelect = (
    <Select
      value={sort}
      prefix={<span className={styles.prefix}>{t('filter.sort')}</span>}
      popupMatchSelectWidth={false}
      options={sorts.map((one) => ({ value: one, label: t(`sort.${one}`) }))}
      onChange={(next: string) => onChange({ sort: next === sorts[0] ? '' : next, down: true })}
      aria-label={t('filter.sort')}
    />
  )
  const clear = count > 0 && (
    <Button type="link" size="small" onClick={() => onChange(clearedFilters)}>
      {tu('clearFilters')}
    </Button>
  )

  return (
    <>
      {phone ? (
        <>
          <div className={styles.phoneRow}>
            {search}
            {panelButton}
          </div>
          <FilterBar
            quick={
              <>
                {chips}
                {sortSelect}
              </>
            }
          />
        </>
      ) : (
        <FilterBar
          quick={chips}
          end={
            <>
              {url.layout === 'board' && sortSelect}
              {props.end}
            </>
          }
        >
          {search}
          <UserSelect multiple value={url.owner} onChange={(owner) => onChange({ owner })} placeholder={t('filter.owner')} className={styles.owner} />
          {panelButton}
          {clear}
        </FilterBar>
      )}
      {url.where !== '' && (
        <div className={styles.sentence} role="status">
          <span>{condition ? tc('reads', { sentence: '' }) : tc('broken')}</span>
          {condition && (
            <button type="button" className={styles.words} onClick={() => setOpen(true)}>
              <ConditionSentence condition={condition} object={catalogue} />
            </button>
          )}
          <Button type="text" size="small" icon={<CloseOutlined />} aria-label={tc('clear')} onClick={() => onChange({ where: '' })} />
        </div>
      )}
      <FilterPanel open={open} url={url} stages={props.stages} onChange={onChange} onClose={() => setOpen(false)} />
    </>
  )
}

/** Search that waits for a pause in typing; an input method's half-written words are not sent. */
function SearchBox(props: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation('deals')
  const [text, setText] = useState(props.value)
  const [sent, setSent] = useState(props.value)
  const [composing, setComposing] = useState(false)
  // The address changed from elsewhere: a view was opened, filters were cleared.
  if (props.value !== sent) {
    setSent(props.value)
    setText(props.value)
  }
  const { onChange } = props
  useEffect(() => {
    if (composing || text === sent) return
    const timer = setTimeout(() => {
      setSent(text)
      onChange(text)
    }, 300)
    return () => clearTimeout(timer)
  }, [text, sent, composing, onChange])
  return (
    <Input
      className={styles.search}
      prefix={<SearchOutlined aria-hidden />}
      allowClear
      maxLength={100}
      value={text}
      placeholder={t('filter.search')}
      aria-label={t('filter.search')}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
      onChange={(event) => setText(event.target.value)}
    />
  )
}

import { searchRecords } from '@sluice/core/search/contract'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractQuery } from '../../api/query.ts'
import { Tag } from '../../ui/Tag.tsx'
import { recordPath } from './found.ts'
import type { Found, FoundType } from './found.ts'
import styles from './SimilarRecords.module.css'

/**
 * Records that look like what is being typed (a phone, a company): shown before a second one is made. Silent while the text
 * is too short to mean anything, when nothing is found, and when the search fails: it is a hint, never in the way.
 */
export function SimilarRecords(props: {
  text: string
  types?: readonly FoundType[]
  exceptId?: string
  limit?: number
  title?: ReactNode
  /** What can be done with a find, besides opening it. */
  action?: (found: Found) => ReactNode
}) {
  const { t } = useTranslation('search')
  const typed = props.text.trim()
  const [settled, setSettled] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), 350)
    return () => clearTimeout(timer)
  }, [typed])
  const digits = settled.replace(/\D/g, '')
  const telling = /^[\d\s+()-]+$/.test(settled) ? digits.length >= 7 : [...settled].length >= 2
  const read = useContractQuery(searchRecords, { query: { q: settled.slice(0, 100) || '-', limit: 12 } }, { enabled: telling })
  const found = (telling && settled === typed ? (read.data?.items ?? []) : [])
    .filter((one) => one.id !== props.exceptId && (props.types?.includes(one.type) ?? true))
    .slice(0, props.limit ?? 4)
  if (found.length === 0) return null
  return (
    <div className={styles.similar} role="status">
      <p className={styles.title}>{props.title ?? t('similar')}</p>
      <ul className={styles.list}>
        {found.map((one) => (
          <li key={one.id}>
            <Tag>{t(`types.${one.type}`)}</Tag>
            <span className={styles.name} title={one.name}>{one.name}</span>
            <span className={styles.detail} title={one.detail}>{one.detail}</span>
            {props.action?.(one) ?? (
              <Link to={recordPath(one)} target="_blank">
                {t('open')}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

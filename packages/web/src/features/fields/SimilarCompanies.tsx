import { WarningOutlined } from '@ant-design/icons'
import { findSimilarCompanies } from '@sluice/core/fields/contract'
import type { ResponseOf } from '@sluice/core/lib/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { Tag } from '../../ui/Tag.tsx'
import styles from './SimilarCompanies.module.css'
import { useSettled } from './use-settled.ts'

export type SimilarCompany = ResponseOf<typeof findSimilarCompanies>['items'][number]

/**
 * Warns while a company's name is typed that there is one of nearly the same name among the records the viewer may see. It never
 * stands in the way: silent while the name is short, when nothing is near and when the question fails.
 */
export function SimilarCompanies(props: { name: string; not?: string; action?: (found: SimilarCompany) => ReactNode }) {
  const { t } = useTranslation('fields')
  const typed = props.name.trim()
  const settled = useSettled(typed, 350)
  const telling = [...settled].length >= 2 && settled.length <= 200
  const { data } = useContractQuery(findSimilarCompanies, { query: { name: telling ? settled : '--', ...(props.not === undefined ? {} : { not: props.not }) } }, { enabled: telling })
  const found = telling && settled === typed ? (data?.items ?? []).slice(0, 4) : []
  if (found.length === 0) return null
  return (
    <div className={styles.similar} role="status">
      <p>
        <WarningOutlined aria-hidden /> {t('similar.title')}
      </p>
      <ul>
        {found.map((one) => (
          <li key={`${one.subjectType} ${one.id}`}>
            <Tag>{t(`object.${one.subjectType}`)}</Tag>
            <Link to={one.subjectType === 'account' ? paths.account(one.id) : paths.lead(one.id)} target="_blank" className={styles.name} title={one.name}>
              {one.name}
            </Link>
            {one.owner && <span className={styles.owner}>{t('similar.owner', { name: one.owner.name })}</span>}
            {props.action?.(one)}
          </li>
        ))}
      </ul>
    </div>
  )
}

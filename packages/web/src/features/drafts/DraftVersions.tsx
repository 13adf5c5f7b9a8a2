import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Drafts.module.css'

/** What was published when and by whom; with `onTake` any can become the draft again. */
export function DraftVersions<V extends { number: number; at: string; by: { name: string }; note: string }>(props: {
  versions: readonly V[]
  inForce: number | null
  /** What the version says, and what there is beside it. */
  said?: (version: V) => ReactNode
  beside?: (version: V) => ReactNode
  onTake?: ((version: V) => void) | undefined
}) {
  const { t } = useTranslation('drafts')
  const format = useFormat()
  if (props.versions.length === 0) return <EmptyState title={t('versions.none')} text={t('versions.noneText')} />
  return (
    <Section title={t('versions.title')}>
      {props.versions.map((one) => (
        <div key={one.number} className={styles.version}>
          <span className="num">{t('version', { n: one.number })} {one.number === props.inForce && <Tag tone="good">{t('versions.now')}</Tag>}</span>
          <span>
            {props.said?.(one)}
            <span className={styles.detail}>{[format.dateTime(one.at), t('versions.by', { name: one.by.name }), one.note].filter(Boolean).join(' · ')}</span>
          </span>
          {props.beside?.(one)}
          {props.onTake && <Button size="small" onClick={() => props.onTake?.(one)}>{t('versions.take')}</Button>}
        </div>
      ))}
    </Section>
  )
}

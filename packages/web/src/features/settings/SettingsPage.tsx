import { RightOutlined } from '@ant-design/icons'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { NavLink, useNavigate, useParams } from 'react-router'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { usePhone } from '../../ui/use-media-query.ts'
import { sections } from './sections.tsx'
import type { SettingsSection } from './sections.tsx'
import styles from './SettingsPage.module.css'

/** The settings: sections at the left and one open; on a phone first the list, then one section. */
export default function SettingsPage() {
  const { t } = useTranslation('settings')
  const phone = usePhone()
  const navigate = useNavigate()
  const { section: key } = useParams()
  const open = sections.find((one) => one.key === (key ?? (phone ? '' : 'me')))
  const wrong = key !== undefined && !open

  if (phone && key === undefined)
    return (
      <>
        <PageHeader title={t('title')} />
        <Page>
          <SectionList />
        </Page>
      </>
    )
  return (
    <>
      <PageHeader
        title={phone && open ? t(`sections.${open.key}`) : t('title')}
        documentTitle={open ? `${t(`sections.${open.key}`)} · ${t('title')}` : t('title')}
        onBack={phone ? () => void navigate(paths.settings) : undefined}
      />
      <Page>
        <div className={styles.split}>
          {!phone && <SectionList open={open?.key} />}
          <div className={styles.body}>
            {wrong && <EmptyState title={t('noSection')} />}
            {open && (
              <Suspense key={open.key} fallback={<Skeletons kind="rows" count={6} />}>
                <open.Body />
              </Suspense>
            )}
          </div>
        </div>
      </Page>
    </>
  )
}

function SectionList({ open }: { open?: string }) {
  const { t } = useTranslation('settings')
  const groups = sections.reduce<Map<SettingsSection['group'], SettingsSection[]>>((map, one) => map.set(one.group, [...(map.get(one.group) ?? []), one]), new Map())
  return (
    <nav className={styles.list} aria-label={t('title')}>
      {[...groups].map(([group, members]) => (
        <div key={group} className={styles.group}>
          <h2>{t(`groups.${group}`)}</h2>
          <ul>
            {members.map((one) => (
              <li key={one.key}>
                <NavLink to={paths.settingsSection(one.key)} className={one.key === open ? `${styles.item} ${styles.here}` : styles.item} aria-current={one.key === open ? 'page' : undefined}>
                  <span className={styles.icon} aria-hidden>
                    {one.icon}
                  </span>
                  <span className={styles.words}>
                    {t(`sections.${one.key}`)}
                    <small>{t(`hints.${one.key}`)}</small>
                  </span>
                  <RightOutlined aria-hidden className={styles.arrow} />
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

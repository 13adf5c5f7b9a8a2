import { ProjectOutlined } from '@ant-design/icons'
import { listProjects, projectStates } from '@sluice/core/projects/contract'
import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useContractPages } from '../../api/query.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar, FilterChip } from '../../ui/FilterBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { Paged } from '../../ui/Paged.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { UserSelect } from '../pickers/UserSelect.tsx'
import { ProjectLine } from './ProjectLine.tsx'
import styles from './Projects.module.css'

const projectsUrl = z.object({ state: z.enum(projectStates).default('running'), late: z.boolean().default(false), toAccept: z.boolean().default(false), owner: z.string().max(40).default(''), q: z.string().max(100).default('') })

/** 项目: what was promised with the win, and how far it is. */
export default function ProjectsPage() {
  const { t } = useTranslation('projects')
  const format = useFormat()
  const [url, change] = useUrlState(projectsUrl)
  const read = useContractPages(listProjects, {
    query: { state: url.state, ...(url.late && { late: 'true' as const }), ...(url.toAccept && { toAccept: 'true' as const }), ...(url.owner !== '' && { owner: url.owner }), ...(url.q !== '' && { q: url.q }), limit: 50 },
  })
  const counts = read.firstPage?.counts
  const shown = (n: number | undefined) => (n !== undefined && n > 0 ? format.count(n) : undefined)
  const filtered = url.late || url.toAccept || url.owner !== '' || url.q !== '' || url.state !== 'running'
  return (
    <>
      <PageHeader title={t('title')} description={t('description')}>
        <FilterBar
          quick={
            <>
              <Segmented aria-label={t('stateLabel')} value={url.state} onChange={(state) => change({ state })} options={projectStates.map((value) => ({ value, label: t(`state.${value}`) }))} />
              {url.state === 'running' && <FilterChip label={t('late')} on={url.late} count={shown(counts?.late)} onChange={(late) => change({ late })} />}
              {url.state === 'running' && <FilterChip label={t('toAccept')} on={url.toAccept} count={shown(counts?.toAccept)} onChange={(toAccept) => change({ toAccept })} />}
            </>
          }
          active={Number(url.owner !== '') + Number(url.q !== '')}
          onClear={() => change({ owner: '', q: '' })}
        >
          <UserSelect aria-label={t('owner')} placeholder={t('owner')} value={url.owner === '' ? null : url.owner} onChange={(owner) => change({ owner: owner ?? '' })} style={{ minWidth: 140 }} />
          <SearchField value={url.q} onSearch={(q) => change({ q })} placeholder={t('search')} />
        </FilterBar>
      </PageHeader>
      <Page>
        <Paged read={read} empty={<EmptyState icon={<ProjectOutlined />} title={t(filtered ? 'empty.filtered' : 'empty.title')} text={filtered ? undefined : t('empty.text')} />}>
          <ul className={`${styles.box} ${styles.list}`} aria-label={t('list')}>
            {read.rows.map((project) => <ProjectLine key={project.id} project={project} />)}
          </ul>
        </Paged>
      </Page>
    </>
  )
}

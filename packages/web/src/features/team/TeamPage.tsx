import { TeamOutlined } from '@ant-design/icons'
import { getTeam, type Team, type TeamMember } from '@sluice/core/team/contract'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { StatRow, StatTile } from '../../ui/StatTile.tsx'
import { DataList } from '../../ui/table/DataList.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { useSession } from '../session/session.ts'
import { TakeOverList } from '../take-overs/TakeOverList.tsx'
import { CoachingSection } from './CoachingSection.tsx'
import { MemberCard } from './MemberCard.tsx'
import { MemberDrawer } from './MemberDrawer.tsx'
import { sortMembers } from './sort-members.ts'
import styles from './Team.module.css'
import { teamUrl, type TeamUrl } from './team-url.ts'
import { useMemberColumns } from './use-member-columns.tsx'

/** 团队: who of the manager's people needs them most, what to coach, and what is taken over. */
export default function TeamPage() {
  const { t } = useTranslation('team')
  const { user } = useSession()
  const phone = usePhone()
  const [url, change] = useUrlState(teamUrl)
  const asked = { days: url.days, ...(url.team !== '' && { team: url.team }) } as const
  const read = useContractQuery(getTeam, { query: asked }, { keepPrevious: true, refetchInterval: 300_000 })
  const columns = useMemberColumns()
  const members = sortMembers(read.data?.items ?? [], url)
  const open = (one: TeamMember) => change({ who: one.user.id }, { push: true })
  const filters = (
    <FilterBar
      quick={
        <>
          <Select
            className={styles.team}
            aria-label={t('filters.team')}
            value={url.team}
            onChange={(team) => change({ team })}
            showSearch={{ optionFilterProp: 'label' }}
            options={[{ value: '', label: t('filters.all') }, ...(read.data?.teams ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
          />
          <Select aria-label={t('filters.period')} value={url.days} onChange={(days) => change({ days })} options={(['90', '180', '365'] as const).map((value) => ({ value, label: t('filters.days', { count: Number(value) }) }))} />
        </>
      }
    />
  )
  const tabs = <Tabs label={t('tabs')} value={url.tab} tabs={(['people', 'coaching', 'taken'] as const).map((value) => ({ value, label: t(`tab.${value}`) }))} onChange={(tab) => change({ tab })} />
  return (
    <>
      <PageHeader title={t('title')} description={phone ? undefined : t('description')}>
        {tabs}
        {filters}
        {phone && url.tab === 'people' && <MemberSort sort={url.sort} onSort={(sort) => change({ sort, up: false })} />}
      </PageHeader>
      {url.tab === 'people' ? (
        <Page fill={!phone}>
          {read.data && <Tiles team={read.data} />}
          {read.error && !read.data ? (
            <ErrorState error={read.error} onRetry={() => void read.refetch()} />
          ) : !read.data ? (
            <Skeletons kind="rows" />
          ) : phone && members.length > 0 ? (
            <ul className={styles.cards} aria-label={t('list')}>
              {members.map((one) => (
                <li key={one.user.id}>
                  <MemberCard member={one} onOpen={() => open(one)} />
                </li>
              ))}
            </ul>
          ) : (
            <DataList
              label={t('list')}
              rows={members}
              rowKey={(one) => one.user.id}
              columns={columns}
              onOpen={open}
              openKey={url.who}
              sort={url.sort === '' ? null : { by: url.sort, down: !url.up }}
              onSort={(sort) => change({ sort: (sort?.by ?? '') as TeamUrl['sort'], up: sort !== null && !sort.down })}
              total={members.length}
              stale={read.isPlaceholderData}
              empty={<EmptyState icon={<TeamOutlined />} title={t('empty.title')} text={t('empty.text')} />}
            />
          )}
        </Page>
      ) : (
        <Page>
          {url.tab === 'coaching' ? (
            <CoachingSection team={url.team === '' ? undefined : url.team} days={url.days} onMember={(who) => change({ who }, { push: true })} />
          ) : (
            <Section flush>
              <TakeOverList team={url.team === '' ? undefined : url.team} label={t('tab.taken')} empty={{ title: t('takenEmpty.title'), text: t('takenEmpty.text') }} />
            </Section>
          )}
        </Page>
      )}
      {url.who !== '' && <MemberDrawer key={url.who} id={url.who} days={url.days} mayAct={user.role === 'admin' || user.role === 'manager'} onClose={() => change({ who: '' })} />}
    </>
  )
}

const phoneSorts = ['', 'risk', 'deals', 'open', 'response', 'contact'] as const
/** The order of cards, where there are no heads to click on. */
function MemberSort({ sort, onSort }: { sort: TeamUrl['sort']; onSort: (sort: TeamUrl['sort']) => void }) {
  const { t } = useTranslation('team')
  return (
    <Select
      className={styles.sort}
      aria-label={t('filters.sort')}
      value={sort}
      onChange={onSort}
      options={[...phoneSorts, ...(phoneSorts.some((one) => one === sort) ? [] : [sort])].map((value) => ({ value, label: value === '' ? t('filters.need') : t('filters.by', { column: t(`columns.${value}`) }) }))}
    />
  )
}

/** The team as a whole. */
function Tiles({ team }: { team: Team }) {
  const { t } = useTranslation('team')
  const format = useFormat()
  const { total } = team
  const money = (minor: TeamMember['open']['amountMinor']) => <span title={format.money(minor, team.currency)}>{format.moneyShort(minor, team.currency)}</span>
  return (
    <StatRow>
      <StatTile label={t('tiles.open')} value={money(total.open.amountMinor)} note={t('tiles.weighted', { amount: format.moneyShort(total.open.weightedMinor, team.currency) })} />
      <StatTile label={t('tiles.risk')} value={money(total.risk.amountMinor)} note={t('tiles.riskNote', { count: total.risk.deals })} />
      <StatTile label={t('tiles.response')} value={total.response.share === null ? '—' : format.percent(total.response.share, 0)} note={t('tiles.responseNote', { met: total.response.met, decided: total.response.decided })} />
      <StatTile label={t('tiles.contact')} value={`${format.count(total.contact.silent)} / ${format.count(total.contact.tooMuch)}`} note={t('tiles.contactNote')} />
    </StatRow>
  )
}

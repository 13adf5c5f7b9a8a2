import { BulbOutlined } from '@ant-design/icons'
import { changeMeetingSeries, createMeetingSeries, listMeetingSeries, proposeMeetingSeries } from '@sluice/core/meetings/contract'
import type { MeetingSeries } from '@sluice/core/meetings/contract'
import { cadences } from '@sluice/core/meetings/cadence'
import type { Cadence } from '@sluice/core/meetings/cadence'
import { scopeOf } from '@sluice/core/identity/policy'
import { Alert, Button, DatePicker, Input, InputNumber, Segmented, Select, TimePicker } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useProblemText } from '../../ui/use-problem-text.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { usePipelines, useTeams, useUsers } from '../deals/lookups.ts'
import { addDays } from '../funnel/calendar-days.ts'
import { useToday } from '../funnel/use-today.ts'
import { TeamSelect } from '../pickers/TeamSelect.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import { useSession } from '../session/session.ts'
import styles from './Meetings.module.css'
import { peopleOfTeam } from './people-of-team.ts'

/** One form for a series: about whom, who takes part, when. How often is proposed from the measured cycle until somebody chooses. */
export function SeriesSheet({ series, onClose }: { series: MeetingSeries | null; onClose: () => void }) {
  const { t } = useTranslation('meetings')
  const { t: tu } = useTranslation('ui')
  const format = useFormat()
  const say = useProblemText()
  const toast = useToast()
  const refresh = useRefresh()
  const today = useToday()
  const { user } = useSession()
  const pipelines = usePipelines()
  const users = useUsers()
  const teams = useTeams()
  const seesAll = scopeOf(user, 'deal', 'read') === 'all'
  const [name, setName] = useState(series?.name ?? '')
  const [pipelineId, setPipeline] = useState<string | null>(series?.pipelineId ?? null)
  const [teamId, setTeam] = useState<string | null>(series ? (series.team?.id ?? null) : seesAll ? null : user.teamId)
  const [facilitatorId, setFacilitator] = useState(series?.facilitator.id ?? user.id)
  const [members, setMembers] = useState<string[] | null>(series?.members.map(({ id }) => id) ?? null)
  const [chosen, choose] = useState<Cadence | null>(series?.cadence ?? null)
  const [firstOn, setFirst] = useState(series?.firstOn ?? addDays(today, 1))
  const [atTime, setTime] = useState(series?.atTime ?? '09:30')
  const [sectionMinutes, setMinutes] = useState(series?.sectionMinutes ?? 15)
  const [version, setVersion] = useState(series?.version ?? 0)
  const [problem, setProblem] = useState<unknown>(null)
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const open = (pipelines.data?.items ?? []).filter(({ isArchived }) => !isArchived)
  const pipeline = pipelineId ?? open[0]?.id ?? ''
  const proposal = useContractQuery(proposeMeetingSeries, { query: { pipeline, ...(teamId !== null && { team: teamId }) } }, { enabled: pipeline !== '' && (seesAll || teamId !== null) })
  const cadence = chosen ?? proposal.data?.cadence ?? 'weekly'
  const memberIds = members ?? peopleOfTeam(teamId, teams.data?.items ?? [], users.data?.items ?? [])

  const save = async () => {
    if (name.trim() === '') return setMissing(true)
    setBusy(true)
    setProblem(null)
    const body = { name: name.trim(), facilitatorId, memberIds: [...memberIds], cadence, firstOn, atTime, sectionMinutes }
    try {
      const saved = series ? await call(changeMeetingSeries, { params: { id: series.id }, body, ifMatch: version }) : await call(createMeetingSeries, { body: { ...body, pipelineId: pipeline, teamId } })
      refresh({ type: 'meeting.series_changed', subjectType: 'meeting', subjectId: saved.id })
      toast.done(series ? t('saved') : t('made', { name: saved.name }))
      onClose()
    } catch (error) {
      // What was typed stays; it is saved on top of what the other one wrote.
      if (series && error instanceof ApiError && error.code === 'conflict.stale_version') {
        const latest = await call(listMeetingSeries, { query: { archived: 'true' } }).catch(() => null)
        setVersion(latest?.items.find(({ id }) => id === series.id)?.version ?? version)
      }
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }

  const found = proposal.data
  return (
    <BottomSheet
      open
      width={520}
      title={t(series ? 'sheet.edit' : 'sheet.new')}
      onClose={onClose}
      footer={
        <div className={styles.foot}>
          <Button onClick={onClose}>{tu('cancel')}</Button>
          <Button type="primary" loading={busy} disabled={pipeline === ''} onClick={() => void save()}>
            {t(series ? 'sheet.save' : 'sheet.create')}
          </Button>
        </div>
      }
    >
      <div className={styles.stack}>
        <label className={styles.field}>
          <span>{t('sheet.name')}</span>
          <Input
            maxLength={80}
            value={name}
            status={missing ? 'error' : undefined}
            placeholder={t('sheet.nameExample')}
            onChange={(event) => {
              setName(event.target.value)
              setMissing(false)
            }}
          />
          {missing && <span role="alert" className={styles.bad}>{t('sheet.nameNeeded')}</span>}
        </label>
        <div className={styles.pair}>
          <div className={styles.field}>
            <span>{t('sheet.pipeline')}</span>
            <Select aria-label={t('sheet.pipeline')} disabled={series !== null} value={pipeline} onChange={setPipeline} options={open.map(({ id, name: label }) => ({ value: id, label }))} loading={pipelines.isPending} />
          </div>
          <div className={styles.field}>
            <span>{t('sheet.team')}</span>
            <TeamSelect aria-label={t('sheet.team')} disabled={series !== null} allowClear={seesAll} placeholder={t('sheet.teamEverybody')} value={teamId} onChange={setTeam} />
          </div>
        </div>
        <div className={styles.field}>
          <span>{t('sheet.cadence')}</span>
          <Segmented block aria-label={t('sheet.cadence')} value={cadence} onChange={choose} options={cadences.map((value) => ({ value, label: t(`cadence.${value}`) }))} />
          <p className={styles.proposal} role="status">
            <BulbOutlined aria-hidden />
            <span>{found ? t(`proposal.${found.reason}`, { days: format.days(found.cycleDays.value), n: format.count(found.cycleDays.n) }) : proposal.error ? say(proposal.error) : t('proposal.pending')}</span>
            {found && found.cadence !== cadence && (
              <Button type="link" size="small" onClick={() => choose(found.cadence)}>
                {t('proposal.use')}
              </Button>
            )}
          </p>
        </div>
        <div className={styles.pair}>
          <div className={styles.field}>
            <span>{t('sheet.first')}</span>
            <DatePicker aria-label={t('sheet.first')} allowClear={false} value={dayjs(firstOn)} onChange={(value) => value && setFirst(value.format('YYYY-MM-DD'))} format="YYYY-MM-DD ddd" />
          </div>
          <div className={styles.field}>
            <span>{t('sheet.time')}</span>
            <TimePicker aria-label={t('sheet.time')} allowClear={false} needConfirm={false} minuteStep={5} format="HH:mm" value={dayjs(`2000-01-01T${atTime}`)} onChange={(value) => value && setTime(value.format('HH:mm'))} />
            <small className={styles.quiet}>{t('sheet.zone', { zone: format.timeZone })}</small>
          </div>
        </div>
        <div className={styles.field}>
          <span>{t('sheet.facilitator')}</span>
          <UserSelect aria-label={t('sheet.facilitator')} value={facilitatorId} onChange={(id) => id !== null && setFacilitator(id)} />
        </div>
        <div className={styles.field}>
          <span>{t('sheet.members')}</span>
          <UserSelect multiple aria-label={t('sheet.members')} value={memberIds} onChange={setMembers} />
          <small className={styles.quiet}>{t('sheet.membersHint')}</small>
        </div>
        <div className={styles.field}>
          <span>{t('sheet.section')}</span>
          <InputNumber aria-label={t('sheet.section')} min={3} max={60} precision={0} value={sectionMinutes} onChange={(value) => setMinutes(value ?? 15)} />
          <small className={styles.quiet}>{t('sheet.sectionHint')}</small>
        </div>
        {problem !== null && <Alert type="error" showIcon title={say(problem)} />}
      </div>
    </BottomSheet>
  )
}

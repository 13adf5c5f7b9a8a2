import { changeMessagePreferences, getMessagePreferences } from '@sluice/core/messages/contract'
import { chosenKinds, defaultWays, waysOf } from '@sluice/core/messages/preferences'
import type { MessagePreferences, Ways } from '@sluice/core/messages/preferences'
import type { WaitedKind } from '@sluice/core/notifications/escalated'
import { topicNames, topicOf } from '@sluice/core/notifications/topics'
import type { ResponseOf } from '@sluice/core/lib/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Select, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { contractKey, useContractMutation, useContractQuery } from '../../../api/query.ts'
import { Section } from '../../../ui/Page.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { Devices } from './Devices.tsx'
import { OwnApps } from './OwnApps.tsx'
import styles from './Notices.module.css'

type Read = ResponseOf<typeof getMessagePreferences>

/** By which ways one is told besides the inbox, when it has to be quiet, and what comes as a digest. */
export function NoticesSection() {
  const { t } = useTranslation('messages')
  const read = useContractQuery(getMessagePreferences, {})
  if (read.data === undefined) return <SettingSection title={t('mine.title')} note={t('mine.note')} loading={read.isPending} error={read.error} onRetry={() => void read.refetch()}>{null}</SettingSection>
  return <Preferences key={read.data.version} read={read.data} />
}

const draftOf = ({ kinds, quietFrom, quietTo, isQuietOnDaysOff, briefAt, wantsWeekly }: Read): MessagePreferences => ({ kinds, quietFrom, quietTo, isQuietOnDaysOff, briefAt, wantsWeekly })

function Preferences({ read }: { read: Read }) {
  const { t } = useTranslation('messages')
  const toast = useToast()
  const client = useQueryClient()
  const before = draftOf(read)
  const [draft, setDraft] = useState(before)
  const set = (part: Partial<MessagePreferences>) => setDraft((now) => ({ ...now, ...part }))
  const save = useContractMutation(changeMessagePreferences, {
    onError: toast.failed,
    onSuccess: (saved) => {
      client.setQueryData(contractKey(getMessagePreferences, {}), saved)
      toast.done(t('saved'))
    },
  })
  const isDirty = JSON.stringify(draft) !== JSON.stringify(before)
  return (
    <>
      <Section title={t('mine.title')} note={t('mine.note')}>
        {!read.isMailReady && <p className={styles.hint}>{t('mine.mailMissing')}</p>}
        <p className={styles.hint}>{read.robot === null ? t('mine.robotMissing') : t('mine.robotIs', { name: read.robot.name })}</p>
        <div className={styles.rows}>
          <div className={styles.row}>
            <Checkbox checked={draft.briefAt !== null} onChange={(event) => set({ briefAt: event.target.checked ? '08:30' : null })}>
              <strong>{t('mine.brief')}</strong>
              <span className={styles.about}>{t('mine.briefOn')}</span>
            </Checkbox>
            {draft.briefAt !== null && <Clock label={t('mine.briefAt')} value={draft.briefAt} onChange={(briefAt) => set({ briefAt })} />}
          </div>
          {read.maySeeWeekly && (
            <div className={styles.row}>
              <Checkbox checked={draft.wantsWeekly} onChange={(event) => set({ wantsWeekly: event.target.checked })}>
                <strong>{t('mine.weekly')}</strong>
                <span className={styles.about}>{t('mine.weeklyOn')}</span>
              </Checkbox>
            </div>
          )}
        </div>
      </Section>
      <Section title={t('mine.quiet')} note={t('mine.quietHelp')}>
        <div className={styles.row}>
          <span>{t('mine.quietFrom')}</span>
          <Clock label={`${t('mine.quiet')} ${t('mine.quietFrom')}`} value={draft.quietFrom} onChange={(quietFrom) => set({ quietFrom })} />
          <span>{t('mine.quietTo')}</span>
          <Clock label={`${t('mine.quiet')} ${t('mine.quietTo')}`} value={draft.quietTo} onChange={(quietTo) => set({ quietTo })} />
        </div>
        <Checkbox checked={draft.isQuietOnDaysOff} onChange={(event) => set({ isQuietOnDaysOff: event.target.checked })}>{t('mine.daysOff')}</Checkbox>
      </Section>
      <Devices />
      {read.apps.length > 0 && <OwnApps apps={read.apps} />}
      <Section title={t('mine.kinds')} actions={<Button disabled={Object.keys(draft.kinds).length === 0} onClick={() => set({ kinds: {} })}>{t('mine.reset')}</Button>}>
        {topicNames.map((topic) => (
          <fieldset key={topic} className={styles.group}>
            <legend>{t(`mine.groups.${topic}`)}</legend>
            {chosenKinds.filter((kind) => topicOf(kind) === topic).map((kind) => (
              <KindRow key={kind} kind={kind} ways={waysOf(draft, kind)} has={{ robot: read.robot !== null, push: read.devices > 0, app: read.apps.some((app) => app.externalId !== null) }} onChange={(ways) => set({ kinds: withWays(draft.kinds, kind, ways) })} />
            ))}
          </fieldset>
        ))}
      </Section>
      <div className={styles.foot}>
        <Button type="primary" disabled={!isDirty} loading={save.isPending} onClick={() => save.mutate({ ifMatch: read.version, body: draft })}>{t('save')}</Button>
      </div>
    </>
  )
}

/** What is as usual is not kept. */
function withWays(kinds: MessagePreferences['kinds'], kind: WaitedKind, ways: Ways): MessagePreferences['kinds'] {
  const usual = defaultWays(kind)
  const { [kind]: _, ...others } = kinds
  return ways.mail === usual.mail && switches.every((way) => ways[way] === usual[way]) ? others : { ...others, [kind]: ways }
}

/** Ways that are on or off; one that leads nowhere yet can still be taken back. */
const switches = ['push', 'app', 'robot'] as const

function KindRow({ kind, ways, has, onChange }: { kind: WaitedKind; ways: Ways; has: Record<(typeof switches)[number], boolean>; onChange: (ways: Ways) => void }) {
  const { t } = useTranslation(['messages', 'reach'])
  const name = t(`mine.kindNames.${kind}`)
  return (
    <div className={styles.kind}>
      <span>{name}</span>
      <Select<Ways['mail']> aria-label={`${name} ${t('mine.mail')}`} value={ways.mail} onChange={(mail) => onChange({ ...ways, mail })} className={styles.mail} options={(['now', 'brief', 'off'] as const).map((value) => ({ value, label: `${t('mine.mail')} · ${t(`mine.ways.${value}`)}` }))} />
      <span className={styles.ways}>
        {switches.map((way) => (
          <label key={way} className={styles.robot} title={has[way] ? undefined : t(`reach:missing.${way}`)}>
            <Switch size="small" checked={ways[way] && has[way]} disabled={!has[way]} onChange={(on) => onChange({ ...ways, [way]: on })} aria-label={`${name} ${t(`reach:ways.${way}`)}`} />
            <span>{t(`reach:ways.${way}`)}</span>
          </label>
        ))}
      </span>
    </div>
  )
}

/** A time of the day in the organisation's zone; an emptied one stays what it was. */
function Clock({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return <Input type="time" aria-label={label} className={styles.clock} value={value} onChange={(event) => event.target.value !== '' && onChange(event.target.value.slice(0, 5))} />
}

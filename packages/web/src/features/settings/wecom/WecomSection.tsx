import { ApiOutlined, DeleteOutlined, KeyOutlined, PlusOutlined } from '@ant-design/icons'
import { changeWecomSettings, getWecomSettings, makeWecomKeys, testWecom, type WecomSettings } from '@sluice/core/wecom/contract'
import { errcodeWords } from '@sluice/core/wecom/errcodes'
import { Button, Input, Modal, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx'
import { CopyText } from '../../../ui/CopyText.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { ChannelSelect } from '../../pickers/ChannelSelect.tsx'
import { UserSelect } from '../../pickers/UserSelect.tsx'
import { useMay } from '../../session/use-may.ts'
import { changedFields } from '../changed-fields.ts'
import { LabelledField } from '../LabelledField.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { Messages } from './Messages.tsx'
import styles from '../KeyForm.module.css'

/** How WeCom is joined: keys, the callback, who is whom, and what it told last. */
export function WecomSection() {
  const { t } = useTranslation('wecom')
  const canRead = useMay()('config', 'write')
  const read = useContractQuery(getWecomSettings, {}, { enabled: canRead })
  if (!canRead || read.data === undefined) {
    return (
      <SettingSection title={t('section')} note={t('note')} loading={canRead && read.isPending} error={read.error} onRetry={() => void read.refetch()}>
        <EmptyState compact title={t('adminOnly')} />
      </SettingSection>
    )
  }
  // What others changed is shown, not written over; new keys alone leave what is being typed.
  return <Form key={JSON.stringify(draftOf(read.data))} settings={read.data} />
}

interface Draft { corpId: string; channelId: string | null; isOn: boolean; members: { userid: string; userId: string | null }[] }
const draftOf = ({ corpId, channelId, isOn, members }: WecomSettings): Draft => ({ corpId: corpId ?? '', channelId, isOn, members: members.map(({ userid, user }) => ({ userid, userId: user.id })) })
const noSecrets = { secret: '', token: '', aesKey: '' }

function Form({ settings }: { settings: WecomSettings }) {
  const { t, i18n } = useTranslation('wecom')
  const toast = useToast()
  const refresh = useRefresh()
  const before = draftOf(settings)
  const [draft, setDraft] = useState(before)
  const [secrets, setSecrets] = useState(noSecrets)
  const [keys, setKeys] = useState<{ token: string; aesKey: string } | null>(null)
  const set = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }))
  const told = () => refresh({ type: 'config.changed', subjectType: 'config', subjectId: 'wecom' })
  const save = useContractMutation(changeWecomSettings, {
    onError: toast.failed,
    onSuccess: () => {
      setSecrets(noSecrets)
      toast.done(t('saved'))
      told()
    },
  })
  const make = useContractMutation(makeWecomKeys, {
    onError: toast.failed,
    onSuccess: (made) => {
      setKeys(made)
      told()
    },
  })
  const trial = useContractMutation(testWecom, { onError: toast.failed, onSuccess: told })
  const members = draft.members.flatMap(({ userid, userId }) => (userid.trim() === '' || userId === null ? [] : [{ userid: userid.trim(), userId }]))
  const { corpId, channelId, isOn, members: changedMembers } = changedFields(before, { ...draft, members })
  const body = {
    ...(corpId !== undefined && { corpId: corpId.trim() === '' ? null : corpId.trim() }), ...(channelId !== undefined && { channelId }), ...(isOn !== undefined && { isOn }), ...(changedMembers !== undefined && { members }),
    ...Object.fromEntries(Object.entries(secrets).filter(([, value]) => value.trim() !== '')),
  }
  const saveRow = (
    <div className={styles.row}>
      <Button type="primary" disabled={Object.keys(body).length === 0} loading={save.isPending} onClick={() => save.mutate({ body, ifMatch: settings.version })}>
        {t('save')}
      </Button>
    </div>
  )
  const secret = (key: keyof typeof noSecrets, has: boolean) => (
    <LabelledField label={t(key)}>
      <Input.Password aria-label={t(key)} autoComplete="new-password" placeholder={has ? t('kept') : ''} maxLength={200} value={secrets[key]} onChange={(event) => setSecrets((now) => ({ ...now, [key]: event.target.value }))} />
    </LabelledField>
  )
  return (
    <>
      <SettingSection title={t('section')} note={t('note')} flush={false}>
        <div className={styles.form}>
          <State settings={settings} />
          <LabelledField label={t('url')}>
            <span className={styles.url}><CopyText text={settings.callbackUrl} /></span>
          </LabelledField>
          <p className={styles.help}>{t('urlHelp')}</p>
          <div className={styles.grid}>
            <LabelledField label={t('corpId')}><Input aria-label={t('corpId')} maxLength={64} placeholder="ww…" value={draft.corpId} onChange={(event) => set({ corpId: event.target.value })} /></LabelledField>
            {secret('secret', settings.hasSecret)}
            {secret('token', settings.hasToken)}
            {secret('aesKey', settings.hasAesKey)}
            <LabelledField label={t('channel')}><ChannelSelect value={draft.channelId} onChange={(channelId: string | null) => set({ channelId })} /></LabelledField>
            <LabelledField label={t('on')}><span><Switch aria-label={t('on')} checked={draft.isOn} onChange={(isOn) => set({ isOn })} /></span></LabelledField>
          </div>
          <div className={styles.row}>
            <Button type="primary" disabled={Object.keys(body).length === 0} loading={save.isPending} onClick={() => save.mutate({ body, ifMatch: settings.version })}>
              {t('save')}
            </Button>
            <Button icon={<ApiOutlined />} disabled={settings.corpId === null || !settings.hasSecret} loading={trial.isPending} onClick={() => trial.mutate({})}>
              {t('test')}
            </Button>
            <ConfirmButton icon={<KeyOutlined />} loading={make.isPending} question={t('keysQuestion')} consequence={t('keysText')} onConfirm={() => make.mutate({})}>
              {t('keys')}
            </ConfirmButton>
          </div>
          {trial.data && (
            <p className={styles.said} role="status">
              {trial.data.errcode === null ? t('testOk') : t('testBad', { words: errcodeWords(trial.data.errcode)[i18n.language.startsWith('en') ? 'en' : 'zh'], errcode: trial.data.errcode })}
            </p>
          )}
          <p className={styles.help}>{t('apiHost', { host: settings.apiHost })}</p>
        </div>
      </SettingSection>
      <SettingSection second title={t('members')} note={t('membersNote')} flush={false}>
        <div className={styles.form}>
          {draft.members.length === 0 && <p className={styles.help}>{t('noMembers')}</p>}
          {draft.members.map((one, i) => {
            const change = (part: Partial<typeof one>) => set({ members: draft.members.with(i, { ...one, ...part }) })
            return (
              <div key={i} className={styles.member}>
                <Input aria-label={`${t('userid')} ${i + 1}`} placeholder={t('userid')} maxLength={64} value={one.userid} onChange={(event) => change({ userid: event.target.value })} />
                <UserSelect aria-label={`${t('user')} ${i + 1}`} value={one.userId} onChange={(userId: string | null) => change({ userId })} />
                <Button icon={<DeleteOutlined />} aria-label={`${t('removeMember')} ${one.userid}`} onClick={() => set({ members: draft.members.toSpliced(i, 1) })} />
              </div>
            )
          })}
          <div className={styles.row}>
            <Button icon={<PlusOutlined />} onClick={() => set({ members: [...draft.members, { userid: '', userId: null }] })}>{t('addMember')}</Button>
          </div>
          {saveRow}
        </div>
      </SettingSection>
      <Messages settings={settings} />
      {keys !== null && (
        <Modal
          open
          title={t('keysTitle')}
          onCancel={() => setKeys(null)}
          onOk={() => setKeys(null)}
          cancelButtonProps={{ hidden: true }}
        >
          <p>{t('keysOnce')}</p>
          <LabelledField label={t('token')}><span className={styles.url}><CopyText text={keys.token} /></span></LabelledField>
          <LabelledField label={t('aesKey')}><span className={styles.url}><CopyText text={keys.aesKey} /></span></LabelledField>
        </Modal>
      )}
    </>
  )
}

function State({ settings }: { settings: WecomSettings }) {
  const { t, i18n } = useTranslation('wecom')
  const format = useFormat()
  const { problem } = settings
  return (
    <div className={styles.row}>
      <Tag tone={problem === null && settings.isOn ? 'good' : settings.isReady && problem === null ? 'neutral' : 'warn'} dot>
        {problem !== null
          ? t('state.problem', { words: errcodeWords(problem.errcode)[i18n.language.startsWith('en') ? 'en' : 'zh'], time: format.dateTime(problem.at), until: format.dateTime(problem.pausedUntil ?? problem.at) })
          : t(settings.isOn ? 'state.ready' : settings.isReady ? 'state.off' : 'state.notReady')}
      </Tag>
      <span className={styles.help}>{settings.verifiedAt === null ? t('notVerified') : t('verified', { time: format.relative(settings.verifiedAt) })}</span>
      {settings.toldAt !== null && <span className={styles.help}>{t('told', { time: format.relative(settings.toldAt) })}</span>}
    </div>
  )
}

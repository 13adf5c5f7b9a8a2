import { changeMe, getMe, listTeams } from '@sluice/core/identity/contract'
import { roleNames } from '@sluice/core/identity/role'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { contractKey, useContractMutation, useContractQuery } from '../../../api/query.ts'
import { chooseLanguage } from '../../../i18n/i18n.ts'
import type { Language } from '../../../i18n/i18n.ts'
import { changedPaths } from '../../../ui/changed-paths.ts'
import { Section } from '../../../ui/Page.tsx'
import type { ModeChoice } from '../../../ui/theme.ts'
import { useTheme } from '../../../ui/ThemeProvider.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { NewPassword } from '../../session/NewPassword.tsx'
import { shortestPassword } from '../../session/password-strength.ts'
import { useSession } from '../../session/session.ts'
import { SaveProblem } from '../SaveProblem.tsx'
import { useEditForm } from '../use-edit-form.ts'
import styles from './MeSection.module.css'

/** One's own account: name, language, appearance, password. */
export function MeSection() {
  return (
    <>
      <Profile />
      <Look />
      <Password />
    </>
  )
}

function useChangeMe() {
  const client = useQueryClient()
  return useContractMutation(changeMe, { onSuccess: (me) => client.setQueryData(contractKey(getMe), me) })
}

function Profile() {
  const { t, i18n } = useTranslation('settings')
  const { user } = useSession()
  const toast = useToast()
  const change = useChangeMe()
  const { data: teams } = useContractQuery(listTeams, {})
  const team = teams?.items.find((one) => one.id === user.teamId)?.name
  const edit = useEditForm({ initial: { name: user.name }, write: (_, { name }) => change.mutateAsync({ body: { name } }), onDone: () => toast.done(t('saved')) })
  return (
    <Section title={t('me.profile')}>
      <Form form={edit.form} layout="vertical" requiredMark={false} initialValues={edit.initial} onFinish={(values) => void edit.submit(values)} className={styles.form}>
        <Form.Item name="name" label={t('me.name')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}>
          <Input maxLength={60} autoComplete="name" />
        </Form.Item>
        <dl className={styles.facts}>
          <dt>{t('me.email')}</dt>
          <dd>{user.email}</dd>
          <dt>{t('me.role')}</dt>
          <dd>{roleNames[user.role][i18n.language === 'en' ? 'en' : 'zh']}</dd>
          <dt>{t('me.team')}</dt>
          <dd>{team ?? '—'}</dd>
        </dl>
        <p className={styles.note}>{t('me.byAdmin')}</p>
        <SaveProblem saving={edit.saving} />
        <Button type="primary" htmlType="submit" loading={edit.saving.busy}>
          {t('save')}
        </Button>
      </Form>
    </Section>
  )
}

function Look() {
  const { t, i18n } = useTranslation('settings')
  const { t: words } = useTranslation('shell')
  const theme = useTheme()
  const toast = useToast()
  const change = useChangeMe()
  const language: Language = i18n.language === 'en' ? 'en' : 'zh-CN'
  return (
    <Section title={t('me.look')} note={t('me.lookNote')}>
      <div className={styles.looks}>
        <span id="settings-language">{t('me.language')}</span>
        <Segmented<Language>
          aria-labelledby="settings-language"
          value={language}
          onChange={(next) => {
            void chooseLanguage(next)
            change.mutate({ body: { locale: next } }, { onError: toast.failed })
          }}
          options={[
            { value: 'zh-CN', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
        <span id="settings-theme">{t('me.theme')}</span>
        <Segmented<ModeChoice>
          aria-labelledby="settings-theme"
          value={theme.choice}
          onChange={theme.choose}
          options={[
            { value: 'system', label: words('theme.system') },
            { value: 'light', label: words('theme.light') },
            { value: 'dark', label: words('theme.dark') },
          ]}
        />
      </div>
    </Section>
  )
}

interface Passwords {
  password: { current: string; next: string }
}

function Password() {
  // A form that was used is thrown away: no password stays in a field.
  const [round, setRound] = useState(0)
  return <PasswordForm key={round} onDone={() => setRound(round + 1)} />
}

function PasswordForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('settings')
  const { t: session } = useTranslation('session')
  const { user, org } = useSession()
  const toast = useToast()
  const change = useChangeMe()
  const edit = useEditForm<Passwords>({
    initial: { password: { current: '', next: '' } },
    write: (_, values) => change.mutateAsync({ body: values }),
    words: { 'session.wrong_credentials': t('me.currentWrong') },
    onDone: () => {
      toast.done(t('me.passwordDone'))
      onDone()
    },
  })
  return (
    <Section title={t('me.password')} note={t('me.passwordNote')}>
      <Form
        form={edit.form}
        layout="vertical"
        requiredMark={false}
        initialValues={edit.initial}
        onValuesChange={(changed) => edit.form.setFields(changedPaths(changed).map((name) => ({ name, errors: [] })) as never)}
        onFinish={(values) => void edit.submit(values)}
        className={styles.form}
      >
        <input type="text" autoComplete="username" value={user.email} readOnly hidden />
        <Form.Item name={['password', 'current']} label={t('me.current')} rules={[{ required: true, message: t('me.currentNeeded') }]}>
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Form.Item>
        <Form.Item name={['password', 'next']} label={t('me.next')} extra={session('firstRun.passwordHelp')} validateTrigger="onBlur" rules={[{ required: true, min: shortestPassword, message: session('passwordShort') }]}>
          <NewPassword about={[user.name, user.email, org.name]} />
        </Form.Item>
        <SaveProblem saving={edit.saving} />
        <Button htmlType="submit" loading={edit.saving.busy}>
          {t('me.changePassword')}
        </Button>
      </Form>
    </Section>
  )
}

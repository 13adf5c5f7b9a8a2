import { acceptInvitation, readInvitation } from '@sluice/core/identity/contract'
import { StopOutlined } from '@ant-design/icons'
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useParams } from 'react-router'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import type { Language } from '../../i18n/i18n.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { useFieldProblems } from '../../ui/field-problems.ts'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { useProblemText } from '../../ui/use-problem-text.ts'
import { NewPassword } from './NewPassword.tsx'
import { OutsidePage } from './OutsidePage.tsx'
import { shortestPassword } from './password-strength.ts'
import styles from './SignInPage.module.css'
import { useEnter } from './use-enter.ts'

interface Fields {
  name: string
  password: string
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Reads an invitation link and lets the invited person in. */
export default function InvitationPage() {
  const { t, i18n } = useTranslation('session')
  const say = useProblemText()
  const problems = useFieldProblems()
  const params = useParams()
  const { hash } = useLocation()
  const token = params['token'] ?? decoded(hash.slice(1))
  // A link that has been used is not read again, although everything read before is forgotten on the way in.
  const [joined, setJoined] = useState(false)
  const read = useContractQuery(readInvitation, { body: { token } }, { enabled: !joined, staleTime: Infinity, gcTime: 0, retry: false })
  const go = useEnter()
  const [form] = Form.useForm<Fields>()
  const name = Form.useWatch('name', form)
  const join = useContractMutation(acceptInvitation, {
    onSuccess: (me) => {
      setJoined(true)
      return go(me, paths.today)
    },
    onError: (error) => form.setFields(problems(error) as never),
  })

  if (read.isPending) return <PageLoading />
  if (read.error) {
    const gone = read.error.code === 'invitation.invalid' || read.error.code === 'request.invalid'
    if (!gone) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />
    return (
      <EmptyState
        icon={<StopOutlined />}
        title={t('invitation.invalidTitle')}
        text={say({ code: 'invitation.invalid' })}
        action={<Link to={paths.signIn}>{t('toSignIn')}</Link>}
      />
    )
  }
  const { orgName, email } = read.data

  return (
    <OutsidePage
      title={t('invitation.title', { org: orgName })}
      text={t('invitation.text')}
      below={
        <>
          {t('haveAccount')} <Link to={paths.signIn}>{t('toSignIn')}</Link>
        </>
      }
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: read.data.name ?? '' }}
        onFinish={(fields) => join.mutate({ body: { ...fields, token, locale: i18n.language as Language } })}
      >
        <Form.Item label={t('email')} extra={t('invitation.emailFixed')}>
          <Input size="large" value={email} readOnly autoComplete="username" />
        </Form.Item>
        <Form.Item name="name" label={t('firstRun.name')} rules={[{ required: true, whitespace: true, message: t('firstRun.nameNeeded') }]}>
          <Input size="large" maxLength={60} autoComplete="name" autoFocus />
        </Form.Item>
        <Form.Item name="password" label={t('password')} extra={t('firstRun.passwordHelp')} rules={[{ required: true, min: shortestPassword, message: t('passwordShort') }]}>
          <NewPassword size="large" about={[name, email, orgName]} />
        </Form.Item>
        {join.error && <Alert type="error" showIcon role="alert" title={say(join.error)} className={styles.problem} />}
        <Button type="primary" htmlType="submit" block size="large" loading={join.isPending}>
          {t('invitation.submit')}
        </Button>
      </Form>
    </OutsidePage>
  )
}

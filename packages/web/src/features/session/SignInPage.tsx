import { getInstallation, signIn } from '@sluice/core/identity/contract'
import { Alert, Button, Form, Input } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate, useSearchParams } from 'react-router'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { paths, signInPath } from '../../paths.ts'
import { BrandMark } from '../../ui/shell/BrandMark.tsx'
import { useProblemText } from '../../ui/use-problem-text.ts'
import styles from './SignInPage.module.css'

interface Credentials {
  email: string
  password: string
  org?: string
}

/** E-mail and password; on the demo company, one click enters. */
export default function SignInPage() {
  const { t } = useTranslation('session')
  const say = useProblemText()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [search] = useSearchParams()
  const { data: installation } = useContractQuery(getInstallation, {})
  const enter = useContractMutation(signIn, {
    onSuccess: () => {
      client.clear()
      // Only a path of our own is followed (see signInPath): no open redirect.
      const back = search.get('back')
      void navigate(back && signInPath(back) !== paths.signIn ? back : paths.today, { replace: true })
    },
  })
  if (installation?.isEmpty) return <Navigate to={paths.firstRun} replace />
  const demo = installation?.demo

  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <BrandMark size={40} />
          <div>
            <h1>{t('title')}</h1>
            <p>{t('promise')}</p>
          </div>
        </div>
        <Form<Credentials> layout="vertical" requiredMark={false} onFinish={(body) => enter.mutate({ body })}>
          <Form.Item name="email" label={t('email')} rules={[{ required: true, type: 'email', message: t('emailNeeded') }]}>
            <Input autoComplete="username" inputMode="email" size="large" />
          </Form.Item>
          <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('passwordNeeded') }]}>
            <Input.Password autoComplete="current-password" size="large" />
          </Form.Item>
          {enter.error?.code === 'session.org_required' && (
            <Form.Item name="org" label={t('org')} rules={[{ required: true }]}>
              <Input size="large" />
            </Form.Item>
          )}
          {enter.error && <Alert type="error" showIcon title={say(enter.error)} className={styles.problem} />}
          <Button type="primary" htmlType="submit" block size="large" loading={enter.isPending}>
            {t('submit')}
          </Button>
        </Form>
        {demo && (
          <div className={styles.demo}>
            <span>{t('demo')}</span>
            <Button onClick={() => enter.mutate({ body: demo })} disabled={enter.isPending}>
              {t('enterDemo')}
            </Button>
          </div>
        )}
      </div>
    </main>
  )
}

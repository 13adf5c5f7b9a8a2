import { getInstallation, signIn } from '@sluice/core/identity/contract'
import { Alert, Button, Form, Input } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useSearchParams } from 'react-router'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { paths, signInPath } from '../../paths.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { problemFacts, useProblemText } from '../../ui/use-problem-text.ts'
import { OutsidePage } from './OutsidePage.tsx'
import styles from './SignInPage.module.css'
import { useCountdown } from './use-countdown.ts'
import { useEnter } from './use-enter.ts'

interface Credentials {
  email: string
  password: string
  org?: string
}

/** E-mail and password; one click enters the demo company, another leads to an organisation of one's own. */
export default function SignInPage() {
  const { t } = useTranslation('session')
  const say = useProblemText()
  const [search] = useSearchParams()
  const go = useEnter()
  // On a phone the keyboard would cover the half of the page that newcomers need.
  const phone = usePhone()
  const [form] = Form.useForm<Credentials>()
  const { data: installation } = useContractQuery(getInstallation, {})
  const [wait, setWait] = useState<number | null>(null)
  const left = useCountdown(wait)
  const enter = useContractMutation(signIn, {
    onSuccess: (me) => {
      // Only a path of our own is followed (see signInPath): no open redirect.
      const back = search.get('back')
      // The demo's account owns nothing, so its day is empty: the company's funnel says more.
      return go(me, back && signInPath(back) !== paths.signIn ? back : me.org.isDemo ? paths.funnel : paths.today)
    },
    onError: (error) => {
      const { seconds } = problemFacts(error).data
      setWait(error.code === 'request.too_many' && typeof seconds === 'number' ? seconds : null)
    },
  })
  const throttled = enter.error?.code === 'request.too_many'
  const asksOrg = enter.error?.code === 'session.org_required'
  const { reset } = enter
  useEffect(() => {
    // The waiting is over: the message would be untrue.
    if (wait === null || left > 0 || !throttled) return
    const timer = setTimeout(reset, 1_000)
    return () => clearTimeout(timer)
  }, [wait, left, throttled, reset])

  if (installation?.isEmpty && installation.demo === null) return <Navigate to={paths.firstRun} replace />
  const demo = installation?.demo

  return (
    <OutsidePage title={t('title')} text={t('promise')}>
      <Form<Credentials>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(body) => enter.mutate({ body })}
        // Another account may be tried at once.
        onValuesChange={(changed) => throttled && 'email' in changed && reset()}
      >
        <Form.Item
          name="email"
          label={t('email')}
          validateTrigger="onBlur"
          rules={[
            { required: true, message: t('emailNeeded') },
            { type: 'email', message: t('emailWrong') },
          ]}
        >
          <Input autoComplete="username" inputMode="email" size="large" autoFocus={!phone} />
        </Form.Item>
        <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('passwordNeeded') }]}>
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        {asksOrg && (
          <Form.Item name="org" label={t('org')} extra={t('orgHelp')} rules={[{ required: true, message: t('orgHelp') }]}>
            <Input size="large" autoFocus />
          </Form.Item>
        )}
        {enter.error && (
          <Alert type={asksOrg ? 'info' : 'error'} showIcon role="alert" title={throttled && wait !== null ? t('throttled', { seconds: left }) : say(enter.error)} className={styles.problem} />
        )}
        {/* As long as there is no organisation of one's own, only the demo company can be entered: its button leads. */}
        <Button type={demo && installation.isEmpty ? 'default' : 'primary'} htmlType="submit" block size="large" loading={enter.isPending} disabled={throttled && left > 0}>
          {t('submit')}
        </Button>
      </Form>
      {demo && (
        <section className={styles.demo}>
          <h2>{t('demo.title')}</h2>
          <p>{t('demo.text')}</p>
          <Button
            type={installation.isEmpty ? 'primary' : 'default'}
            block
            size="large"
            disabled={enter.isPending}
            onClick={() => {
              form.setFieldsValue(demo)
              enter.mutate({ body: demo })
            }}
          >
            {t('demo.enter')}
          </Button>
        </section>
      )}
      {installation?.isEmpty && (
        <section className={styles.demo}>
          {t('own.text')} <Link to={paths.firstRun}>{t('own.create')}</Link>
        </section>
      )}
    </OutsidePage>
  )
}

import { createOrg, getInstallation } from '@sluice/core/identity/contract'
import { Alert, Button, Form, Input, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { chooseLanguage } from '../../i18n/i18n.ts'
import type { Language } from '../../i18n/i18n.ts'
import { paths } from '../../paths.ts'
import { changedPaths } from '../../ui/changed-paths.ts'
import { CurrencySelect } from '../../ui/CurrencySelect.tsx'
import { useFieldProblems } from '../../ui/field-problems.ts'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { TimeZoneSelect } from '../../ui/TimeZoneSelect.tsx'
import { usePhone } from '../../ui/use-media-query.ts'
import { useProblemText } from '../../ui/use-problem-text.ts'
import styles from './FirstRunPage.module.css'
import { NewPassword } from './NewPassword.tsx'
import { OutsidePage } from './OutsidePage.tsx'
import { shortestPassword } from './password-strength.ts'
import { TemplateChoice } from './TemplateChoice.tsx'
import { useEnter } from './use-enter.ts'

interface Fields {
  orgName: string
  timeZone: string
  currency: string
  name: string
  email: string
  password: string
  pipelineTemplates: string[]
}

/** The first organisation of an installation, with its first administrator; what can be guessed is filled in. */
export default function FirstRunPage() {
  const { t, i18n } = useTranslation('session')
  const say = useProblemText()
  const problems = useFieldProblems()
  const go = useEnter()
  const phone = usePhone()
  const [form] = Form.useForm<Fields>()
  const about = [Form.useWatch('name', form), Form.useWatch('email', form), Form.useWatch('orgName', form)]
  const { data: installation, isPending } = useContractQuery(getInstallation, {}, { staleTime: 0 })
  const language: Language = i18n.language === 'en' ? 'en' : 'zh-CN'
  const create = useContractMutation(createOrg, {
    onSuccess: (me) => go(me, paths.welcome),
    onError: (error) => {
      const fields = problems(error)
      form.setFields(fields as never)
      if (fields[0]) form.scrollToField(fields[0].name, { focus: true })
    },
  })

  if (isPending) return <PageLoading />
  if ((installation && !installation.isEmpty) || create.error?.code === 'org.exists') {
    return (
      <OutsidePage title={t('firstRun.existsTitle')} text={t('firstRun.existsText')}>
        <Link to={paths.signIn}>
          <Button type="primary" size="large" block>
            {t('toSignIn')}
          </Button>
        </Link>
      </OutsidePage>
    )
  }

  return (
    <OutsidePage
      wide
      title={t('firstRun.title')}
      text={t('firstRun.text')}
      below={
        installation?.demo && (
          <>
            {t('haveAccount')} <Link to={paths.signIn}>{t('toSignIn')}</Link>
          </>
        )
      }
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        scrollToFirstError={{ focus: true, block: 'center' }}
        initialValues={{ timeZone: 'Asia/Shanghai', currency: 'CNY', pipelineTemplates: ['standard'] }}
        // What is typed anew is no longer wrong; it is checked when the field is left.
        onValuesChange={(changed) => form.setFields(changedPaths(changed).map((name) => ({ name, errors: [] })) as never)}
        onFinish={(fields) => create.mutate({ body: { ...fields, locale: language } })}
      >
        <h2 className={styles.heading}>{t('firstRun.company')}</h2>
        <Form.Item name="orgName" label={t('firstRun.orgName')} rules={[{ required: true, whitespace: true, message: t('firstRun.orgNameNeeded') }]}>
          <Input size="large" maxLength={80} autoComplete="organization" autoFocus={!phone} placeholder={t('firstRun.orgNamePlaceholder')} />
        </Form.Item>
        <div className={styles.three}>
          <Form.Item name="timeZone" label={t('firstRun.timeZone')} extra={t('firstRun.timeZoneHelp')}>
            <TimeZoneSelect />
          </Form.Item>
          <Form.Item name="currency" label={t('firstRun.currency')}>
            <CurrencySelect />
          </Form.Item>
          <Form.Item label={t('firstRun.language')} extra={t('firstRun.languageHelp')}>
            <Segmented<Language>
              aria-label={t('firstRun.language')}
              value={language}
              onChange={(next) => void chooseLanguage(next)}
              options={[
                { value: 'zh-CN', label: '中文' },
                { value: 'en', label: 'English' },
              ]}
            />
          </Form.Item>
        </div>

        <h2 className={styles.heading}>{t('firstRun.you')}</h2>
        <div className={styles.two}>
          <Form.Item name="name" label={t('firstRun.name')} rules={[{ required: true, whitespace: true, message: t('firstRun.nameNeeded') }]}>
            <Input size="large" maxLength={60} autoComplete="name" />
          </Form.Item>
          <Form.Item
            name="email"
            label={t('email')}
            validateTrigger="onBlur"
            rules={[
              { required: true, message: t('emailNeeded') },
              { type: 'email', message: t('emailWrong') },
            ]}
          >
            <Input size="large" inputMode="email" autoComplete="username" maxLength={254} />
          </Form.Item>
        </div>
        <Form.Item name="password" label={t('password')} extra={t('firstRun.passwordHelp')} validateTrigger="onBlur" rules={[{ required: true, min: shortestPassword, message: t('passwordShort') }]}>
          <NewPassword size="large" about={about} />
        </Form.Item>

        <h2 className={styles.heading}>{t('firstRun.pipelines')}</h2>
        <p className={styles.text}>{t('firstRun.pipelinesText')}</p>
        <Form.Item name="pipelineTemplates" rules={[{ type: 'array', required: true, min: 1, message: t('firstRun.pipelineNeeded') }]}>
          <TemplateChoice />
        </Form.Item>

        {create.error && <Alert type="error" showIcon role="alert" title={say(create.error)} className={styles.problem} />}
        <div className={styles.end}>
          {installation?.demo && <span className={styles.text}>{t('firstRun.fromDemo')}</span>}
          <Button type="primary" htmlType="submit" size="large" loading={create.isPending}>
            {t('firstRun.submit')}
          </Button>
        </div>
      </Form>
    </OutsidePage>
  )
}

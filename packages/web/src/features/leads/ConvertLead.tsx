import { listPipelines } from '@sluice/core/catalog/contract'
import type { Lead } from '@sluice/core/leads/contract'
import type { Ref } from '@sluice/core/lib/wire'
import { convertLead } from '@sluice/core/pipeline/contract'
import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useOrg } from '../../ui/org-context.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { Chips } from '../activities/Chips.tsx'
import { DueField } from '../activities/DueField.tsx'
import { MoneyInput } from '../pickers/MoneyInput.tsx'
import { AccountSelect } from '../pickers/AccountSelect.tsx'
import { seldom } from '../pickers/seldom.ts'
import { SimilarRecords } from '../search/SimilarRecords.tsx'
import styles from './ConvertLead.module.css'

/** Turns a lead into account, contact and deal in one go. Accounts that look like its company are offered first: one company, one account. */
export function ConvertLead({ lead, onClose }: { lead: Lead; onClose: () => void }) {
  const { t } = useTranslation('leads')
  const { currency } = useOrg()
  const toast = useToast()
  const navigate = useNavigate()
  const refresh = useRefresh()
  const pipelines = useContractQuery(listPipelines, {}, seldom)
  const open = (pipelines.data?.items ?? []).filter((one) => !one.isArchived)
  const [account, setAccount] = useState<'new' | 'existing'>('new')
  const [chosen, setChosen] = useState<Ref | null>(null)
  const [accountName, setAccountName] = useState(lead.company ?? '')
  const [withDeal, setWithDeal] = useState(true)
  const [title, setTitle] = useState(t('convert.dealTitleDefault', { company: lead.company ?? lead.name }))
  const [pipelineId, setPipelineId] = useState<string | null>(null)
  const [amount, setAmount] = useState<number | null | undefined>(null)
  const [closeOn, setCloseOn] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const [attempt] = useState(() => crypto.randomUUID())
  const pipeline = open.find((one) => one.id === pipelineId) ?? open[0]

  const convert = useContractMutation(convertLead, {
    onSuccess: ({ dealId, accountId }) => {
      refresh({ type: 'lead.converted', subjectType: 'lead', subjectId: lead.id })
      refresh({ type: 'account.created', subjectType: 'account', subjectId: accountId })
      toast.done(t('convert.done'))
      onClose()
      void navigate(dealId === null ? paths.account(accountId) : paths.deal(dealId))
    },
    onError: toast.failed,
  })
  const accountMissing = account === 'existing' ? chosen === null : accountName.trim() === ''
  const titleMissing = withDeal && title.trim() === ''
  const submit = () => {
    setTried(true)
    if (accountMissing || titleMissing || (withDeal && (!pipeline || amount === undefined))) return
    convert.mutate({
      params: { id: lead.id },
      idempotencyKey: attempt,
      body: {
        ...(account === 'existing' && chosen ? { accountId: chosen.id } : { accountName: accountName.trim() }),
        deal: withDeal && pipeline ? { title: title.trim(), pipelineId: pipeline.id, amountMinor: amount ?? null, expectedCloseOn: closeOn } : null,
      },
    })
  }
  return (
    <BottomSheet
      open
      width={480}
      title={t('convert.title')}
      onClose={onClose}
      footer={
        <Button type="primary" block size="large" loading={convert.isPending} disabled={withDeal && pipeline === undefined} onClick={submit}>
          {t('convert.ok')}
        </Button>
      }
    >
      <div className={styles.convert}>
        <p className={styles.intro}>{t('convert.intro')}</p>
        <section className={styles.part}>
          <h3>{t('convert.account')}</h3>
          <Chips
            label={t('convert.account')}
            options={[{ key: 'new', label: t('convert.newAccount') }, { key: 'existing', label: t('convert.existing') }]}
            value={account}
            onChange={setAccount}
          />
          {account === 'new' ? (
            <>
              <Input
                aria-label={t('convert.accountName')}
                placeholder={t('convert.accountName')}
                maxLength={200}
                status={tried && accountMissing ? 'error' : undefined}
                value={accountName}
                onChange={(event) => setAccountName(event.target.value)}
              />
              <SimilarRecords
                text={accountName}
                types={['account']}
                title={t('convert.similar')}
                action={(found) => (
                  <Button
                    size="small"
                    onClick={() => {
                      setChosen({ id: found.id, name: found.name })
                      setAccount('existing')
                    }}
                  >
                    {t('convert.use')}
                  </Button>
                )}
              />
            </>
          ) : (
            <AccountSelect
              value={chosen}
              onChange={setChosen}
              status={tried && accountMissing ? 'error' : undefined}
              onCreate={(name) => {
                setAccountName(name)
                setAccount('new')
              }}
            />
          )}
          {tried && accountMissing && <p className={styles.problem}>{t('convert.accountRequired')}</p>}
        </section>
        <section className={styles.part}>
          <h3>{t('convert.contact')}</h3>
          <p>{t('convert.contactText', { name: lead.name })}</p>
        </section>
        <section className={styles.part}>
          <Checkbox checked={withDeal} onChange={(event) => setWithDeal(event.target.checked)}>
            {t('convert.withDeal')}
          </Checkbox>
          {withDeal && (
            <>
              <Input
                aria-label={t('convert.dealTitle')}
                placeholder={t('convert.dealTitle')}
                maxLength={200}
                status={tried && titleMissing ? 'error' : undefined}
                value={title}
                onChange={(event) => setTitle(event.target.value)}
              />
              {tried && titleMissing && <p className={styles.problem}>{t('convert.titleRequired')}</p>}
              <label className={styles.labelled}>
                <span>{t('convert.pipeline')}</span>
                <Select
                  aria-label={t('convert.pipeline')}
                  loading={pipelines.isPending}
                  value={pipeline?.id}
                  options={open.map((one) => ({ value: one.id, label: one.name }))}
                  onChange={setPipelineId}
                  notFoundContent={t('convert.noPipeline')}
                />
              </label>
              {pipeline?.stages[0] && <p className={styles.intro}>{t('convert.stage', { stage: pipeline.stages[0].name })}</p>}
              <label className={styles.labelled}>
                <span>{t('convert.amount')}</span>
                <MoneyInput value={amount ?? null} currency={currency} onChange={setAmount} label={t('convert.amount')} />
              </label>
              <div className={styles.labelled}>
                <span>{t('convert.close')}</span>
                <DueField label={t('convert.close')} value={closeOn} onChange={setCloseOn} kind="close" />
              </div>
            </>
          )}
        </section>
      </div>
    </BottomSheet>
  )
}

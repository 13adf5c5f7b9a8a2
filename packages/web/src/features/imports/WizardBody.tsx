import { checkImport, discardImport, getImport, runImport } from '@sluice/core/imports/contract'
import type { ImportDetail } from '@sluice/core/imports/contract'
import { useQueryClient } from '@tanstack/react-query'
import { ArrowLeftOutlined, ArrowRightOutlined, CheckOutlined, CloudUploadOutlined, DeleteOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { z } from 'zod'
import { call } from '../../api/client.ts'
import { contractKey, useContractMutation } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { problemFacts, useProblemText } from '../../ui/use-problem-text.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { fileSize } from './model/file-size.ts'
import { canOpen, isBusy, isOver, isReady, naturalStep, openIn, wizardSteps } from './model/wizard-steps.ts'
import type { WizardStep } from './model/wizard-steps.ts'
import { MappingMenu } from './MappingMenu.tsx'
import { StepBar } from './StepBar.tsx'
import { CheckStep } from './steps/CheckStep.tsx'
import { ColumnsStep } from './steps/ColumnsStep.tsx'
import { FileStep } from './steps/FileStep.tsx'
import { RunStep } from './steps/RunStep.tsx'
import { ValuesStep } from './steps/ValuesStep.tsx'
import { useImportDraft } from './use-import-draft.ts'
import styles from './WizardBody.module.css'

const wizardUrl = z.object({ step: z.enum(['', ...wizardSteps]).default('') })

/** The five steps of an import, the bar that leads through them and what is shown of the current one. */
export function WizardBody({ detail }: { detail: ImportDetail }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const navigate = useNavigate()
  const client = useQueryClient()
  const phone = usePhone()
  const toast = useToast()
  const say = useProblemText()
  const draft = useImportDraft(detail)
  const [url, change] = useUrlState(wizardUrl)
  const [starting, setStarting] = useState(false)
  const wanted = url.step === '' ? naturalStep(detail) : url.step
  const step = canOpen(wanted, detail) ? wanted : naturalStep(detail)
  const key = contractKey(getImport, { params: { id: detail.id } })
  const go = (next: WizardStep) => change({ step: next }, { push: true })
  useEffect(() => {
    document.querySelector('main')?.scrollTo({ top: 0 })
  }, [step])

  const start = async (contract: typeof checkImport | typeof runImport) => {
    setStarting(true)
    try {
      const version = await draft.settled()
      // The answers of the last saves may have settled everything, or not.
      if (contract === checkImport && !isReady(client.getQueryData<ImportDetail>(key) ?? detail)) return go('check')
      const answer = await call(contract, { params: { id: detail.id }, ifMatch: version })
      client.setQueryData(key, answer)
      change({ step: '' })
    } catch (error) {
      toast.failed(error)
      // Somebody else may have gone on with it in another tab.
      void client.invalidateQueries({ queryKey: key })
    } finally {
      setStarting(false)
    }
  }
  const discard = useContractMutation(discardImport, {
    onSuccess: () => {
      toast.done(t('discarded'))
      void client.invalidateQueries({ queryKey: ['/imports'] })
      void navigate(paths.import)
    },
    onError: toast.failed,
  })

  const stale = draft.error !== null && problemFacts(draft.error).code === 'conflict.stale_version'
  const busy = isBusy(detail.status)
  const ready = isReady(detail)
  const at = wizardSteps.indexOf(step)
  const previous = at > 0 && step !== 'run' ? wizardSteps[at - 1] : undefined
  const waiting = openIn('columns', detail) + openIn('values', detail)
  const next: { label: string; icon: React.ReactNode; act: () => void; disabled?: boolean; title?: string } | null =
    step === 'file'
      ? { label: t('next.columns'), icon: <ArrowRightOutlined aria-hidden />, act: () => go('columns'), disabled: !canOpen('columns', detail) }
      : step === 'columns'
        ? { label: t('next.values'), icon: <ArrowRightOutlined aria-hidden />, act: () => go('values') }
        : step === 'values'
          ? { label: t('next.check'), icon: <CheckOutlined aria-hidden />, act: () => (detail.status === 'checked' && !draft.isSaving ? go('check') : void start(checkImport)) }
          : step === 'check'
            ? detail.status === 'checked'
              ? {
                  label: t('next.run', { n: format.count((detail.summary?.created ?? 0) + (detail.summary?.updated ?? 0)) }),
                  icon: <CloudUploadOutlined aria-hidden />,
                  act: () => void start(runImport),
                  disabled: !ready || draft.isSaving || ((detail.summary?.created ?? 0) + (detail.summary?.updated ?? 0)) === 0,
                  title: ready ? undefined : t('check.blocked', { n: waiting }),
                }
              : { label: t('next.startCheck'), icon: <CheckOutlined aria-hidden />, act: () => void start(checkImport), disabled: !ready || busy, title: ready ? undefined : t('check.blocked', { n: waiting }) }
            : null

  return (
    <>
      <PageHeader
        title={detail.fileName}
        onBack={() => void navigate(paths.import)}
        description={`${fileSize(detail.fileBytes)} · ${detail.createdBy.name} · ${format.dateTime(detail.createdAt)}`}
        actions={
          phone || isOver(detail.status) ? undefined : (
            <>
              {draft.mapping && !busy && <MappingMenu detail={detail} draft={draft} />}
              <ConfirmButton
                danger
                type="text"
                icon={<DeleteOutlined aria-hidden />}
                disabled={busy}
                question={t('discardQuestion', { name: detail.fileName })}
                consequence={t('discardText')}
                onConfirm={() => discard.mutateAsync({ params: { id: detail.id }, ifMatch: detail.version }).catch(() => undefined)}
              >
                {t('discard')}
              </ConfirmButton>
            </>
          )
        }
      >
        <StepBar detail={detail} current={step} onGo={go} />
      </PageHeader>
      <div className={styles.grow}>
        <Page>
          {draft.error && (
            <Alert
              type={stale ? 'warning' : 'error'}
              showIcon
              title={stale ? t('conflict.title') : t('conflict.notSaved')}
              description={stale ? t('conflict.text') : say(draft.error)}
              action={
                <span className={styles.choices}>
                  {stale && (
                    <Button size="small" onClick={draft.keepMine}>
                      {t('conflict.mine')}
                    </Button>
                  )}
                  <Button size="small" onClick={stale ? draft.takeTheirs : draft.retry}>
                    {stale ? t('conflict.theirs') : t('conflict.retry')}
                  </Button>
                </span>
              }
            />
          )}
          {step === 'file' && <FileStep detail={detail} draft={draft} onDiscard={() => discard.mutate({ params: { id: detail.id }, ifMatch: detail.version })} />}
          {step === 'columns' && draft.mapping && detail.reading && <ColumnsStep detail={detail} reading={detail.reading} mapping={draft.mapping} edit={draft.edit} />}
          {step === 'values' && draft.mapping && detail.reading && <ValuesStep detail={detail} reading={detail.reading} mapping={draft.mapping} edit={draft.edit} />}
          {step === 'check' && <CheckStep detail={detail} onGo={go} />}
          {step === 'run' && <RunStep detail={detail} />}
          {next && (
            <div className={styles.foot} data-page-foot>
              {previous && (
                <Button icon={<ArrowLeftOutlined aria-hidden />} onClick={() => go(previous)} disabled={busy}>
                  {t('previous')}
                </Button>
              )}
              <span className={styles.said} role="status">
                {draft.isSaving ? t('saving') : step !== 'file' && waiting > 0 ? t('waiting', { n: waiting }) : step === 'columns' || step === 'values' ? t('saved') : ''}
              </span>
              <Button type="primary" size="large" icon={next.icon} iconPlacement="end" disabled={next.disabled} title={next.title} loading={starting} onClick={next.act}>
                {next.label}
              </Button>
            </div>
          )}
        </Page>
      </div>
    </>
  )
}

import { CheckCircleOutlined, CheckOutlined, ClockCircleOutlined, CopyOutlined, KeyOutlined, WarningOutlined } from '@ant-design/icons'
import { changeSite, getSiteArrivals, getSiteSecret } from '@sluice/core/tracking/contract'
import type { Site } from '@sluice/core/tracking/contract'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { copyToClipboard } from '../../../ui/copy-to-clipboard.ts'
import { CopyText } from '../../../ui/CopyText.tsx'
import { RecordBox } from '../../../ui/record/RecordBody.tsx'
import { SideDrawer } from '../../../ui/SideDrawer.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { snippetCode } from './snippet-code.ts'
import styles from './Tracking.module.css'

/** The lines for a site's pages, whether anything arrives, and how its server tells who a visitor is. */
export function SiteSetup({ site, onClose }: { site: Site; onClose: () => void }) {
  const { t } = useTranslation('sites')
  const [copied, setCopied] = useState(false)
  const code = snippetCode(site.scriptUrl)
  return (
    <SideDrawer open width={720} title={t('setup.title', { name: site.name })} onClose={onClose}>
      <div className={styles.setup}>
        <RecordBox
          title={t('setup.place')}
          actions={
            <Button icon={copied ? <CheckOutlined /> : <CopyOutlined />} onClick={() => void copyToClipboard(code).then(setCopied)}>
              {t(copied ? 'setup.copied' : 'setup.copy')}
            </Button>
          }
        >
          <pre className={styles.code}>{code}</pre>
          <p className={styles.muted}>{t(`consentHint.${site.consent}`)}</p>
        </RecordBox>
        <LiveCheck site={site} />
        <RecordBox title={t('setup.api')}>
          <dl className={styles.calls}>
            {([['sluice(\'consent\', true)', 'apiConsent'], ['sluice(\'document\', \'…\')', 'apiDocument'], ['sluice(\'visitor\', (id) => …)', 'apiVisitor'], ['sluice(\'identify\', \'…\')', 'apiIdentify']] as const).map(([code_, words]) => (
              <div key={words}>
                <dt>
                  <code>{code_}</code>
                </dt>
                <dd>{t(`setup.${words}`)}</dd>
              </div>
            ))}
          </dl>
          {site.canWrite && <Secret site={site} />}
        </RecordBox>
      </div>
    </SideDrawer>
  )
}

function LiveCheck({ site }: { site: Site }) {
  const { t } = useTranslation('sites')
  const { t: tt } = useTranslation('tracking')
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const { data, isPending } = useContractQuery(getSiteArrivals, { params: { id: site.id } }, { refetchInterval: 5000 })
  const strangers = data?.strangers.filter(({ origin }) => !site.origins.includes(origin)) ?? []
  const add = async (origin: string) => {
    try {
      await call(changeSite, { params: { id: site.id }, body: { origins: [...site.origins, origin] }, ifMatch: site.version })
      toast.done(t('setup.added', { origin }))
    } catch (error) {
      toast.failed(error)
    }
    refresh({ type: 'config.changed', subjectType: 'config', subjectId: site.id })
  }
  return (
    <RecordBox title={t('setup.check')}>
      {isPending ? (
        <Skeletons kind="rows" count={3} />
      ) : (
        <>
          <p className={data?.lastAt ? `${styles.state} ${styles.good}` : styles.state} role="status">
            {data?.lastAt ? <CheckCircleOutlined aria-hidden /> : <ClockCircleOutlined aria-hidden />}
            {data?.lastAt ? t('setup.ok', { time: format.relative(data.lastAt) }) : t('setup.nothing')}
          </p>
          <p className={styles.muted}>{t('setup.live')}</p>
          {strangers.length > 0 && (
            <div className={styles.strangers}>
              <p>
                <WarningOutlined aria-hidden /> {t('setup.strangers')}
              </p>
              {strangers.map(({ origin }) => (
                <div key={origin}>
                  <code>{origin}</code>
                  {site.canWrite && (
                    <Button size="small" onClick={() => void add(origin)}>
                      {t('setup.addOrigin')}
                    </Button>
                  )}
                </div>
              ))}
            </div>
          )}
          {data && data.latest.length > 0 && (
            <ol className={styles.latest} aria-label={t('setup.latest')}>
              {data.latest.map((event) => (
                <li key={event.id}>
                  <time className="num" dateTime={event.at} title={format.dateTime(event.at)}>
                    {format.time(event.at)}
                  </time>
                  <span className={styles.kind}>{tt(`kinds.${event.kind}`)}</span>
                  <span className={styles.subject} title={event.subject}>
                    {event.title ?? event.subject}
                  </span>
                  <Tag tone={event.isKnown ? 'brand' : 'neutral'}>{t(event.isKnown ? 'setup.known' : 'setup.anonymous')}</Tag>
                </li>
              ))}
            </ol>
          )}
        </>
      )}
    </RecordBox>
  )
}

function Secret({ site }: { site: Site }) {
  const { t } = useTranslation('sites')
  const { t: tu } = useTranslation('ui')
  const { modal } = App.useApp()
  const toast = useToast()
  const [secret, setSecret] = useState<string | null>(null)
  const read = async (renew: boolean) => {
    try {
      setSecret((await call(getSiteSecret, { params: { id: site.id }, body: { renew } })).secret)
      if (renew) toast.done(t('setup.renewed'))
    } catch (error) {
      toast.failed(error)
    }
  }
  return (
    <div className={styles.secret}>
      <p className={styles.muted}>{t('setup.sign')}</p>
      {secret !== null && (
        <p className={styles.key}>
          <CopyText text={secret} />
        </p>
      )}
      <div className={styles.buttons}>
        {secret === null && (
          <Button icon={<KeyOutlined />} onClick={() => void read(false)}>
            {t('setup.show')}
          </Button>
        )}
        <Button
          onClick={() => void modal.confirm({ title: t('setup.renewQuestion'), content: t('setup.renewText'), okText: t('setup.renew'), cancelText: tu('cancel'), okButtonProps: { danger: true }, onOk: () => read(true) })}
        >
          {t('setup.renew')}
        </Button>
      </div>
    </div>
  )
}

import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { milestones } from '@sluice/core/config/milestones'
import { removeMilestone } from '@sluice/core/gates/contract'
import type { Milestone } from '@sluice/core/gates/contract'
import type { DealDetail } from '@sluice/core/pipeline/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './StageProgress.module.css'
import { SupplyMilestone } from './supply/SupplyMilestone.tsx'
import { useEvidenceRefresh } from './use-evidence-refresh.ts'

/** The dated facts of the sale, the oldest first. */
export function Milestones({ deal, items }: { deal: DealDetail; items: readonly Milestone[] }) {
  const { t, i18n } = useTranslation('gates')
  const lang = i18n.language === 'en' ? 'en' : 'zh'
  const format = useFormat()
  const toast = useToast()
  const refresh = useEvidenceRefresh(deal.id)
  const [adding, setAdding] = useState(false)
  const nameOf = (kind: Milestone['kind']) => milestones.find((one) => one.key === kind)?.name[lang] ?? kind
  const remove = (one: Milestone) =>
    call(removeMilestone, { params: { id: deal.id, milestoneId: one.id } }).then(
      () => {
        toast.done(t('section.removed'))
        refresh('milestone.removed')
      },
      (error: unknown) => toast.failed(error),
    )
  return (
    <section className={styles.part}>
      <div className={styles.partHead}>
        <h3>{t('section.milestones')}</h3>
        {deal.canWrite && (
          <Button size="small" type="text" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('section.addMilestone')}
          </Button>
        )}
      </div>
      {items.length === 0 ? (
        <p className={styles.none}>{t('section.noMilestones')}</p>
      ) : (
        <ol className={styles.line} aria-label={t('section.milestones')}>
          {[...items].sort((a, b) => a.at.localeCompare(b.at)).map((one) => (
            <li key={one.id} className={styles.stone}>
              <div className={styles.words}>
                <span>
                  {nameOf(one.kind)}
                  {one.amountMinor !== null && <strong className="num"> {format.money(one.amountMinor, deal.currency)}</strong>}
                </span>
                {one.note !== '' && <span className={styles.note}>{one.note}</span>}
                <span className={`num ${styles.facts}`}>
                  <span>{format.dateTime(one.at)}</span>
                  {one.recordedBy && <span>{t('section.by', { name: one.recordedBy.name })}</span>}
                </span>
              </div>
              {deal.canWrite && (
                <ConfirmButton
                  type="text"
                  size="small"
                  danger
                  icon={<DeleteOutlined />}
                  aria-label={t('section.removeMilestone', { name: nameOf(one.kind) })}
                  question={t('section.removeQuestion')}
                  consequence={t('section.removeText')}
                  onConfirm={() => remove(one)}
                />
              )}
            </li>
          ))}
        </ol>
      )}
      <BottomSheet open={adding} title={t('section.addMilestone')} onClose={() => setAdding(false)}>
        <SupplyMilestone deal={deal} kinds={milestones.map((one) => one.key)} onDone={() => setAdding(false)} />
      </BottomSheet>
    </section>
  )
}

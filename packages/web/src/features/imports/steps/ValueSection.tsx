import type { Mapping, Unmatched } from '@sluice/core/imports/mapping'
import { Button, Dropdown, Select } from 'antd'
import { DownOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Page.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { setUnmatched, setValues } from '../model/mapping-edit.ts'
import { bulkAnswers } from '../model/value-groups.ts'
import type { BulkChoice, Proposal, ValueGroup } from '../model/value-groups.ts'
import { useExisting } from '../use-existing.ts'
import styles from './steps.module.css'
import { ValueRow } from './ValueRow.tsx'

/** Names shown in a line; more are counted. */
const shown = 30

/**
 * The values of one column that name something. What is like an existing thing is shown with how like and why, and waits for
 * an answer; what is like nothing follows the rule of its field. Nothing is merged by itself.
 */
export function ValueSection({ group, mapping, edit }: { group: ValueGroup; mapping: Mapping; edit: (change: (mapping: Mapping) => Mapping) => void }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const existing = useExisting(group.field)
  const { field, near, fresh, decided, open } = group
  // A line of names says enough of values that follow the rule.
  const [each, setEach] = useState(fresh.length <= 4)
  const rule = mapping.unmatched[field] ?? 'reject'
  const rules: Unmatched[] = field === 'status' || field === 'resource' || field === 'pipeline' ? ['empty', 'reject'] : ['create', 'empty', 'reject']
  const answer = (proposals: readonly Proposal[], choice: BulkChoice) => edit((current) => setValues(current, field, bulkAnswers(proposals, choice)))
  const rows = (proposals: readonly Proposal[], waits: boolean) =>
    proposals.map((proposal) => (
      <ValueRow key={proposal.value} proposal={proposal} field={field} mapping={mapping} existing={existing} waits={waits && open.has(proposal.value)} rule={rule} edit={edit} />
    ))
  // A button never takes back what was decided one by one.
  const undecided = near.filter(({ value }) => open.has(value))
  const bulk = (choices: readonly BulkChoice[]) => (
    <Dropdown trigger={['click']} menu={{ items: choices.map((choice) => ({ key: choice, label: t(`bulk.${choice}`), disabled: choice === 'clear' ? undecided.length === near.length : undecided.length === 0, onClick: () => answer(choice === 'clear' ? near : undecided, choice) })) }}>
      <Button size="small">
        {t('bulk.button')} <DownOutlined aria-hidden />
      </Button>
    </Dropdown>
  )
  const makes = field !== 'status' && field !== 'resource' && field !== 'pipeline'
  return (
    <Section
      title={
        <>
          {t(`fieldTitle.${field}`)} {open.size > 0 && <Tag tone="warn">{t('values.toDecide', { n: format.count(open.size) })}</Tag>}
        </>
      }
      note={t('values.column', { column: group.column })}
      flush
    >
      {near.length > 0 && (
        <>
          <div className={styles.groupHead}>
            <span>
              <strong>{t('values.near', { n: format.count(near.length) })}</strong>
              <span className={styles.note}> {t('values.nearText')}</span>
            </span>
            {near.length > 1 && bulk(makes ? ['sure', 'create', 'empty', 'skip', 'clear'] : ['sure', 'empty', 'skip', 'clear'])}
          </div>
          {rows(near, true)}
        </>
      )}
      {fresh.length > 0 && (
        <>
          <div className={styles.groupHead}>
            <span>
              <strong>{t('values.fresh', { n: format.count(fresh.length) })}</strong>
              <span className={styles.note}> {t('values.freshText')}</span>
            </span>
            <Select<Unmatched>
              aria-label={t('values.rule')}
              value={rule}
              popupMatchSelectWidth={false}
              options={rules.map((one) => ({ value: one, label: t(`unmatched.${one}`) }))}
              onChange={(one) => edit((current) => setUnmatched(current, field, one))}
            />
          </div>
          {field === 'owner' && rule === 'create' && <p className={styles.groupNote}>{t('values.usersMade')}</p>}
          {each ? (
            rows(fresh, false)
          ) : (
            <div className={styles.freshNames}>
              {fresh.slice(0, shown).map(({ value, count }) => (
                <span key={value} className={styles.sample} title={`${value} · ${t('rows', { n: format.count(count) })}`}>
                  {value} <span className="num">{format.count(count)}</span>
                </span>
              ))}
              {fresh.length > shown && <span className={styles.note}>{t('values.andMore', { n: format.count(fresh.length - shown) })}</span>}
              <button type="button" className={styles.link} onClick={() => setEach(true)}>
                {t('values.oneByOne')}
              </button>
            </div>
          )}
        </>
      )}
      {decided.length > 0 && (
        <>
          <div className={styles.groupHead}>
            <strong>{t('values.decided', { n: format.count(decided.length) })}</strong>
          </div>
          {rows(decided, false)}
        </>
      )}
    </Section>
  )
}

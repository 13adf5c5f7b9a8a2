import { defaultChannels } from '@sluice/core/config/channels'
import { defaultLossReasons } from '@sluice/core/config/loss-reasons'
import { pipelineTemplate } from '@sluice/core/config/pipeline-templates'
import { firstFields } from '@sluice/core/fields/first-fields'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { createField } from '../fields/save-field.ts'
import { createFromTemplate } from './create-pipeline.ts'

/** What a new organisation starts with: channels, the tree of loss reasons, the fields asked for by default, and the pipelines it chose. */
export async function createFirstCatalog(tx: Tx, act: Act, language: 'zh' | 'en', templates: readonly string[]): Promise<void> {
  const { orgId: org_id } = act
  await tx.insertInto('channel').values(defaultChannels.map((c) => ({ org_id, id: newId(), key: c.key, name: c.name[language] }))).execute()
  let position = 0
  for (const group of defaultLossReasons) {
    const parent_id = newId()
    await tx.insertInto('loss_reason').values({ org_id, id: parent_id, key: group.key, name: group.name[language], position: position++ }).execute()
    await tx
      .insertInto('loss_reason')
      .values(group.reasons.map((reason) => ({
        org_id, id: newId(), parent_id, key: reason.key, name: reason.name[language], position: position++,
        asks_competitor: reason.asksCompetitor ?? false, asks_text: reason.asksText ?? false,
      })))
      .execute()
  }
  for (const { object, key, label, help, options } of firstFields) {
    await createField(tx, act, {
      object, key, label: label[language], type: 'select',
      settings: { help: help[language], recommended: true, options: options.map((option) => ({ ...option, label: option.label[language], when: [], isArchived: false })) },
    })
  }
  for (const key of templates) {
    const template = pipelineTemplate(key) ?? refuse('pipeline.unknown_template')
    await createFromTemplate(tx, act, template, language)
  }
}

import type { PipelineTemplate } from './template-schema.ts'
import { standardTemplate } from './templates/standard.ts'
import { qualifiedTemplate } from './templates/qualified.ts'
import { sixStepTemplate } from './templates/six-step.ts'
import { largeEquipmentTemplate } from './templates/large-equipment.ts'
import { saasSmbTemplate } from './templates/saas-smb.ts'

/** The ready pipelines that an organisation can start from, in the order in which they are offered. */
export const pipelineTemplates: readonly PipelineTemplate[] = [
  standardTemplate,
  qualifiedTemplate,
  sixStepTemplate,
  largeEquipmentTemplate,
  saasSmbTemplate,
]

/** The template with this key, or undefined. */
export function pipelineTemplate(key: string): PipelineTemplate | undefined {
  return pipelineTemplates.find((t) => t.key === key)
}

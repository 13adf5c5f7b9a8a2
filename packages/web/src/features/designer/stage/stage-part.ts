import type { StageDefinition } from '@sluice/core/config/pipeline-definition'

export interface StagePartProps {
  stage: StageDefinition
  /** `about` names the field while one types in it, so that it is undone as one edit. */
  change: (part: Partial<StageDefinition>, about?: string) => void
}

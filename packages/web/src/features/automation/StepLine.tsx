import type { Step } from '@sluice/core/automation/definition'
import { stepPieces, type Piece } from '@sluice/core/automation/explain'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditing } from './editor-context.ts'
import { StepControl } from './StepControl.tsx'

/** A sentence whose settings are controls. */
export const Line = ({ pieces, control }: { pieces: readonly Piece[]; control: (slot: Exclude<Piece, string>) => ReactNode }) => (
  <>{pieces.map((piece, i) => <Fragment key={i}>{typeof piece === 'string' ? <span>{piece}</span> : control(piece)}</Fragment>)}</>
)

/** A step as a sentence with its controls. */
export function StepLine({ step }: { step: Step }) {
  const { t } = useTranslation('automation')
  const { object, things } = useEditing()
  const pieces = stepPieces(step, object, things.speaker, true)
  return (
    <>
      {step.type === 'branch' && <b>{t('editor.if')} </b>}
      <Line pieces={pieces} control={(piece) => <StepControl step={step} slot={piece.slot} said={step.type === 'branch' && isOpen(step) ? '' : piece.said} isMissing={piece.isMissing || (step.type === 'branch' && isOpen(step))} />} />
    </>
  )
}

const isOpen = ({ condition }: Extract<Step, { type: 'branch' }>) => 'and' in condition && condition.and.length === 0

import { closeFrameAction, useFrameAction } from '../../shell/shell-slots.ts'
import { CreateDealDialog } from './CreateDealDialog.tsx'

/** The new-deal dialog as the frame opens it, from anywhere; knows the account or contact it was opened from. */
export default function CreateDealFrame() {
  const frame = useFrameAction()
  const open = frame?.action === 'createDeal'
  const subject = open && frame.subject ? { id: frame.subject.id, name: frame.subject.name } : null
  const type = open ? frame.subject?.type : undefined
  return (
    <CreateDealDialog
      open={open}
      account={type === 'account' ? subject : null}
      contact={type === 'contact' ? subject : null}
      pipelineId={open ? frame.pipelineId : undefined}
      onClose={closeFrameAction}
    />
  )
}

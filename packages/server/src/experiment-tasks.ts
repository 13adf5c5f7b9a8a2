import { createAction } from '@sluice/core/actions/contract'
import { createItem, type Places } from './features/actions/create-action.ts'
import type { GivePathTask } from './features/experiments/enter-deals.ts'

/** The tasks of a path are action items like any; part of the composition root, so that experiments need not know of them. */
export const pathTasks = (places: Places): GivePathTask => async (tx, act, viewer, today, task) => (await createItem(tx, act, viewer, today, createAction.body.parse({ kind: 'task', ...task }), places)).id

import { managesFunnel, readsWholeFunnel, scopeOf, type Viewer } from '@sluice/core/identity/policy'
import { refuse } from '../../platform/refusal.ts'

/** Experiments are for those who look at more than their own records, as automations are; administrators change all, managers their own. */
export const requireReader = (viewer: Viewer): void => void (readsWholeFunnel(viewer) || refuse('permission.denied'))
export const mayWrite = (viewer: Viewer, ownerId: string): boolean => viewer.role === 'admin' || (managesFunnel(viewer) && ownerId === viewer.userId)
/** A path goes into a playbook by the hand of who may configure pipelines. */
export const mayAdopt = (viewer: Viewer): boolean => scopeOf(viewer, 'config', 'write') !== 'none'

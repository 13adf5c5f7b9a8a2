/** What seals each secret of a target: none can be used for another organisation, or in another's place. */
export const sealContext = (orgId: string, what: 'robot' | 'robot secret' | 'webhook' | 'push device' | 'chat app dingtalk' | 'chat app feishu' | 'chat app wecom'): string => `${orgId} ${what}`
